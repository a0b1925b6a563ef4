package firstbad.topology.store;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How large the decoded values of all stores of a process are together, counted by their encoded
 * bytes; decoded they take some three times as much. Safe for use by several threads.
 */
public final class LiveBytes {
  /** Of the heap; three times that is less than a fifth of it. */
  private static final int SHARE = 16;

  private final long most;
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger stores = new AtomicInteger();

  /**
   * @param most encoded bytes that may stay decoded between commits
   */
  public LiveBytes(long most) {
    this.most = most;
  }

  /** A share of the heap of this process. */
  public static LiveBytes ofHeap() {
    return new LiveBytes(Runtime.getRuntime().maxMemory() / SHARE);
  }

  void add(long bytes) {
    now.addAndGet(bytes);
  }

  /** One store more takes its share. */
  void open() {
    stores.incrementAndGet();
  }

  /** One store less does. */
  void close() {
    stores.decrementAndGet();
  }

  /**
   * Whether a store should let go what it has, at its commit. One that holds no more than its share
   * keeps it: a store that is full and idle does not commit, and must not cost the others theirs.
   *
   * @param held by this store
   */
  boolean full(long held) {
    return now.get() > most && held > most / Math.max(1, stores.get());
  }

  /** Whether it should do so at once. */
  boolean overfull() {
    return now.get() > 2 * most;
  }

  long now() {
    return now.get();
  }
}
