package firstbad.server.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Makes who shows wrong tokens wait for the answer, longer each time. A right one never waits,
 * since behind a proxy everybody has one address. Safe for use by several threads.
 */
final class WrongTokens {
  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 5_000;
  private static final long FORGOTTEN_AFTER_MS = Duration.ofMinutes(10).toMillis();
  private static final int ADDRESSES = 10_000;

  /** A waiting answer holds a thread; with more than these no answer waits, but is a refusal. */
  private static final int WAITING = 20;

  private record Wrong(int times, long lastAt) {}

  private final Map<String, Wrong> byAddress = new LinkedHashMap<>();
  private final Semaphore waiting = new Semaphore(WAITING);
  private final LongSupplier clock;

  /**
   * @param clock milliseconds since the epoch
   */
  WrongTokens(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Waits before a wrong token is answered.
   *
   * @return whether it has; false where too many wait already
   */
  boolean await(String address) {
    long pause = pause(address);
    if (!waiting.tryAcquire()) {
      return false;
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.release();
    }
    return true;
  }

  /** Counts a wrong token; how long its answer waits, in milliseconds. */
  synchronized long pause(String address) {
    long now = clock.getAsLong();
    Wrong before = byAddress.remove(address);
    boolean recent = before != null && now - before.lastAt() < FORGOTTEN_AFTER_MS;
    int times = before != null && recent ? before.times() + 1 : 1;
    if (byAddress.size() >= ADDRESSES) {
      byAddress.remove(byAddress.keySet().iterator().next());
    }
    byAddress.put(address, new Wrong(Math.min(times, 30), now));
    return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(times - 1, 10));
  }
}
