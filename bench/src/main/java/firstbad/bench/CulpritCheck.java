package firstbad.bench;

import firstbad.schemas.Topic;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Whether a run has named each culprit once, as the logs' own last lines say. */
final class CulpritCheck {
  private static final String TOPIC = BenchKafka.TOPICS.name(Topic.CULPRITS);

  private final BenchKafka cluster;
  private final Set<String> expected = new HashSet<>();

  CulpritCheck(BenchKafka cluster, int bisections) {
    this.cluster = cluster;
    List<Boolean> names = SampleLogs.read().stream().map(SampleLogs::namesACommit).toList();
    for (int i = 0; i < bisections; i++) {
      if (names.get(i % names.size())) {
        expected.add(Workload.id(i));
      }
    }
  }

  /** A run begins: firstbad names nobody whom an application before it has named here. */
  void begin() throws ExecutionException, InterruptedException {
    cluster.empty(Topic.CULPRITS);
  }

  /**
   * Looks at what the run has left.
   *
   * @param all whether it has read all lines
   */
  void end(String run, boolean all) {
    Set<String> seen = culprits(run);
    require(!seen.isEmpty(), run, "there is no culprit at all");
    require(
        !all || seen.size() == expected.size(),
        run,
        seen.size() + " culprits instead of " + expected.size());
  }

  private Set<String> culprits(String run) {
    Set<String> seen = new HashSet<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          require(seen.add(record.key()), run, record.key() + " has two culprits");
          require(expected.contains(record.key()), run, record.key() + " names no commit");
        }
      }
    }
    return seen;
  }

  private static void require(boolean right, String run, String otherwise) {
    if (!right) {
      throw new IllegalStateException("Wrong answer in " + run + ": " + otherwise + ".");
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed");
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
    return consumer.partitionsFor(TOPIC).stream()
        .map(info -> new TopicPartition(TOPIC, info.partition()))
        .toList();
  }
}
