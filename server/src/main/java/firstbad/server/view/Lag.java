package firstbad.server.view;

import java.util.function.LongSupplier;

/**
 * How far what can be seen is behind what was taken, over all legs: the age of the oldest line
 * whose effect cannot be seen. The view's own leg is 0 while everything that is committed is
 * projected. After that, it is the time since it was so; before that, the age of the newest record
 * that is projected of the partition that is behind most. Where the brokers do not answer, or the
 * database is held up, it grows by the clock: nobody knows then what is missing.
 */
public final class Lag {
  private static final long FRESH_MS = 10_000;

  /** A broker that is asked and takes longer does not answer. */
  private static final long ANSWER_MS = 2000;

  private final LongSupplier clock;
  private final long startedAt;
  private volatile long confirmedAt;
  private volatile long behindSince;
  private volatile long caughtUpAt;
  private volatile long askedAt; // 0 once there is an answer
  private volatile long writingSince; // 0 while nothing is to be written
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

  /** The brokers are asked what there is. */
  void asked() {
    askedAt = askedAt == 0 ? Math.max(1, clock.getAsLong()) : askedAt;
  }

  /** The database is to be written; where that fails, it still is. */
  void writing() {
    writingSince = writingSince == 0 ? Math.max(1, clock.getAsLong()) : writingSince;
  }

  /** All that was to be written is. */
  void written() {
    writingSince = 0;
  }

  /** The brokers say that nothing is left. */
  void caughtUp() {
    behindSince = 0;
    askedAt = 0;
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
    askedAt = 0;
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
    long since = writingSince;
    long held = since > 0 ? Math.max(0, now - since) : 0;
    return unconfirmed(now) ? Math.max(held, now - confirmedAt) : held;
  }

  private boolean unconfirmed(long now) {
    long since = askedAt;
    return now - confirmedAt > FRESH_MS || (since > 0 && now - since > ANSWER_MS);
  }
}
