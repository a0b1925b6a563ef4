package firstbad.app.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.app.cli.Problem;
import firstbad.app.deliver.plan.EventKind;
import firstbad.app.deliver.plan.Plan;
import firstbad.app.mail.KnownCulprit;
import firstbad.app.mail.Mail;
import firstbad.app.read.EventReader;
import firstbad.events.CulpritFound;
import firstbad.events.TitleCount;
import firstbad.schemas.EventToJson;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The culprits that verifications are about, which themselves have neither labels nor a bug: what
 * conditions may ask of them, and what a mail says. The topic of culprits is read on whenever one
 * is not known yet, and not at all where nobody asks. Safe for use by several threads.
 */
final class KnownCulprits implements EventReader.Handler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KnownCulprits.class);

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

  // Of a culprit's labels, those that a mail about it needs.
  private static final List<String> REPORT = List.of("bug.title", "bug.url", Mail.MESSAGE_ID);

  private final Map<String, Object> properties;
  private final Topics topics;
  private final boolean asked;
  private final Map<String, Known> culprits = new HashMap<>();
  private @Nullable EventReader reader;

  /**
   * A culprit.
   *
   * @param fields that conditions may ask for, by its schema; null where none does
   * @param named what a mail says of it
   */
  private record Known(@Nullable ObjectNode fields, KnownCulprit named) {}

  KnownCulprits(Map<String, Object> properties, Topics topics, Plan plan) {
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
    Known culprit = known(event.path("id").asText());
    return culprit == null || culprit.fields() == null
        ? event
        : own.deepCopy().setAll(culprit.fields());
  }

  /** What a mail says of a culprit; nothing where the culprits cannot be read. */
  KnownCulprit named(String id) {
    try {
      Known culprit = known(id);
      return culprit == null ? KnownCulprit.UNKNOWN : culprit.named();
    } catch (KafkaException e) {
      LOG.warn("What is said of {} goes without its culprit: {}", id, e.getMessage());
      return KnownCulprit.UNKNOWN;
    }
  }

  private synchronized @Nullable Known known(String id) {
    Known known = culprits.get(id);
    if (known != null) {
      return known;
    }
    try {
      if (reader == null) {
        EventReader next = EventReader.open(properties, topics);
        reader = next;
        next.begin(Topic.CULPRITS);
      }
      reader.takeAll(this);
    } catch (Problem e) {
      close(); // whatever it had not begun or not read is read anew
      throw new KafkaException(e.getMessage(), e);
    }
    return culprits.get(id);
  }

  @Override
  public void take(Topic topic, String key, SpecificRecord event) {
    if (!EventRules.counts(topic, key, event) || !(event instanceof CulpritFound culprit)) {
      return;
    }
    ObjectNode fields = null;
    if (asked && EventTree.of(EventToJson.AS_SENT.of(event)) instanceof ObjectNode all) {
      JsonNode level = all.path("assessment").path("level");
      all.retain(ASKED);
      all.putObject("assessment").set("level", level);
      fields = all;
    }
    culprits.put(key, new Known(fields, named(culprit)));
  }

  private static KnownCulprit named(CulpritFound culprit) {
    Map<String, String> report = new HashMap<>(culprit.getLabels());
    report.keySet().retainAll(REPORT);
    List<TitleCount> titles = culprit.getBugTitles();
    return new KnownCulprit(
        report,
        titles.isEmpty() ? null : titles.get(0).getTitle(),
        culprit.getCommit(),
        culprit.getTitle());
  }

  @Override
  public void removed(Topic topic, String key) {
    culprits.remove(key);
  }

  @Override
  public synchronized void close() {
    culprits.clear();
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
