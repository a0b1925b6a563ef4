package firstbad.server.chain;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the records that a topic's retention deleted before a reader had read them, from the first
 * look on. Looked at by one thread, and asked by any.
 */
final class DeletedLines {

  /** What is counted of each partition: all that is before this offset. */
  private final Map<Integer, Long> counted = new ConcurrentHashMap<>();

  private final AtomicLong records = new AtomicLong();

  /**
   * A look at a partition.
   *
   * @param read where the reader is
   * @param begin where the partition begins
   */
  void look(int partition, long read, long begin) {
    long from = Math.max(read, counted.getOrDefault(partition, 0L));
    if (begin > from) {
      records.addAndGet(begin - from);
      counted.put(partition, begin);
    }
  }

  /** How many, markers of transactions among them. */
  long records() {
    return records.get();
  }
}
