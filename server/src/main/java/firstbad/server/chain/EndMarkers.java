package firstbad.server.chain;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Tells the marker of a transaction, which nobody commits, from a record that waits: both are one
 * offset at the end of a partition, but only a record is given to a consumer. Not for several
 * threads.
 */
final class EndMarkers {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final Map<String, Object> properties;
  private Map<TopicPartition, Long> known = Map.of();

  /**
   * @param clients settings of every client
   */
  EndMarkers(Map<String, Object> clients) {
    properties = new HashMap<>(clients);
    properties.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_UNCOMMITTED.toString());
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
  }

  /**
   * Whether nothing but markers stands at these offsets; what could not be read is no marker.
   *
   * @param last the last offset of each partition
   */
  boolean only(Map<TopicPartition, Long> last) {
    if (!last.equals(known)) {
      known = read(last) ? Map.copyOf(last) : Map.of();
    }
    return !known.isEmpty();
  }

  private boolean read(Map<TopicPartition, Long> last) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(last.keySet());
      last.forEach(consumer::seek);
      long start = System.nanoTime();
      while (System.nanoTime() - start < WITHIN.toNanos()) {
        if (!consumer.poll(POLL).isEmpty()) {
          return false;
        }
        if (last.entrySet().stream()
            .allMatch(at -> consumer.position(at.getKey()) > at.getValue())) {
          return true;
        }
      }
      return false;
    }
  }
}
