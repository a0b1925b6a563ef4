package firstbad.app.deliver;

import static firstbad.app.cli.DisplayText.visible;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.app.cli.DisplayText;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.deliver.plan.Plan;
import firstbad.app.deliver.plan.Subscription;
import firstbad.app.deliver.receiver.Message;
import firstbad.app.deliver.receiver.MessageKeys;
import firstbad.app.mail.KnownCulprit;
import firstbad.app.mail.LaterFacts;
import firstbad.app.read.EventReader;
import firstbad.schemas.EventToJson;
import firstbad.schemas.Topic;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** What a file of subscriptions would have sent of what is in the topics. */
final class DryRun {
  private static final Map<Topic, String> TIMES =
      Map.of(
          Topic.CULPRITS, "found_at",
          Topic.ALERTS, "raised_at",
          Topic.BISECTIONS, "ended_at",
          Topic.VERIFICATIONS, "made_at");

  /** Of a bisection that has not ended. */
  private static final String RUNNING_AT = "last_line_at";

  private final KafkaOptions kafka;
  private final Plan plan;
  private final Duration since;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Set<String> told = new HashSet<>();

  DryRun(KafkaOptions kafka, Plan plan, Duration since) {
    this.kafka = kafka;
    this.plan = plan;
    this.since = since;
  }

  void print(PrintWriter out, PrintWriter err) {
    plan.subscriptions().forEach(each -> counts.put(each.name(), 0));
    long from = Instant.now().minus(since).toEpochMilli();
    try (EventReader reader = EventReader.open(kafka, err);
        KnownCulprits culprits =
            new KnownCulprits(kafka.clientProperties(), kafka.topics(), plan)) {
      reader.begin(TIMES.keySet().toArray(Topic[]::new));
      reader.takeAll(
          (topic, key, event) -> {
            if (EventRules.counts(topic, key, event)) {
              take(topic, event, culprits, from, out);
            }
          },
          (topic, key) -> {}); // it would have been sent before it was removed
    }
    counts.forEach(
        (name, count) ->
            out.println(name + ": " + DisplayText.count(count, "event") + " would have been sent"));
    out.println("Limits, quiet hours and digests are not counted in.");
    out.flush();
  }

  private void take(
      Topic topic, SpecificRecord event, KnownCulprits culprits, long from, PrintWriter out) {
    String json = EventToJson.AS_SENT.of(event);
    JsonNode tree = EventTree.of(json);
    long at = tree.path(TIMES.getOrDefault(topic, "")).asLong(tree.path(RUNNING_AT).asLong());
    if (at < from) {
      return;
    }
    JsonNode asked = culprits.with(topic, tree);
    for (Subscription each : plan.subscriptions()) {
      if (each.wants(topic, asked)) {
        String key = MessageKeys.of(kafka.topics(), topic, event);
        if (!told.add(each.name() + " " + key)) {
          continue; // another version of the same event
        }
        String id = tree.path("id").asText();
        KnownCulprit named =
            topic == Topic.VERIFICATIONS ? culprits.named(id) : KnownCulprit.UNKNOWN;
        Message message = Messages.of(topic, key, id, json, LaterFacts.NONE, named);
        counts.merge(each.name(), 1, Integer::sum);
        out.println(each.name() + "  " + visible(key) + "  " + message.subject());
      }
    }
  }
}
