package firstbad.topology.read;

import firstbad.schemas.PollBudget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * How many bytes of lines a thread has read and not processed yet. Kafka bounds what is fetched as
 * it is packed, and what waits by the number of records: a few megabytes of long lines that
 * resemble each other, well packed, unpack to more than any heap. There is one for each stream
 * thread, which reads and processes.
 */
public final class ReadAhead {
  /** Ten seconds of a thread that has nothing to do. */
  private static final int IDLE_POLLS = 100;

  private static final ThreadLocal<ReadAhead> OF_THREAD =
      ThreadLocal.withInitial(() -> new ReadAhead(PollBudget.SHARE_OF_HEAP));

  private final long most;
  private final Map<Integer, Deque<Chunk>> waiting = new HashMap<>();
  private final Map<Integer, Long> next = new HashMap<>();
  private long bytes;
  private int idle;

  /** What one poll brought of a partition. */
  private record Chunk(long last, long bytes) {}

  /**
   * @param most bytes beyond which no more is read
   */
  ReadAhead(long most) {
    this.most = most;
  }

  /** That of the thread that asks. */
  public static ReadAhead ofThread() {
    return OF_THREAD.get();
  }

  /**
   * Whether what waits is to be processed before more is read; asked before each poll. Where
   * nothing of it is processed from poll to poll, Streams must have dropped it.
   */
  boolean full() {
    if (bytes > most && ++idle > IDLE_POLLS) {
      Set.copyOf(waiting.keySet()).forEach(this::drop);
    }
    return bytes > most;
  }

  /**
   * A poll brought records of a partition.
   *
   * @param last the offset of the last of them
   * @param size of all of them in bytes, unpacked
   */
  void read(int partition, long last, long size) {
    waiting.computeIfAbsent(partition, any -> new ArrayDeque<>()).add(new Chunk(last, size));
    bytes += size;
  }

  /**
   * Where the partition is read next. At another place than before, what waited of it was dropped
   * and is read again, or belongs to another thread now.
   *
   * @param before whether no poll has moved it since it was told last
   */
  void position(int partition, long position, boolean before) {
    Long known = next.put(partition, position);
    if (known != null && (position < known || (before && position > known))) {
      drop(partition);
    }
  }

  /** The partition is not this thread's any more. */
  void drop(int partition) {
    Deque<Chunk> dropped = waiting.remove(partition);
    if (dropped != null) {
      dropped.forEach(chunk -> bytes -= chunk.bytes());
    }
  }

  /** Only these partitions are this thread's. */
  void keep(Set<Integer> partitions) {
    for (Iterator<Integer> known = next.keySet().iterator(); known.hasNext(); ) {
      int partition = known.next();
      if (!partitions.contains(partition)) {
        known.remove();
        drop(partition);
      }
    }
  }

  /** The record at this offset is processed, and so are all before it. */
  public void processed(int partition, long offset) {
    idle = 0;
    Deque<Chunk> chunks = waiting.get(partition);
    while (chunks != null && !chunks.isEmpty() && chunks.getFirst().last() <= offset) {
      bytes -= chunks.removeFirst().bytes();
    }
  }
}
