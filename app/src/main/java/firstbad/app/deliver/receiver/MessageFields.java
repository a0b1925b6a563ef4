package firstbad.app.deliver.receiver;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import firstbad.schemas.Topic;
import java.util.Map;
import java.util.TreeMap;

/** The main fields of events by their names in an environment: one table. */
public final class MessageFields {
  /** The Message-ID of the mail that is answered. */
  public static final String MESSAGE_ID = "FIRSTBAD_MESSAGE_ID";

  private static final Map<Topic, Map<String, String>> TABLE =
      Map.of(
          Topic.CULPRITS,
          Map.of(
              "FIRSTBAD_ID",
              "/id",
              "FIRSTBAD_KIND",
              "/kind",
              "FIRSTBAD_COMMIT",
              "/commit",
              "FIRSTBAD_TITLE",
              "/title",
              "FIRSTBAD_BUG_TITLE",
              "/bug_titles/0/title",
              "FIRSTBAD_LEVEL",
              "/assessment/level",
              "FIRSTBAD_BUG_URL",
              "/labels/bug.url",
              MESSAGE_ID,
              "/labels/bug.message-id"),
          Topic.ALERTS,
          Map.of(
              "FIRSTBAD_ID", "/id",
              "FIRSTBAD_KIND", "/kind",
              "FIRSTBAD_SEVERITY", "/severity",
              "FIRSTBAD_COMMIT", "/commit",
              "FIRSTBAD_MESSAGE", "/message",
              "FIRSTBAD_BUG_TITLE", "/bug_titles/0/title",
              "FIRSTBAD_BUG_URL", "/labels/bug.url"),
          Topic.BISECTIONS,
          Map.of(
              "FIRSTBAD_ID",
              "/id",
              "FIRSTBAD_KIND",
              "/kind",
              "FIRSTBAD_OUTCOME",
              "/outcome",
              "FIRSTBAD_AT_STAKE_MS",
              "/at_stake_ms",
              "FIRSTBAD_COMMIT",
              "/culprit",
              "FIRSTBAD_BUG_TITLE",
              "/bug_titles/0/title",
              "FIRSTBAD_BUG_URL",
              "/labels/bug.url",
              MESSAGE_ID,
              "/labels/bug.message-id"),
          Topic.VERIFICATIONS,
          Map.of(
              "FIRSTBAD_ID", "/id",
              "FIRSTBAD_STATE", "/state",
              "FIRSTBAD_SOURCE", "/source",
              "FIRSTBAD_COMMIT", "/culprit",
              "FIRSTBAD_TRUE_CAUSE", "/true_cause"));

  /** Those of an event; empty where it has none. */
  public static Map<String, String> of(Topic topic, JsonNode event) {
    Map<String, String> fields = new TreeMap<>();
    TABLE
        .getOrDefault(topic, Map.of())
        .forEach(
            (name, place) -> {
              JsonNode value = event.at(JsonPointer.compile(place));
              fields.put(name, value.isNull() ? "" : value.asText());
            });
    return fields;
  }

  private MessageFields() {}
}
