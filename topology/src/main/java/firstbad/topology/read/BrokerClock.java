package firstbad.topology.read;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far the time of Streams, and the clock of this machine, are ahead of the brokers' clock, as
 * far as their answers tell: a record cannot be acknowledged before it was appended, and mostly is
 * soon after. The smallest difference of the last minute or two counts. Safe for use by several
 * threads.
 */
public final class BrokerClock {
  private static final long WINDOW = Duration.ofMinutes(1).toNanos();

  /** A network and a commit may take a second or two. */
  private static final long DIFFERS_MS = 5_000;

  private static final long NONE = Long.MAX_VALUE;

  private final SteadyTime time;
  private long windowFrom;
  private long now = NONE;
  private long before = NONE;

  public BrokerClock(SteadyTime time) {
    this.time = time;
    this.windowFrom = time.nanoseconds();
  }

  /**
   * A record was acknowledged just now.
   *
   * @param appendedAt by the broker's clock, milliseconds since the epoch
   */
  synchronized void acknowledged(long appendedAt) {
    turn();
    now = Math.min(now, time.milliseconds() - appendedAt);
  }

  /**
   * The brokers' time, as far as it is known.
   *
   * @param steady the time of Streams, milliseconds since the epoch
   */
  long brokerTime(long steady) {
    return steady - aheadMillis().orElse(0);
  }

  /** The same now. */
  long brokerTime() {
    return brokerTime(time.milliseconds());
  }

  /**
   * Milliseconds that this machine's clock is ahead; negative where it is behind; empty while
   * nothing was written.
   */
  public OptionalLong hostAheadMillis() {
    OptionalLong ahead = aheadMillis();
    return ahead.isPresent() ? OptionalLong.of(ahead.getAsLong() + time.hostAhead()) : ahead;
  }

  /** The same of the time of Streams, which nobody sets. */
  private synchronized OptionalLong aheadMillis() {
    turn();
    long least = Math.min(now, before);
    return least == NONE ? OptionalLong.empty() : OptionalLong.of(least);
  }

  /** What there is to say of this machine's clock; empty where it agrees with the brokers'. */
  public Optional<String> remark() {
    OptionalLong ahead = hostAheadMillis();
    return ahead.isPresent() ? remark(ahead.getAsLong()) : Optional.empty();
  }

  /** The same of a clock that is so many milliseconds ahead. */
  public static Optional<String> remark(long ahead) {
    if (Math.abs(ahead) < DIFFERS_MS) {
      return Optional.empty();
    }
    return Optional.of(
        "The clock of this machine is %d s %s that of the brokers; nothing is decided by it, but times that are shown may be wrong: set it, as chrony or systemd-timesyncd do."
            .formatted(Math.abs(ahead) / 1000, ahead > 0 ? "ahead of" : "behind"));
  }

  private void turn() {
    long passed = time.nanoseconds() - windowFrom;
    if (passed >= WINDOW) {
      before = passed >= 2 * WINDOW ? NONE : now;
      now = NONE;
      windowFrom += passed;
    }
  }
}
