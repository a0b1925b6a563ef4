package firstbad.server.web;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/**
 * A body of which no more is read than so many bytes, and for no longer than some time: who
 * trickles holds a thread.
 */
public final class ShortBody {
  private static final int PIECE_BYTES = 8 * 1024;

  private final byte[] bytes;
  private final boolean late;

  private ShortBody(byte[] bytes, boolean late) {
    this.bytes = bytes;
    this.late = late;
  }

  /** What was read. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether the rest did not arrive in time, or broke off. */
  public boolean late() {
    return late;
  }

  /**
   * Reads until the end, the limit or the time; takes at most twice the time.
   *
   * @param most bytes
   */
  public static ShortBody read(Context request, int most, Duration within) {
    EndPoint connection = connection(request);
    long usual = connection.getIdleTimeout();
    connection.setIdleTimeout(within.toMillis());
    long began = System.nanoTime();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (InputStream body = request.req().getInputStream()) {
      byte[] piece = new byte[PIECE_BYTES];
      while (read.size() < most) {
        int length = body.read(piece, 0, Math.min(piece.length, most - read.size()));
        if (length < 0) {
          break;
        }
        read.write(piece, 0, length);
        if (System.nanoTime() - began > within.toNanos()) {
          return new ShortBody(read.toByteArray(), true);
        }
      }
      return new ShortBody(read.toByteArray(), false);
    } catch (IOException e) {
      return new ShortBody(read.toByteArray(), true);
    } finally {
      connection.setIdleTimeout(usual);
    }
  }

  /** The connection that a request came by. */
  public static EndPoint connection(Context request) {
    return ServletContextRequest.getServletContextRequest(request.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint();
  }
}
