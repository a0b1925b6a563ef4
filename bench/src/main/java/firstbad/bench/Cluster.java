package firstbad.bench;

import firstbad.schemas.Registry;
import firstbad.schemas.SchemaSetup;
import firstbad.schemas.Topic;
import firstbad.schemas.TopicSetup;
import firstbad.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a benchmark's broker and registry are.
 *
 * @param bootstrapServers {@code host:port}
 * @param registryUrl of the registry
 */
record Cluster(String bootstrapServers, String registryUrl) {
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
    try (Admin admin = admin();
        Registry registry = Registry.of(properties())) {
      new TopicSetup(admin, TOPICS).createMissing(PARTITIONS, (short) 1);
      new SchemaSetup(registry, TOPICS).registerMissing();
    }
  }

  /** Whether the group has committed every line. */
  static boolean allRead(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      asked.put(new TopicPartition(TOPICS.name(Topic.LOG_LINES), partition), OffsetSpec.latest());
    }
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return admin.listOffsets(asked).all().get().entrySet().stream()
        .allMatch(
            end -> {
              OffsetAndMetadata at = committed.get(end.getKey());
              return (at == null ? 0 : at.offset()) >= end.getValue().offset();
            });
  }
}
