package firstbad.topology.read;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a poll waits for records. Streams asks ten times a second, so as to look at the clock in
 * between, and each poll costs the same with records and without. Where none has come for a while,
 * no commit is waited for and no silence of seconds, and a poll may wait for longer; a record ends
 * it at once. For one thread.
 */
final class PollPatience {
  private static final long IDLE_AFTER = Duration.ofSeconds(15).toNanos();

  /** A stop and a rebalance wait for it. */
  private static final Duration IDLE = Duration.ofMillis(500);

  private final LongSupplier nanos;
  private long readAt;

  PollPatience(LongSupplier nanos) {
    this.nanos = nanos;
    this.readAt = nanos.getAsLong();
  }

  /** For how long to wait where {@code asked} is asked for; one that must not wait does not. */
  Duration of(Duration asked) {
    boolean idle = nanos.getAsLong() - readAt >= IDLE_AFTER;
    return idle && !asked.isZero() && asked.compareTo(IDLE) < 0 ? IDLE : asked;
  }

  /** Records have come. */
  void read() {
    readAt = nanos.getAsLong();
  }
}
