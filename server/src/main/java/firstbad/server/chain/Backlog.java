package firstbad.server.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a reader has yet to read of the partitions of a topic, and since when: each look notes where
 * a partition ends, and a note goes when the reader has passed it. So the age needs no clock but a
 * steady one, and nothing of what the records say. Each partition stands for itself: that others
 * move does not help one that does not. Not for several threads.
 */
final class Backlog {
  private static final int NOTES = 1000;

  private final Map<Integer, Reading> partitions = new HashMap<>();

  private record Note(long at, long end) {}

  /** One partition. */
  private static final class Reading {
    private final Deque<Note> notes = new ArrayDeque<>();
    private long read = -1;
    private long left;
    private long movedAt;

    void look(long now, long at, long end) {
      while (!notes.isEmpty() && notes.getFirst().end() <= at) {
        notes.removeFirst();
      }
      Note newest = notes.peekLast();
      if (end > at && (newest == null || newest.end() < end)) {
        if (notes.size() >= NOTES) {
          notes.removeLast();
        }
        notes.addLast(new Note(now, end));
      }
      if (at != read || left == 0) { // what has come since the last look is met now
        movedAt = now;
      }
      read = at;
      left = Math.max(0, end - at);
    }

    long age(long now) {
      return notes.isEmpty() ? 0 : now - notes.getFirst().at();
    }

    long stuck(long now) {
      return left == 0 ? 0 : now - movedAt;
    }
  }

  /**
   * A look at a partition.
   *
   * @param read where the reader is
   * @param end where the partition ends
   */
  void look(int partition, long now, long read, long end) {
    partitions.computeIfAbsent(partition, any -> new Reading()).look(now, read, end);
  }

  /** How many records wait, markers of transactions among them. */
  long records() {
    return partitions.values().stream().mapToLong(each -> each.left).sum();
  }

  /** For how long the one that waits longest has waited, as far as was seen; 0 where none does. */
  long age(long now) {
    return partitions.values().stream().mapToLong(each -> each.age(now)).max().orElse(0);
  }

  /**
   * For how long records of some partition wait in which the reader has not moved; 0 where none do.
   */
  long stuck(long now) {
    return partitions.values().stream().mapToLong(each -> each.stuck(now)).max().orElse(0);
  }

  /** The partitions in which that has lasted so long. */
  Set<Integer> stuck(long now, long millis) {
    return partitions.entrySet().stream()
        .filter(each -> each.getValue().stuck(now) >= millis)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
