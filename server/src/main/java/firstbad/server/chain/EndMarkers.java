package firstbad.server.chain;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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

  private final Map<String, Object> properties;

  /** The last offset of a partition, where that is a marker or a record. */
  private final Map<TopicPartition, Long> markers = new HashMap<>();

  private final Map<TopicPartition, Long> records = new HashMap<>();
  private long readAt;
  private boolean allRead = true;

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

  /** Whether a marker is known to stand there. What stands at an offset stays. */
  boolean isAt(TopicPartition partition, long offset) {
    return Long.valueOf(offset).equals(markers.get(partition));
  }

  /**
   * Looks what stands at these offsets, where that is not known; what could not be read is no
   * marker.
   *
   * @param last the last offset of each partition
   */
  void look(Map<TopicPartition, Long> last) {
    Map<TopicPartition, Long> unknown = new HashMap<>(last);
    unknown.entrySet().removeAll(markers.entrySet());
    unknown.entrySet().removeAll(records.entrySet());
    boolean rested = allRead || System.nanoTime() - readAt >= PAUSE.toNanos();
    if (!unknown.isEmpty() && rested) {
      allRead = read(unknown);
      readAt = System.nanoTime();
    }
  }

  /** Whether all could be read in time. */
  private boolean read(Map<TopicPartition, Long> last) {
    Set<TopicPartition> open = new HashSet<>(last.keySet());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(open);
      last.forEach(consumer::seek);
      long start = System.nanoTime();
      while (!open.isEmpty() && System.nanoTime() - start < WITHIN.toNanos()) {
        for (TopicPartition partition : consumer.poll(POLL).partitions()) {
          records.put(partition, last.get(partition));
          open.remove(partition);
        }
        last.forEach(
            (partition, offset) -> {
              if (open.contains(partition) && consumer.position(partition) > offset) {
                markers.put(partition, offset);
                open.remove(partition);
              }
            });
      }
    }
    return open.isEmpty();
  }
}
