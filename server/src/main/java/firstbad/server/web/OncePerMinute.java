package firstbad.server.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** For what is said at most once a minute, however often it happens. Safe for several threads. */
public final class OncePerMinute {
  private static final long PAUSE_NS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanos;
  private final AtomicLong saidAt;

  public OncePerMinute() {
    this(System::nanoTime);
  }

  OncePerMinute(LongSupplier nanos) {
    this.nanos = nanos;
    saidAt = new AtomicLong(nanos.getAsLong() - PAUSE_NS);
  }

  /** Whether it is to be said now; who asks says it. */
  public boolean isDue() {
    long now = nanos.getAsLong();
    long before = saidAt.get();
    return now - before >= PAUSE_NS && saidAt.compareAndSet(before, now);
  }
}
