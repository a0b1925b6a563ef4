package firstbad.topology.read;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * For how long lines that were read wait for a commit. Each stream thread reads and commits for
 * itself; what it read of partitions that it has no more is no concern of its own. Safe for use by
 * several threads.
 */
public final class CommitWatch {
  private final LongSupplier nanos;
  private final Map<Long, Reading> threads = new ConcurrentHashMap<>();

  /**
   * What a thread has read.
   *
   * @param partitions that it reads
   * @param since when the first line came that is not committed; 0 for none
   */
  private record Reading(Set<Integer> partitions, long since) {}

  public CommitWatch() {
    this(System::nanoTime);
  }

  CommitWatch(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * This thread has asked for lines.
   *
   * @param partitions that it reads now
   * @param some whether lines came
   */
  void polled(Set<Integer> partitions, boolean some) {
    Reading before = threads.get(thread());
    long since = before == null || !before.partitions().equals(partitions) ? 0 : before.since();
    long now = Math.max(1, nanos.getAsLong());
    threads.put(thread(), new Reading(partitions, since == 0 && some ? now : since));
  }

  /** This thread has committed all that it had read. */
  void committed() {
    threads.computeIfPresent(thread(), (id, before) -> new Reading(before.partitions(), 0));
  }

  /** This thread reads no more. */
  void ended() {
    Reading unused = threads.remove(thread());
  }

  /** Milliseconds that the line has waited which has waited for longest; 0 for none. */
  public long waitingMillis() {
    long now = nanos.getAsLong();
    return threads.values().stream()
        .filter(reading -> reading.since() > 0)
        .mapToLong(reading -> TimeUnit.NANOSECONDS.toMillis(Math.max(0, now - reading.since())))
        .max()
        .orElse(0);
  }

  private static long thread() {
    return Thread.currentThread().getId();
  }
}
