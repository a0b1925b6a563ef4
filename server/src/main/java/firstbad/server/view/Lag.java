package firstbad.server.view;

import java.util.function.LongSupplier;

/**
 * How far the view is behind the stream: 0 while everything that is committed is projected, else
 * the age of the newest record that is. Where the brokers do not answer, it grows by the clock.
 */
public final class Lag {
  private static final long FRESH_MS = 10_000;

  private final LongSupplier clock;
  private volatile long confirmedAt;
  private volatile long behindSince;
  private volatile boolean measured;

  /**
   * @param clock milliseconds since the epoch
   */
  public Lag(LongSupplier clock) {
    this.clock = clock;
    confirmedAt = clock.getAsLong();
  }

  /** The brokers say that nothing is left. */
  void caughtUp() {
    behindSince = 0;
    confirmedAt = clock.getAsLong();
    measured = true;
  }

  /** The brokers say that more is there; the newest projected record is of this time. */
  void behind(long newestProjected) {
    behindSince = Math.max(1, newestProjected);
    confirmedAt = clock.getAsLong();
    measured = true;
  }

  /** Whether the brokers have said anything yet. */
  public boolean measured() {
    return measured;
  }

  /** Milliseconds, 0 or more. */
  public long millis() {
    long now = clock.getAsLong();
    if (behindSince > 0) {
      return Math.max(1, now - behindSince);
    }
    long unconfirmed = now - confirmedAt;
    return unconfirmed > FRESH_MS ? unconfirmed : 0;
  }
}
