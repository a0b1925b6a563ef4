package firstbad.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * How far the state is made again from Kafka: the partitions of an instance that starts, or takes
 * over from another, process no line before. Safe for use by several threads.
 */
public final class RestoreProgress implements StateRestoreListener {
  private final Map<TopicPartition, Range> open = new ConcurrentHashMap<>();
  private final LongAdder restored = new LongAdder();

  /** From the next offset to be read to the first that is not. */
  private record Range(long next, long end) {}

  /** Records still to be read, at most: compaction and markers leave gaps in offsets. */
  public long remaining() {
    return open.values().stream().mapToLong(range -> Math.max(0, range.end() - range.next())).sum();
  }

  /** Records read since the start of the process. */
  public long restored() {
    return restored.sum();
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
    open.put(partition, new Range(start, end));
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long last, long count) {
    open.computeIfPresent(partition, (at, range) -> new Range(last + 1, range.end()));
    restored.add(count);
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long count) {
    open.remove(partition);
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long count) {
    open.remove(partition);
  }
}
