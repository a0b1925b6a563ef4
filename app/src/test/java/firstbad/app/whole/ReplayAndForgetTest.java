package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.embedded.EmbeddedKafka;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
      List<String> log = sample();
      publish(pipeline, "kept", log);
      publish(pipeline, "gone", log);
      pipeline.awaitAllRead(topology);
      assertThat(pipeline.withCulprit()).containsExactlyInAnyOrder("kept", "gone");

      Call same = firstbad(kafka, "replay", "--to-prefix", "same.");
      assertThat(same.code()).as(same.err()).isZero();
      assertThat(same.out())
          .contains(2 * (log.size() + 1) + " lines, 2 bisections judged again, 0 differ.");

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
          .contains("2 bisections judged again, 0 differ.", "with --prefix wide. now");
      assertThat(records(kafka, "wide.culprits"))
          .as("none is named again")
          .hasSize(2)
          .containsExactlyInAnyOrderElementsOf(records(kafka, "firstbad.culprits"));

      Call forgotten = firstbad(kafka, "forget", "gone");
      assertThat(forgotten.code()).as(forgotten.err()).isZero();
      assertThat(forgotten.out()).contains("gone is forgotten: ");
      publish(pipeline, "gone", log);
      pipeline.awaitAllRead(topology);
      Call nothing = firstbad(kafka, "forget", "gone");
      assertThat(nothing.code()).isEqualTo(1);
      assertThat(nothing.err()).contains("Nothing is known of a bisection gone");
      assertThat(pipeline.deadLetters()).isZero();
    }
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

  private static List<String> sample() throws IOException {
    try (InputStream log =
        ReplayAndForgetTest.class.getResourceAsStream("/firstbad/app/local/hidraw-release.txt")) {
      return new String(Objects.requireNonNull(log).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
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
