package firstbad.app.deliver.plan;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.schemas.Topic;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The kinds of events that can be subscribed to: one row for each. */
public enum EventKind {
  CULPRITS("culprits", "Culprits", Topic.CULPRITS, event -> true),
  ALERTS("alerts", "Alerts", Topic.ALERTS, event -> true),
  /** How a bisection ended, whatever came of it. */
  ENDINGS(
      "endings",
      "Endings",
      Topic.BISECTIONS,
      event -> !isRunning(event) && !outcome(event, "UNKNOWN")),
  /** A search that left the bug and still runs, with the machine time that this takes. */
  AT_STAKE(
      "at-stake",
      "Running searches",
      Topic.BISECTIONS,
      event -> isRunning(event) && event.path("at_stake_ms").asLong(0) > 0),
  VERIFICATIONS("verifications", "Verifications", Topic.VERIFICATIONS, event -> true);

  private final String word;
  private final String plural;
  private final Topic topic;

  @SuppressWarnings("ImmutableEnumChecker") // has no state
  private final Predicate<JsonNode> among;

  EventKind(String word, String plural, Topic topic, Predicate<JsonNode> among) {
    this.word = word;
    this.plural = plural;
    this.topic = topic;
    this.among = among;
  }

  /** What the file calls it. */
  String word() {
    return word;
  }

  /** What a sentence begins with that tells of them. */
  String plural() {
    return plural;
  }

  /** Where they are read. */
  Topic topic() {
    return topic;
  }

  /** Whether an event, as JSON by its schema, is of this kind. */
  boolean has(Topic from, JsonNode event) {
    return topic == from && among.test(event);
  }

  static Optional<EventKind> named(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** All words, for a sentence. */
  static String words() {
    return Arrays.stream(values()).map(EventKind::word).collect(Collectors.joining(", "));
  }

  private static boolean isRunning(JsonNode head) {
    return outcome(head, "RUNNING");
  }

  private static boolean outcome(JsonNode head, String symbol) {
    return head.path("outcome").asText().equals(symbol);
  }
}
