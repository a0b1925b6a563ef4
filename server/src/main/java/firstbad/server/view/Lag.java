package firstbad.server.view;

import java.util.function.LongSupplier;

/**
 * How far what can be seen is behind what was taken, over all legs: the age of the oldest line
 * whose effect cannot be seen. The view's own leg is 0 while everything that is committed is
 * projected. After that, it is the time since it was so; before that, the age of the newest record
 * that is projected of the partition that is behind most. Where the brokers do not answer, it grows
 * by the clock.
 */
public final class Lag {
  private static final long FRESH_MS = 10_000;

  private final LongSupplier clock;
  private final long startedAt;
  private volatile long confirmedAt;
  private volatile long behindSince;
  private volatile long caughtUpAt;
  private volatile LongSupplier before = () -> 0;

  /**
   * @param clock milliseconds of a clock that nobody sets, more than 0
   */
  public Lag(LongSupplier clock) {
    this.clock = clock;
    startedAt = Math.max(1, clock.getAsLong());
    confirmedAt = startedAt;
  }

  /**
   * Adds the legs before the view.
   *
   * @param millis age of the oldest line that waits there; 0 for none
   */
  public void after(LongSupplier millis) {
    before = millis;
  }

  /** The brokers say that nothing is left. */
  void caughtUp() {
    behindSince = 0;
    confirmedAt = clock.getAsLong();
    caughtUpAt = confirmedAt;
  }

  /** All that was there at this time is projected, though more may have come since. */
  void seen(long at) {
    caughtUpAt = Math.max(caughtUpAt, at);
  }

  /**
   * The brokers say that more is there.
   *
   * @param age of what is projected where most is missing, in milliseconds; 0 where nothing is
   */
  void behind(long age) {
    confirmedAt = clock.getAsLong();
    // What is missing came after the view had all; before that, nobody knows it better.
    behindSince = caughtUpAt > 0 ? caughtUpAt : Math.min(startedAt, confirmedAt - age);
  }

  /** Whether all that was there at some time since the start has been projected. */
  public boolean hasCaughtUp() {
    return caughtUpAt > 0;
  }

  /** Milliseconds since the view was last compared with the brokers, 0 or more. */
  public long silentMillis() {
    return Math.max(0, clock.getAsLong() - confirmedAt);
  }

  /** Milliseconds over all legs, 0 or more. */
  public long millis() {
    return Math.max(before.getAsLong(), ofView());
  }

  /** Milliseconds of the view alone, 0 or more. */
  public long ofView() {
    long now = clock.getAsLong();
    if (behindSince > 0) {
      return Math.max(1, now - behindSince);
    }
    long unconfirmed = now - confirmedAt;
    return unconfirmed > FRESH_MS ? unconfirmed : 0;
  }
}
