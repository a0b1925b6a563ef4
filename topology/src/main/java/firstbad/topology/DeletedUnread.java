package firstbad.topology;

import firstbad.topology.read.BrokerAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Lines that their topic's retention deleted while no topology read them. */
final class DeletedUnread {
  private DeletedUnread() {}

  /**
   * How many there are, in a sentence; empty where there are none.
   *
   * @param group that reads, which is the application id
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer
   */
  static Optional<String> sentence(Admin admin, String group, String topic) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        BrokerAnswer.to(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> read = new HashMap<>();
    committed.forEach(
        (partition, at) -> {
          if (at != null && partition.topic().equals(topic)) {
            read.put(partition, at.offset());
          }
        });
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    read.keySet().forEach(partition -> asked.put(partition, OffsetSpec.earliest()));
    long deleted = 0;
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> begin :
        BrokerAnswer.to(admin.listOffsets(asked).all()).entrySet()) {
      long from = read.getOrDefault(begin.getKey(), Long.MAX_VALUE);
      deleted += Math.max(0, begin.getValue().offset() - from);
    }
    return deleted == 0
        ? Optional.empty()
        : Optional.of(
            "%d lines of %s were deleted before they were read, since they are kept for retention.ms only; what they said of bisections is missing. Publish the logs of that time again under ids of their own."
                .formatted(deleted, topic));
  }
}
