package firstbad.publisher;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, which closes itself when nothing comes for a while, as where a server
 * stops in the middle, or when all of it takes too long. Every {@link IOException} has a message
 * that is a sentence. For one reader.
 */
public final class ImpatientStream extends FilterInputStream {
  private final String name;
  private final Duration patience;
  private final Duration longest;
  private final long began = System.nanoTime();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "firstbad-web-patience");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean expired;

  /**
   * Reads a body.
   *
   * @param name for sentences, such as its address
   * @param patience the longest time without a byte
   * @param longest the longest time for the whole body; at most 200 years
   */
  public ImpatientStream(InputStream body, String name, Duration patience, Duration longest) {
    super(body);
    this.name = name;
    this.patience = patience;
    this.longest = longest;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    long left = Math.max(1, Math.min(patience.toNanos(), left()));
    ScheduledFuture<?> limit = watch.schedule(this::expire, left, TimeUnit.NANOSECONDS);
    try {
      int count = in.read(bytes, from, length);
      if (expired) {
        throw new IOException("closed");
      }
      return count;
    } catch (IOException e) {
      throw new IOException(trouble(), e);
    } finally {
      limit.cancel(false);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public void close() throws IOException {
    watch.shutdownNow();
    super.close();
  }

  private long left() {
    return longest.toNanos() - (System.nanoTime() - began);
  }

  private String trouble() {
    if (!expired) {
      return name + " broke off before its end.";
    }
    return left() > 0
        ? name + " sent nothing for " + patience.toSeconds() + " s."
        : name + " was not read to its end within " + longest.toSeconds() + " s.";
  }

  private void expire() {
    expired = true;
    try {
      in.close();
    } catch (IOException ignored) {
      // it is of no use any more; the reader is told by the flag
    }
  }
}
