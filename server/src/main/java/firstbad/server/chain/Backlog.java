package firstbad.server.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * What a reader has yet to read, and since when: each look notes where a partition ends, and a note
 * goes when the reader has passed it. So the age needs no clock but a steady one, and nothing of
 * what the records say. Not for several threads.
 */
final class Backlog {
  private static final int NOTES = 1000;

  private record Note(long at, long end) {}

  private final Map<Integer, Deque<Note>> notes = new HashMap<>();
  private final Map<Integer, Long> left = new HashMap<>();
  private long readSum = -1;
  private long movedAt;

  Backlog(long now) {
    movedAt = now;
  }

  /**
   * A look at a partition.
   *
   * @param read where the reader is
   * @param end where the partition ends
   */
  void look(int partition, long now, long read, long end) {
    Deque<Note> waiting = notes.computeIfAbsent(partition, any -> new ArrayDeque<>());
    while (!waiting.isEmpty() && waiting.getFirst().end() <= read) {
      waiting.removeFirst();
    }
    Note newest = waiting.peekLast();
    if (end > read && (newest == null || newest.end() < end)) {
      if (waiting.size() >= NOTES) {
        waiting.removeLast();
      }
      waiting.addLast(new Note(now, end));
    }
    left.put(partition, Math.max(0, end - read));
  }

  /** All partitions were looked at; {@code sum} of where the reader is in them. */
  void looked(long now, long sum) {
    if (sum != readSum || records() == 0) {
      movedAt = now;
    }
    readSum = sum;
  }

  /** How many records wait, markers of transactions among them. */
  long records() {
    return left.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Whether all that waits is one record in each of some partitions, as markers of transactions do.
   */
  boolean mayBeMarkers() {
    return left.values().stream().allMatch(records -> records <= 1);
  }

  /** For how long the one that waits longest has waited, as far as was seen; 0 where none does. */
  long age(long now) {
    return notes.values().stream()
        .filter(waiting -> !waiting.isEmpty())
        .mapToLong(waiting -> now - waiting.getFirst().at())
        .max()
        .orElse(0);
  }

  /** For how long records wait and the reader has not moved; 0 where none waits. */
  long stuck(long now) {
    return records() == 0 ? 0 : now - movedAt;
  }
}
