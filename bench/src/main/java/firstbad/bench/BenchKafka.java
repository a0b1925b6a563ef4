package firstbad.bench;

import firstbad.schemas.ContractSetup;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Where a benchmark's broker and registry are.
 *
 * @param bootstrapServers {@code host:port}
 * @param registryUrl of the registry
 */
record BenchKafka(String bootstrapServers, String registryUrl) {
  static final int PARTITIONS = 4;
  static final Topics TOPICS = Topics.ofDefaultPrefix();

  Map<String, Object> properties() {
    return Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", registryUrl);
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Creates the topics of firstbad and registers its schemas. */
  void setUp() {
    setUp(PARTITIONS);
  }

  /** Creates these topics as well. */
  void addTopics(String... names) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      admin
          .createTopics(
              Stream.of(names).map(name -> new NewTopic(name, PARTITIONS, (short) 1)).toList())
          .all()
          .get();
    }
  }

  /** The same with another number of partitions. */
  void setUp(int partitions) {
    ContractSetup.createMissing(properties(), TOPICS, partitions, (short) 1);
  }

  /** Makes one of firstbad's topics again, with nothing in it. */
  void empty(Topic topic) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(TOPICS.name(topic))).all().get();
    }
    setUp();
  }

  /** How many lines the group has committed. */
  static long committed(Admin admin, String group) throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .filter(at -> at.getKey().topic().equals(TOPICS.name(Topic.LOG_LINES)))
        .filter(at -> at.getValue() != null)
        .mapToLong(at -> at.getValue().offset())
        .sum();
  }
}
