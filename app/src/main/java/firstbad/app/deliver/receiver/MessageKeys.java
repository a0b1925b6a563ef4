package firstbad.app.deliver.receiver;

import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** What events are known by at the last hop: the same in every attempt, and for no other event. */
public final class MessageKeys {

  /** By the topic of an event: how its key goes on after the bisection's id, as a pattern. */
  public static final Map<Topic, String> AFTER_ID =
      Map.of(
          Topic.CULPRITS, "",
          Topic.ALERTS, "/[A-Z_]+/[0-9]+",
          Topic.BISECTIONS, "/[A-Z_]+(/[0-9a-f]+)?",
          Topic.VERIFICATIONS, "/[A-Z_]+/-?[0-9]+/[A-Z_]+");

  /**
   * The key of an event: the topic's name, a slash, the bisection id; for an alert also its kind
   * and revision, since a bisection may raise several; for a verification its source, time and
   * state, since a machine may say two things within its clock's tick; and for an ending the
   * outcome and the culprit, since a bisection that was given up for its silence may go on and end
   * otherwise.
   */
  public static String of(Topics topics, Topic topic, IndexedRecord event) {
    String key = topics.name(topic) + "/" + field(event, "id");
    return switch (topic) {
      case ALERTS -> key + "/" + field(event, "kind") + "/" + orZero(field(event, "ordinal"));
      case VERIFICATIONS ->
          key
              + "/"
              + field(event, "source")
              + "/"
              + ((java.time.Instant) value(event, "made_at")).toEpochMilli()
              + "/"
              + field(event, "state");
      case BISECTIONS -> {
        String culprit = field(event, "culprit");
        yield key + "/" + field(event, "outcome") + (culprit.isEmpty() ? "" : "/" + culprit);
      }
      default -> key;
    };
  }

  private static String field(IndexedRecord event, String name) {
    return String.valueOf(value(event, name));
  }

  private static Object value(IndexedRecord event, String name) {
    Object value = event.get(event.getSchema().getField(name).pos());
    return value == null ? "" : value;
  }

  private static String orZero(@Nullable String ordinal) {
    return ordinal == null || ordinal.isEmpty() ? "0" : ordinal;
  }

  private MessageKeys() {}
}
