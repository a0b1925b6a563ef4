package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.app.deliver.receiver.Attempt;
import firstbad.app.deliver.receiver.Message;
import firstbad.app.deliver.receiver.UndeliveredTopic;
import firstbad.bisection.Logs;
import firstbad.embedded.EmbeddedKafka;
import firstbad.events.Delivery;
import firstbad.events.DeliveryState;
import firstbad.events.Undelivered;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.Publication;
import firstbad.schemas.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History judged again beside itself, and a bisection that is taken out of it. */
@Tag("slow")
class ReplayAndForgetTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_replay_tells_what_differs_and_what_is_forgotten_stays_so() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.started(folder.resolve("kafka"));
        Pipeline pipeline = new Pipeline(kafka);
        CommandProcess topology = CommandProcess.topology(kafka, folder.resolve("topology"))) {
      List<String> log = Logs.hidrawRelease();
      publish(pipeline, "old", log.subList(0, 12));
      pipeline.awaitAllRead(topology);
      Instant since = afterAll(kafka, "firstbad.log-lines");
      publish(pipeline, "kept", log);
      publish(pipeline, "gone", log);
      pipeline.awaitAllRead(topology);
      assertThat(pipeline.withCulprit()).containsExactlyInAnyOrder("kept", "gone");

      Call same = firstbad(kafka, "replay", "--to-prefix", "same.", "--since", since.toString());
      assertThat(same.code()).as(same.err()).isZero();
      assertThat(same.out())
          .contains(
              2 * (log.size() + 1) + " lines, 2 bisections judged again, 0 differ.",
              "1 bisections were not judged again (no line of them was among those that were read):"
                  + " old.");

      Call other =
          firstbad(
              kafka,
              "replay",
              "--to-prefix",
              "other.",
              "--ids",
              "kept",
              "--parameters",
              "seed-golden");
      assertThat(other.code()).as(other.err()).isZero();
      assertThat(other.out()).contains(" 1 bisections judged again, ");

      Call again = firstbad(kafka, "replay", "--to-prefix", "same.");
      assertThat(again.code()).isEqualTo(1);
      assertThat(again.err()).contains("topics under same. already");

      Call moved =
          firstbad(kafka, "replay", "--to-prefix", "wide.", "--partitions", "3", "--hand-over");
      assertThat(moved.code()).as(moved.err()).isZero();
      assertThat(moved.out())
          .contains("3 bisections judged again, 0 differ.", "with --prefix wide. now")
          .doesNotContain("not judged again");
      assertThat(records(kafka, "wide.culprits"))
          .as("none is named again")
          .hasSize(2)
          .containsExactlyInAnyOrderElementsOf(records(kafka, "firstbad.culprits"));

      deliveries(new SentEvents(pipeline));
      long newest = newestDelivery(kafka);
      assertThat(firstbad(kafka, "verify", "gone", "--confirmed").code()).isZero();
      Call forgotten = firstbad(kafka, "forget", "gone");
      assertThat(forgotten.code()).as(forgotten.err()).isZero();
      assertThat(undelivered(kafka, "list").out())
          .contains("a/firstbad.culprits/kept", "a/firstbad.culprits/gone/2")
          .doesNotContain("a/firstbad.culprits/gone\n");
      assertThat(undelivered(kafka, "resend", "a/firstbad.culprits/gone").code()).isEqualTo(1);
      assertThat(waiting(kafka))
          .containsExactlyInAnyOrder(
              "a/firstbad.culprits/kept", "a/firstbad.alerts/gone/2/FAULT/0");
      assertThat(undelivered(kafka, "resend", "a/firstbad.culprits/kept").code()).isZero();
      assertThat(newestDelivery(kafka)).as("where 'deliver' may have to begin").isEqualTo(newest);
      assertThat(forgotten.out()).contains("gone is forgotten: ");
      assertThat(firstbad(kafka, "show", "gone").err())
          .contains("The bisection gone was removed for good with 'forget'.");
      Path file = Files.write(folder.resolve("gone.txt"), log);
      Call refused = firstbad(kafka, "publish", "--id", "gone", file.toString());
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err())
          .contains(
              "the bisection gone was removed with 'firstbad forget', and its id cannot be used");
      assertThat(firstbad(kafka, "verify", "gone", "--confirmed").err())
          .contains("No culprit of gone was found");
      pipeline.await(
          "the culprit to have one bisection less",
          () ->
              firstbad(kafka, "suspects", "e4b8954074f6", "--format", "json")
                  .out()
                  .contains("\"bisections\":1"),
          topology);
      pipeline.await(
          "the counts of step 5 to be those of one bisection",
          () ->
              firstbad(kafka, "crashes", "38970eac41db", "--format", "json")
                  .out()
                  .contains("\"bisections\":1"),
          topology);
      publish(pipeline, "gone", log);
      pipeline.awaitAllRead(topology);
      assertThat(firstbad(kafka, "culprits", "--format", "json").out())
          .as("the record of the other one is still in the topic")
          .contains("\"id\":\"kept\"")
          .doesNotContain("\"id\":\"gone\"");
      assertThat(firstbad(kafka, "forget", "gone").out())
          .contains("gone is forgotten: there was no finding to take back.");
      publish(pipeline, "unjudged", List.of("a line that says nothing"));
      assertThat(firstbad(kafka, "forget", "unjudged").out()).contains("unjudged is forgotten: ");
      Call nothing = firstbad(kafka, "forget", "never");
      assertThat(nothing.code()).isEqualTo(1);
      assertThat(nothing.err()).contains("Nothing is known of a bisection never");
      assertThat(pipeline.deadLetters()).isZero();
    }
  }

  /** A time after that of every record of a topic, which has come when this returns. */
  private static Instant afterAll(EmbeddedKafka kafka, String topic) {
    long newest =
        records(kafka, topic).stream().mapToLong(ReplayAndForgetTest::time).max().orElseThrow();
    while (System.currentTimeMillis() <= newest) {
      Thread.onSpinWait();
    }
    return Instant.ofEpochMilli(newest + 1);
  }

  private static long time(String record) {
    return Long.parseLong(record.substring(record.lastIndexOf(' ') + 1));
  }

  /** Key and time of each committed record of a topic. */
  private static List<String> records(EmbeddedKafka kafka, String topic) {
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    settings.put("isolation.level", "read_committed");
    List<String> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> reader =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
        reader
            .poll(Duration.ofMillis(100))
            .forEach(record -> records.add(record.key() + " at " + record.timestamp()));
      }
    }
    return records;
  }

  /** In milliseconds since the epoch. */
  private static long newestDelivery(EmbeddedKafka kafka) {
    return records(kafka, "firstbad.deliveries").stream()
        .mapToLong(ReplayAndForgetTest::time)
        .max()
        .orElseThrow();
  }

  private static Call undelivered(EmbeddedKafka kafka, String... words) {
    List<String> all = new ArrayList<>(List.of("undelivered"));
    all.addAll(List.of(words));
    all.addAll(List.of("--bootstrap-servers", kafka.bootstrapServers()));
    all.addAll(List.of("--registry", kafka.registryUrl()));
    return Call.firstbad(all.toArray(String[]::new));
  }

  /** Such as 'deliver' would have written. */
  private static void deliveries(SentEvents sent) {
    for (String key : List.of("culprits/kept", "culprits/gone", "culprits/gone/2")) {
      Message message = new Message("firstbad." + key, "culprits", "x", "{}", Map.of(), "", "");
      Undelivered given =
          UndeliveredTopic.failed("a", message, Attempt.failed("is away", ""), 1, Instant.now());
      sent.send(Topic.UNDELIVERED, UndeliveredTopic.key(given), given);
    }
    for (String key :
        List.of(
            "culprits/kept",
            "culprits/gone",
            "bisections/gone/CULPRIT_FOUND/38970eac41db",
            "alerts/gone/DERAILED/5",
            "alerts/gone/2/FAULT/0",
            "verifications/gone/PERSON/1700000000000/REFUTED")) {
      Delivery delivery =
          Delivery.newBuilder()
              .setSubscription("a")
              .setKey("firstbad." + key)
              .setTopic("culprits")
              .setBisectionId("x")
              .setState(DeliveryState.WAITING)
              .setAttempts(0)
              .setTakenAt(Instant.now())
              .setEvent("{}")
              .build();
      sent.send(Topic.DELIVERIES, "a/firstbad." + key, delivery);
    }
  }

  /** The keys of deliveries that wait. */
  private static Set<String> waiting(EmbeddedKafka kafka) {
    Set<String> keys = new TreeSet<>();
    Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
    TopicPartition only = new TopicPartition("firstbad.deliveries", 0);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
      while (consumer.position(only) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          boolean unused =
              record.value() == null ? keys.remove(record.key()) : keys.add(record.key());
        }
      }
    }
    return keys;
  }

  private static void publish(Pipeline pipeline, String id, List<String> log) {
    try (LogPublisher publisher = pipeline.publisher()) {
      Publication publication = publisher.begin(id, Map.of());
      log.forEach(publication::line);
      publication.end();
    }
  }

  private static Call firstbad(EmbeddedKafka kafka, String command, String... options) {
    String[] all = new String[options.length + 5];
    all[0] = command;
    all[1] = "--bootstrap-servers";
    all[2] = kafka.bootstrapServers();
    all[3] = "--registry";
    all[4] = kafka.registryUrl();
    System.arraycopy(options, 0, all, 5, options.length);
    return Call.firstbad(all);
  }
}
