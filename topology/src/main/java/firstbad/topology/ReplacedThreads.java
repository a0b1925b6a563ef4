package firstbad.topology;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How often a stream thread that died of passing trouble may be replaced: with growing pauses, at
 * most five times in ten minutes, or as often as it takes where a server is away that others
 * restart. Safe for use by several threads.
 */
final class ReplacedThreads {
  static final int AT_MOST = 5;
  static final Duration WITHIN = Duration.ofMinutes(10);

  private final Duration firstPause;
  private final Deque<Long> times = new ArrayDeque<>();

  /**
   * @param firstPause before the first replacement; each next one within ten minutes waits twice as
   *     long
   */
  ReplacedThreads(Duration firstPause) {
    this.firstPause = firstPause;
  }

  /**
   * How long to wait before the next replacement; empty when there were too many.
   *
   * @param now milliseconds since the epoch
   * @param away whether a server is away, so that the next one may fail as well
   */
  synchronized Optional<Duration> next(long now, boolean away) {
    while (!times.isEmpty() && now - times.getFirst() > WITHIN.toMillis()) {
      times.removeFirst();
    }
    if (times.size() >= AT_MOST) {
      return away ? Optional.of(pause(AT_MOST - 1)) : Optional.empty();
    }
    Duration pause = pause(times.size());
    times.addLast(now);
    return Optional.of(pause);
  }

  private Duration pause(int before) {
    return firstPause.multipliedBy(1L << before);
  }
}
