package firstbad.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Who says a thing at most once a minute for each cause, however often it happens. Safe for use by
 * several threads.
 */
public final class OncePerMinute {
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();
  private static final int CAUSES = 100;

  private final LongSupplier nanos;
  private final Map<String, Occurrences> said = new LinkedHashMap<>();

  private record Occurrences(long at, long silent) {}

  public OncePerMinute() {
    this(System::nanoTime);
  }

  OncePerMinute(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Whether it is to be said now.
   *
   * @return how often it happened since it was said last; empty when it was said a moment ago
   */
  public synchronized OptionalLong due(String cause) {
    long now = nanos.getAsLong();
    Occurrences last = said.get(cause);
    if (last != null && now - last.at() < PAUSE) {
      said.put(cause, new Occurrences(last.at(), last.silent() + 1));
      return OptionalLong.empty();
    }
    said.remove(cause);
    if (said.size() >= CAUSES) {
      said.remove(said.keySet().iterator().next());
    }
    said.put(cause, new Occurrences(now, 0));
    return OptionalLong.of(last == null ? 0 : last.silent());
  }
}
