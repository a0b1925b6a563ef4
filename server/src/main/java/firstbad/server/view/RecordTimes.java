package firstbad.server.view;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The times of records, which their brokers set: of the newest that was seen, and of the newest
 * that is projected of each partition. By them it is decided what is old, and never by the clock of
 * this host. For one thread.
 */
final class RecordTimes {
  private final LongSupplier steady;
  private final Map<TopicPartition, Long> projected = new HashMap<>();
  private long newest;
  private long newestAt;

  /**
   * @param steady milliseconds of a clock that nobody sets
   */
  RecordTimes(LongSupplier steady) {
    this.steady = steady;
    newestAt = steady.getAsLong();
  }

  /**
   * A record is there.
   *
   * @param time milliseconds since the epoch, 0 or less where it has none
   */
  void seen(long time) {
    if (time > newest) {
      newest = time;
      newestAt = steady.getAsLong();
    }
  }

  /** A record of this partition is projected. */
  void projected(TopicPartition partition, long time) {
    seen(time);
    projected.merge(partition, time, Math::max);
  }

  /** Time of the newest record that was seen; 0 for none. */
  long newest() {
    return newest;
  }

  /**
   * How long before now the newest projected record of these partitions was written, of the one
   * where that is longest; 0 where none of them is projected.
   */
  long age(Collection<TopicPartition> partitions) {
    long now = newest + steady.getAsLong() - newestAt;
    return partitions.stream()
        .filter(projected::containsKey)
        .mapToLong(each -> now - projected.getOrDefault(each, now))
        .max()
        .orElse(0);
  }
}
