package firstbad.app.read;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives a group that is new in a partition the partition's end as its place, and writes it down at
 * once: what comes from then on is the group's, also when this process is killed now.
 */
public final class BeginAtEnd implements ConsumerRebalanceListener {
  private final KafkaConsumer<?, ?> consumer;

  public BeginAtEnd(KafkaConsumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    Map<TopicPartition, OffsetAndMetadata> placed = consumer.committed(Set.copyOf(assigned));
    Set<TopicPartition> fresh = new HashSet<>(assigned);
    fresh.removeIf(partition -> placed.get(partition) != null);
    if (!fresh.isEmpty()) {
      consumer.seekToEnd(fresh);
      consumer.commitSync(
          fresh.stream()
              .collect(
                  Collectors.toMap(
                      partition -> partition,
                      partition -> new OffsetAndMetadata(consumer.position(partition)))));
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    // each event is written down when it is done
  }
}
