package firstbad.server.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.EventToJson;
import firstbad.schemas.Topics;
import firstbad.schemas.VerificationRules;
import firstbad.server.web.Refusal;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import firstbad.server.web.ShortBody;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Takes what somebody found out about a culprit; the rules are those of the command. */
public final class VerificationPost implements RouteGroup, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 16 * 1024;
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final Set<String> FIELDS =
      new TreeSet<>(Set.of("state", "source", "true_cause", "made_by", "evidence_url", "note"));

  private final Jdbi reader;
  private final VerificationProducer producer;
  private final LongSupplier clock;

  /**
   * @param reader of the view, which knows the culprits
   * @param properties of the clients
   * @param clock milliseconds since the epoch
   */
  public VerificationPost(
      Jdbi reader, Topics topics, Map<String, Object> properties, LongSupplier clock) {
    this.reader = reader;
    this.producer = new VerificationProducer(topics, properties);
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/api/v1/bisections/<id>/verification", this::take));
  }

  private void take(Context request) throws IOException {
    String id = UploadRequest.id(request);
    Verification said = said(id, body(request));
    requireRight(said);
    Verification whole = Verification.newBuilder(said).setCulprit(culprit(id)).build();
    requireRight(whole);
    send(request, whole);
    request.result(EventToJson.AS_SENT.of(whole)).contentType("application/json");
    request.header("Cache-Control", "no-store");
  }

  private static void requireRight(Verification said) {
    VerificationRules.mistake(said)
        .ifPresent(
            mistake -> {
              throw Refusal.wrong("The field " + mistake.sentence());
            });
  }

  private void send(Context request, Verification whole) {
    try {
      producer.send(whole);
    } catch (VerificationProducer.NotWritten e) {
      request.header("Retry-After", "5");
      throw new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE,
          e.getMessage() + " Send it again: the newest of a source counts.");
    }
  }

  private static JsonNode body(Context request) throws IOException {
    ShortBody body = ShortBody.read(request, MOST_BYTES + 1, WITHIN);
    byte[] bytes = body.bytes();
    if (bytes.length > MOST_BYTES) {
      throw new Refusal(
          HttpStatus.CONTENT_TOO_LARGE, "A verification has at most " + MOST_BYTES + " bytes.");
    }
    if (body.late()) {
      request.header("Connection", "close");
      throw new Refusal(
          HttpStatus.REQUEST_TIMEOUT,
          "The verification did not arrive within " + WITHIN.toSeconds() + " s; send it again.");
    }
    try {
      JsonNode read = JSON.readTree(bytes);
      if (read != null && read.isObject()) {
        return read;
      }
    } catch (JsonProcessingException e) {
      // said below
    }
    throw Refusal.wrong("The body has to be a JSON object with " + String.join(", ", FIELDS) + ".");
  }

  private Verification said(String id, JsonNode body) {
    requireKnown(body.fieldNames());
    String source = text(body, "source");
    String cause = text(body, "true_cause");
    return Verification.newBuilder()
        .setId(id)
        .setState(symbol(VerificationState.UNKNOWN, text(body, "state")))
        .setSource(
            source == null ? VerificationSource.PERSON : symbol(VerificationSource.UNKNOWN, source))
        .setTrueCause(cause == null ? null : cause.toLowerCase(Locale.ROOT))
        .setMadeBy(text(body, "made_by"))
        .setMadeAt(Instant.ofEpochMilli(clock.getAsLong()))
        .setEvidenceUrl(text(body, "evidence_url"))
        .setNote(text(body, "note"))
        .build();
  }

  private static void requireKnown(Iterator<String> names) {
    while (names.hasNext()) {
      if (!FIELDS.contains(names.next())) {
        throw Refusal.wrong(
            "A verification has " + String.join(", ", FIELDS) + ", and no other field.");
      }
    }
  }

  /** The symbol with this name, in any case; the unknown one for any other text. */
  private static <E extends Enum<E>> E symbol(E unknown, @Nullable String name) {
    return Arrays.stream(unknown.getDeclaringClass().getEnumConstants())
        .filter(each -> name != null && each.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElse(unknown);
  }

  private static @Nullable String text(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw Refusal.wrong("The field " + name + " has to be text.");
    }
    return value.asText();
  }

  private String culprit(String id) {
    return reader
        .withHandle(
            db ->
                db.createQuery("SELECT commit_hash FROM culprits WHERE id = :id")
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne())
        .orElseThrow(
            () ->
                Refusal.missing(
                    "There is no culprit of " + id + ", so there is nothing to verify."));
  }

  @Override
  public void close() {
    producer.close();
  }
}
