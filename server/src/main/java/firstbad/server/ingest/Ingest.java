package firstbad.server.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.publisher.Destination;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.PublishException;
import firstbad.server.web.Refusal;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes logs as they are written: {@code curl -T bisect.log URL} is enough. What was answered is
 * durable in Kafka; what was not may be sent again as a whole, which doubles nothing.
 */
public final class Ingest implements RouteGroup, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AGAIN = " Send the log again, which doubles nothing.";

  private final PublisherSource publishers;
  private final LogPositions positions;
  private final UploadLimits limits;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final LongAdder lines = new LongAdder();

  /**
   * @param reader of the view, which knows what others published
   */
  public Ingest(Destination destination, Jdbi reader, UploadLimits limits) {
    this.publishers = new PublisherSource(destination);
    this.positions = new LogPositions(reader);
    this.limits = limits;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.put("/api/v1/bisections/<id>/log", this::take),
        Route.get("/api/v1/bisections/<id>/log/position", this::position));
  }

  /** How many uploads are open. */
  public int openUploads() {
    return open.size();
  }

  /** How many lines came since the start, those that came again among them. */
  public long lines() {
    return lines.sum();
  }

  private void position(Context request) {
    LogPosition position = positions.of(UploadRequest.id(request));
    answer(request, Map.of("lines", position.lines(), "ended", position.ended()));
  }

  private void take(Context request) throws IOException {
    UploadRequest asked = UploadRequest.of(request);
    admit(request, asked.id());
    try {
      publish(request, asked);
    } catch (PublishException e) {
      request.header("Retry-After", "5");
      throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage() + AGAIN);
    } finally {
      open.remove(asked.id());
    }
  }

  private void admit(Context request, String id) {
    if (!open.add(id)) {
      throw new Refusal(
          HttpStatus.CONFLICT,
          "Another upload of " + id + " is open; one log comes from one sender at a time.");
    }
    if (open.size() > limits.uploads()) {
      open.remove(id);
      request.header("Retry-After", "30");
      throw new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE,
          limits.uploads()
              + " uploads are open, which is the limit of this server; try again in a moment.");
    }
  }

  private void publish(Context request, UploadRequest asked) throws IOException {
    LogPublisher publisher = publishers.current();
    Upload upload =
        new Upload(publisher.resume(asked.id(), asked.labels(), asked.fromLine()), lines);
    boolean ended = false;
    try {
      read(request, upload);
      if (!asked.more()) {
        upload.log().end();
      }
      upload.log().awaitDurable();
      ended = !asked.more();
      answer(request, taken(asked.id(), upload, ended));
    } catch (PublishException e) {
      publishers.retire(publisher);
      throw e;
    } finally {
      if (upload.log().durable() > 0) {
        positions.note(asked.id(), new LogPosition(upload.log().durable(), ended));
      }
    }
  }

  private void read(Context request, Upload upload) throws IOException {
    EndPoint connection =
        ServletContextRequest.getServletContextRequest(request.req())
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    long usual = connection.getIdleTimeout();
    connection.setIdleTimeout(limits.silence().toMillis());
    try (InputStream body = request.req().getInputStream()) {
      upload.read(body, limits.bytes());
    } catch (IOException e) {
      throw brokenOff(upload, e);
    } finally {
      connection.setIdleTimeout(usual);
    }
  }

  /** The sender hears this only where it still listens. */
  private Refusal brokenOff(Upload upload, IOException e) {
    long lines = upload.log().awaitDurable();
    boolean silent = e.getCause() instanceof TimeoutException;
    return new Refusal(
        silent ? HttpStatus.REQUEST_TIMEOUT : HttpStatus.BAD_REQUEST,
        (silent
                ? "Nothing came for " + limits.silence().toMinutes() + " minutes"
                : "The body broke off")
            + "; the first "
            + lines
            + " lines are in Kafka, and the log has not ended."
            + AGAIN);
  }

  private static Map<String, Object> taken(String id, Upload upload, boolean ended) {
    Map<String, Object> taken = new LinkedHashMap<>();
    taken.put("id", id);
    taken.put("lines", upload.log().durable());
    taken.put("ended", ended);
    taken.put("replaced", upload.replaced());
    taken.put("cut", upload.cut());
    return taken;
  }

  private static void answer(Context request, Map<String, Object> members) {
    try {
      request.result(JSON.writeValueAsBytes(members)).contentType("application/json");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    request.header("Cache-Control", "no-store");
  }

  @Override
  public void close() {
    publishers.close();
  }
}
