package firstbad.app.read;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The keys of a topic under which 'firstbad forget' has written a tombstone. Kafka drops the
 * records before it some day; until then a reader that begins before it has to leave them out.
 */
final class RemovedEvents {
  private static final Duration POLL = Duration.ofMillis(250);

  private record Place(int partition, String key) {}

  private final Map<Place, Long> tombstones = new HashMap<>();

  private RemovedEvents() {}

  /** Where nothing was removed. */
  static RemovedEvents none() {
    return new RemovedEvents();
  }

  /**
   * Reads a topic up to what is its end now.
   *
   * @param settings of a consumer
   * @param where from whom records are expected, for a sentence
   */
  static RemovedEvents of(Map<String, Object> settings, String topic, String where) {
    RemovedEvents removed = new RemovedEvents();
    Map<String, Object> own = new HashMap<>(settings);
    own.remove(ConsumerConfig.GROUP_ID_CONFIG);
    own.remove(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
    try (KafkaConsumer<String, byte[]> reader =
        new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      IdleTimeout timeout = new IdleTimeout(System::nanoTime, where);
      for (long left = left(reader, ends); left > 0; left = left(reader, ends)) {
        timeout.left(left);
        reader.poll(POLL).forEach(removed::note);
      }
    }
    return removed;
  }

  private static long left(KafkaConsumer<?, ?> reader, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - reader.position(end.getKey())))
        .sum();
  }

  private void note(ConsumerRecord<String, byte[]> record) {
    if (record.key() != null && record.value() == null) {
      tombstones.put(new Place(record.partition(), record.key()), record.offset());
    }
  }

  /** Whether a tombstone under its key follows this record. */
  boolean holds(ConsumerRecord<String, ?> record) {
    Long tombstone = tombstones.get(new Place(record.partition(), record.key()));
    return tombstone != null && record.offset() < tombstone;
  }
}
