package firstbad.app.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.app.cli.Problem;
import firstbad.app.deliver.plan.EventKind;
import firstbad.app.deliver.plan.Plan;
import firstbad.app.read.EventReader;
import firstbad.schemas.EventToJson;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription may ask of the culprit that a verification is about: the verification itself
 * has neither labels nor a bug. The topic of culprits is read on whenever a culprit is not known
 * yet, and not at all where no subscription asks. For one thread.
 */
final class CulpritFields implements EventReader.Handler, AutoCloseable {
  private static final List<String> ASKED =
      List.of(
          "kind",
          "labels",
          "bug_titles",
          "changed_files",
          "changed_files_known",
          "changed_file_count",
          "recipients_to",
          "recipients_cc");

  private final Map<String, Object> properties;
  private final Topics topics;
  private final boolean asked;
  private final Map<String, ObjectNode> culprits = new HashMap<>();
  private @Nullable EventReader reader;

  CulpritFields(Map<String, Object> properties, Topics topics, Plan plan) {
    this.properties = properties;
    this.topics = topics;
    this.asked =
        plan.subscriptions().stream()
            .anyMatch(
                each ->
                    each.events().contains(EventKind.VERIFICATIONS)
                        && !each.conditions().isEmpty());
  }

  /**
   * An event as conditions see it.
   *
   * @param event by its schema
   * @throws KafkaException when the culprits cannot be read
   */
  JsonNode with(Topic topic, JsonNode event) {
    if (!asked || topic != Topic.VERIFICATIONS || !(event instanceof ObjectNode own)) {
      return event;
    }
    ObjectNode culprit = culprit(event.path("id").asText());
    return culprit == null ? event : own.deepCopy().setAll(culprit);
  }

  private @Nullable ObjectNode culprit(String id) {
    ObjectNode known = culprits.get(id);
    if (known != null) {
      return known;
    }
    try {
      if (reader == null) {
        reader = EventReader.open(properties, topics);
        reader.begin(Topic.CULPRITS);
      }
      reader.takeAll(this);
    } catch (Problem e) {
      throw new KafkaException(e.getMessage(), e);
    }
    return culprits.get(id);
  }

  @Override
  public void take(Topic topic, String key, SpecificRecord event) {
    if (EventRules.counts(topic, key, event)
        && Messages.tree(EventToJson.AS_SENT.of(event)) instanceof ObjectNode culprit) {
      JsonNode level = culprit.path("assessment").path("level");
      culprit.retain(ASKED);
      culprit.putObject("assessment").set("level", level);
      culprits.put(key, culprit);
    }
  }

  @Override
  public void removed(Topic topic, String key) {
    culprits.remove(key);
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
