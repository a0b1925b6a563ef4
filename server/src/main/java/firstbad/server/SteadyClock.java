package firstbad.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Milliseconds that only ever pass: the time of the host as it was at the start, and what has
 * passed since by a clock that nobody sets. For spans of time, and for nothing that is stored.
 */
final class SteadyClock {
  private SteadyClock() {}

  static LongSupplier from(long now, LongSupplier nanos) {
    long start = nanos.getAsLong();
    return () -> now + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - start);
  }
}
