package firstbad.topology;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How often stream threads that died of passing trouble may be replaced: with growing pauses, at
 * most five times in ten minutes for each thread there is, since one trouble may end them all; or
 * as often as it takes where a server is away that others restart. Safe for use by several threads.
 */
final class ReplacedThreads {
  static final int AT_MOST = 5;
  static final Duration WITHIN = Duration.ofMinutes(10);

  private final Duration firstPause;
  private final int threads;
  private final Deque<Long> ofTrouble = new ArrayDeque<>();
  private final Deque<Long> ofAbsence = new ArrayDeque<>();

  /**
   * @param firstPause before the first replacement; each next round of them within ten minutes
   *     waits twice as long
   * @param threads how many there are
   */
  ReplacedThreads(Duration firstPause, int threads) {
    this.firstPause = firstPause;
    this.threads = threads;
  }

  /**
   * How long to wait before the next replacement; empty when there were too many.
   *
   * @param now milliseconds of a clock that only goes on
   * @param away whether a server is away, so that the next one may fail as well
   */
  synchronized Optional<Duration> next(long now, boolean away) {
    Deque<Long> times = away ? ofAbsence : ofTrouble;
    while (!times.isEmpty() && now - times.getFirst() > WITHIN.toMillis()) {
      times.removeFirst();
    }
    int rounds = times.size() / threads;
    if (rounds >= AT_MOST) {
      return away ? Optional.of(pause(AT_MOST - 1)) : Optional.empty();
    }
    times.addLast(now);
    return Optional.of(pause(rounds));
  }

  private Duration pause(int before) {
    return firstPause.multipliedBy(1L << before);
  }
}
