package firstbad.topology.read;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How far the clock of this machine is ahead of the brokers', as far as their answers tell: a
 * record cannot be acknowledged before it was appended, and mostly is soon after. The smallest
 * difference of the last minute or two counts. Safe for use by several threads.
 */
public final class BrokerClock {
  private static final long WINDOW = Duration.ofMinutes(1).toNanos();
  private static final long NONE = Long.MAX_VALUE;

  private final LongSupplier nanos;
  private long windowFrom;
  private long now = NONE;
  private long before = NONE;

  public BrokerClock() {
    this(System::nanoTime);
  }

  BrokerClock(LongSupplier nanos) {
    this.nanos = nanos;
    this.windowFrom = nanos.getAsLong();
  }

  /**
   * A record was acknowledged.
   *
   * @param appendedAt by the broker's clock, milliseconds since the epoch
   * @param hostTime by the clock of this machine, when its acknowledgement came
   */
  synchronized void acknowledged(long appendedAt, long hostTime) {
    turn();
    now = Math.min(now, hostTime - appendedAt);
  }

  /**
   * Milliseconds that this machine's clock is ahead; negative where it is behind; empty while
   * nothing was written.
   */
  public synchronized OptionalLong aheadMillis() {
    turn();
    long least = Math.min(now, before);
    return least == NONE ? OptionalLong.empty() : OptionalLong.of(least);
  }

  private void turn() {
    long passed = nanos.getAsLong() - windowFrom;
    if (passed >= WINDOW) {
      before = passed >= 2 * WINDOW ? NONE : now;
      now = NONE;
      windowFrom += passed;
    }
  }
}
