package firstbad.server.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.publisher.Destination;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.PublishException;
import firstbad.publisher.RefusedException;
import firstbad.publisher.TextPublication;
import firstbad.schemas.RecordHeader;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.server.web.Refusal;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import firstbad.server.web.ShortBody;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.eclipse.jetty.io.EndPoint;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes logs as they are written: {@code curl -T bisect.log URL} is enough. What was answered is
 * durable in Kafka; what was not may be sent again as a whole, which doubles nothing.
 */
public final class Ingest implements RouteGroup, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Bodies packed with xz that are read at once; each takes up to 16 MiB of memory. */
  private static final int XZ_UPLOADS = 8;

  private static final String AGAIN = " Send the log again, which doubles nothing.";

  private final String topic;
  private final PublisherSource publishers;
  private final LogPositions positions;
  private final UsedIds usedIds;
  private final UploadLimits limits;

  /** The ids of the bisections that are being sent. */
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  private final Semaphore xz = new Semaphore(XZ_UPLOADS);
  private final AtomicInteger uploads = new AtomicInteger();
  private final LongAdder lines = new LongAdder();
  private final LongAdder taken = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /**
   * @param reader of the view, which knows what others published
   */
  public Ingest(Destination destination, Jdbi reader, UploadLimits limits) {
    this.topic = new Topics(destination.prefix()).name(Topic.LOG_LINES);
    this.publishers = new PublisherSource(destination);
    this.positions = new LogPositions(reader);
    this.usedIds = new UsedIds(reader);
    this.limits = limits;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.put("/api/v1/bisections/<id>/log", this::count),
        Route.get("/api/v1/bisections/<id>/log/position", this::position));
  }

  /** The topic that lines go to. */
  public String topic() {
    return topic;
  }

  /** How many uploads are open. */
  public int openUploads() {
    return uploads.get();
  }

  /** How many uploads were taken as a whole since the start. */
  public long taken() {
    return taken.sum();
  }

  /** How many were refused, or broke off. */
  public long refused() {
    return refused.sum();
  }

  /** Age of the oldest line that was taken and is not in Kafka, in milliseconds; 0 for none. */
  public long millis() {
    return publishers.waitedMillis();
  }

  /** How many lines came since the start, those that came again among them. */
  public long lines() {
    return lines.sum();
  }

  private void position(Context request) {
    String id = UploadRequest.id(request);
    demandNotForgotten(id, positions::forgotten);
    TextStanding standing = positions.of(id);
    answer(request, Map.of("lines", standing.lines(), "ended", standing.ended()));
  }

  private void count(Context request) throws IOException {
    LongAdder outcome = refused;
    try {
      take(request);
      outcome = taken;
    } finally {
      outcome.increment();
    }
  }

  private void take(Context request) throws IOException {
    UploadRequest asked = UploadRequest.of(request);
    Set<String> own = new HashSet<>();
    admit(asked.id(), own);
    try {
      if (uploads.incrementAndGet() > limits.uploads()) {
        throw tooMany(
            request, limits.uploads() + " uploads are open, which is the limit of this server");
      }
      publish(request, asked, own);
    } catch (NoBisectionLog e) {
      throw new Refusal(
          HttpStatus.UNPROCESSABLE_CONTENT,
          e.sentence(asked.id()),
          Map.of("looks_like", e.kind().name()));
    } catch (RefusedException e) {
      throw Refusal.wrong(String.valueOf(e.getMessage()));
    } catch (PublishException e) {
      request.header("Retry-After", "5");
      throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage() + AGAIN);
    } finally {
      open.removeAll(own);
      uploads.decrementAndGet();
    }
  }

  /** No line of it would be read. */
  private static void demandNotForgotten(String id, Predicate<String> forgotten) {
    if (forgotten.test(id)) {
      throw new Refusal(
          HttpStatus.GONE,
          "The bisection "
              + id
              + " was removed with 'firstbad forget', and its id cannot be used again; send the log"
              + " under another id.");
    }
  }

  /** One log has one sender; a text may hold several logs. */
  private void admit(String id, Set<String> own) {
    if (own.contains(id)) {
      return;
    }
    demandNotForgotten(id, positions::forgottenAsFarAsKnown);
    if (!open.add(id)) {
      throw new Refusal(
          HttpStatus.CONFLICT,
          "Another upload of " + id + " is open; a log has one sender at a time.");
    }
    own.add(id);
  }

  private static Refusal tooMany(Context request, String why) {
    request.header("Retry-After", "30");
    // The body that is still to come would hold the connection.
    request.header("Connection", "close");
    return new Refusal(HttpStatus.SERVICE_UNAVAILABLE, why + "; try again in a moment.");
  }

  private void publish(Context request, UploadRequest asked, Set<String> own) throws IOException {
    LogPublisher publisher = publishers.current();
    FirstLines firstLines = usedIds.beside();
    Optional<String> missing = positions.missing(asked.id(), asked.fromLine());
    String trace = request.header(RecordHeader.TRACE.header());
    Upload upload =
        new Upload(
            positions.resumed(asked.id(), asked.fromLine()),
            from -> {
              TextPublication text =
                  new TextPublication(
                      publisher, asked.id(), asked.labels(), part -> admit(part, own), from);
              text.traced(trace);
              text.watchedBy(firstLines);
              return text;
            },
            line -> positions.another(asked.id(), line),
            lines);
    try {
      read(request, upload, asked.more());
      // With more to follow, what is held back is not taken: it may be sent again.
      if (asked.more()) {
        upload.text().pause();
      } else {
        upload.text().end(true);
      }
      upload.text().awaitDurable();
      Optional<String> conflict =
          usedIds.conflict(firstLines, asked.fromLine() > 1, upload.text().parts());
      answer(request, UploadAnswer.of(asked.id(), upload, missing, conflict));
    } catch (RefusedException e) {
      throw e; // it is not the publisher that failed
    } catch (PublishException e) {
      publishers.failed(publisher);
      throw e;
    } finally {
      positions.note(asked.id(), upload);
      usedIds.note(firstLines, upload.text().parts());
    }
  }

  private void read(Context request, Upload upload, boolean more) throws IOException {
    EndPoint connection = ShortBody.connection(request);
    long usual = connection.getIdleTimeout();
    connection.setIdleTimeout(limits.silence().toMillis());
    try (InputStream body = request.req().getInputStream()) {
      upload.read(body, more, limits, xz);
    } catch (IOException e) {
      throw interrupted(upload, e);
    } catch (Upload.Unpackable e) {
      throw unpackable(upload, e);
    } catch (Upload.TooManyXz e) {
      throw tooMany(request, XZ_UPLOADS + " texts are being unpacked, and each takes memory");
    } finally {
      connection.setIdleTimeout(usual);
    }
  }

  /** The sender hears this only where it still listens. */
  private Refusal interrupted(Upload upload, IOException e) {
    long lines = upload.text().awaitDurable();
    boolean silent = e.getCause() instanceof TimeoutException;
    return new Refusal(
        silent ? HttpStatus.REQUEST_TIMEOUT : HttpStatus.BAD_REQUEST,
        (silent
                ? "No data arrived for " + UploadLimits.words(limits.silence())
                : "The body broke off")
            + "; the first "
            + lines
            + " lines are in Kafka, and the log has not ended."
            + AGAIN);
  }

  private static Refusal unpackable(Upload upload, Upload.Unpackable e) {
    long lines = upload.text().awaitDurable();
    return new Refusal(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "The body cannot be read: "
            + e.getMessage()
            + (lines == 0
                ? "."
                : "; the first "
                    + lines
                    + " lines are in Kafka, and the log has not ended. Send the whole file under"
                    + " the same id, which completes it."),
        Map.of("looks_like", NoBisectionLog.Kind.DAMAGED.name()));
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
