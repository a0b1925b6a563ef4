package firstbad.topology.read;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * The time of Streams: that of the host at the start, and what has passed since by a clock that
 * nobody sets. By the host's own clock, an hour that it is set back would be an hour in which
 * nothing ticks, no silence ends a bisection, and nothing is committed that no line follows. Safe
 * for use by several threads.
 */
public final class SteadyTime implements Time {
  private final LongSupplier host;
  private final LongSupplier nanos;
  private final long startedAt;
  private final long startNanos;

  /**
   * @param host milliseconds since the epoch, as the host's clock says
   */
  public SteadyTime(LongSupplier host) {
    this(host, System::nanoTime);
  }

  SteadyTime(LongSupplier host, LongSupplier nanos) {
    this.host = host;
    this.nanos = nanos;
    this.startedAt = host.getAsLong();
    this.startNanos = nanos.getAsLong();
  }

  @Override
  public long milliseconds() {
    return startedAt + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - startNanos);
  }

  @Override
  public long nanoseconds() {
    return nanos.getAsLong();
  }

  /** Milliseconds by which the host's clock was set forward since the start; negative for back. */
  long hostAhead() {
    return host.getAsLong() - milliseconds();
  }

  @Override
  public void sleep(long millis) {
    SYSTEM.sleep(millis);
  }

  @Override
  public void waitObject(Object changed, Supplier<Boolean> condition, long deadline)
      throws InterruptedException {
    long left = Math.max(0, deadline - milliseconds());
    SYSTEM.waitObject(
        changed, condition, SYSTEM.milliseconds() + Math.min(left, Integer.MAX_VALUE));
  }
}
