package firstbad.app.deliver;

import firstbad.app.read.BeginAtEnd;
import firstbad.schemas.AdminSession;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the events begin in partitions for which Kafka knows no offset. Where nothing was ever
 * taken for delivery, at their end: a first start must not send all history. Else Kafka has dropped
 * the offset, as it does after seven days without a reader, or the partition is new: then at the
 * newest delivery, so that none is left out; what the receivers have already is not sent again.
 */
final class FirstOffsets {
  private static final Logger LOG = LoggerFactory.getLogger(FirstOffsets.class);

  /** Partitions are read side by side: one may have been read less far than the other. */
  private static final Duration SAFE = Duration.ofHours(1);

  private final Map<String, Object> properties;
  private final KafkaConsumer<?, ?> consumer;
  private final TopicPartition deliveries;

  FirstOffsets(
      Map<String, Object> properties, KafkaConsumer<?, ?> consumer, TopicPartition deliveries) {
    this.properties = properties;
    this.consumer = consumer;
    this.deliveries = deliveries;
  }

  /** Puts the consumer where it begins, and writes that down at once. */
  void begin(Set<TopicPartition> sources) {
    Map<TopicPartition, OffsetAndMetadata> placed = consumer.committed(sources);
    Set<TopicPartition> fresh = new HashSet<>(sources);
    fresh.removeIf(partition -> placed.get(partition) != null);
    if (fresh.isEmpty()) {
      return;
    }
    long newest = newestDelivery();
    if (newest < 0) {
      LOG.warn(
          "Nothing has been delivered so far and Kafka does not know how far {} were read: what"
              + " comes from now on is delivered.",
          named(fresh));
      new BeginAtEnd(consumer).onPartitionsAssigned(fresh);
      return;
    }
    long from = newest - SAFE.toMillis();
    LOG.warn(
        "Kafka does not know how far {} were read; they are read from {} on.",
        named(fresh),
        Instant.ofEpochMilli(from));
    Map<TopicPartition, Long> ends = consumer.endOffsets(fresh);
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(
            fresh.stream().collect(Collectors.toMap(each -> each, each -> from)));
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : fresh) {
      OffsetAndTimestamp at = found.get(partition);
      long offset = at == null ? ends.getOrDefault(partition, 0L) : at.offset();
      consumer.seek(partition, offset);
      offsets.put(partition, new OffsetAndMetadata(offset));
    }
    consumer.commitSync(offsets);
  }

  private static List<String> named(Set<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::toString).sorted().toList();
  }

  /** In milliseconds since the epoch; less than 0 where there is none. */
  private long newestDelivery() {
    try (AdminSession session = AdminSession.of(properties)) {
      return session
          .admin()
          .listOffsets(Map.of(deliveries, OffsetSpec.maxTimestamp()))
          .partitionResult(deliveries)
          .get()
          .timestamp();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException refused ? refused : new KafkaException(e);
    } catch (InterruptedException e) {
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }
}
