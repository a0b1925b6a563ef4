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

  /** What could not be read is looked at again after so long. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private enum Standing {
    MARKERS,
    A_RECORD,
    UNREAD
  }

  private final Map<String, Object> properties;
  private Map<TopicPartition, Long> asked = Map.of();
  private Standing standing = Standing.A_RECORD;
  private long readAt;

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
   * Whether nothing but markers stands at these offsets; what could not be read is no marker. Once
   * it is known, Kafka is not asked again about the same offsets: what stands there stays.
   *
   * @param last the last offset of each partition
   */
  boolean only(Map<TopicPartition, Long> last) {
    if (last.isEmpty()) {
      return false; // what waits is where no leader answers
    }
    boolean known = standing != Standing.UNREAD || System.nanoTime() - readAt < PAUSE.toNanos();
    if (!last.equals(asked) || !known) {
      standing = read(last);
      asked = Map.copyOf(last);
      readAt = System.nanoTime();
    }
    return standing == Standing.MARKERS;
  }

  private Standing read(Map<TopicPartition, Long> last) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(last.keySet());
      last.forEach(consumer::seek);
      long start = System.nanoTime();
      while (System.nanoTime() - start < WITHIN.toNanos()) {
        if (!consumer.poll(POLL).isEmpty()) {
          return Standing.A_RECORD;
        }
        if (last.entrySet().stream()
            .allMatch(at -> consumer.position(at.getKey()) > at.getValue())) {
          return Standing.MARKERS;
        }
      }
      return Standing.UNREAD;
    }
  }
}
