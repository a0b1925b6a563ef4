package firstbad.topology.assemble;

import firstbad.bisection.fold.Input.Silence;
import firstbad.topology.assemble.Timer.Lane;
import java.time.Duration;

/**
 * How long a bisection may be silent.
 *
 * @param settled after the trailer, with the culprit named and no end of the log
 * @param stalled until a person is told
 * @param brokenOff until nothing more is expected
 * @param retention how long an ended bisection is kept, for lines that come late; then a marker
 *     stays, so that the same log sent again cannot emit a second culprit
 * @param idle how long a task must have processed nothing before the wall clock counts
 * @param warmUp how long a task must have run before the wall clock counts: its backlog comes first
 * @param shortWarmUp the same for the silence after the trailer
 */
public record SilenceLimits(
    Duration settled,
    Duration stalled,
    Duration brokenOff,
    Duration retention,
    Duration idle,
    Duration warmUp,
    Duration shortWarmUp) {

  /** What is used unless one says otherwise. */
  public static final SilenceLimits DEFAULT =
      new SilenceLimits(
          Duration.ofSeconds(5),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofDays(7),
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5));

  public SilenceLimits {
    if (settled.isNegative() || settled.isZero()) {
      throw new IllegalArgumentException("The short silence must be longer than nothing.");
    }
    if (stalled.compareTo(settled) <= 0 || brokenOff.compareTo(stalled) <= 0) {
      throw new IllegalArgumentException(
          "The silences must grow: settled %s, stalled %s, broken off %s."
              .formatted(settled, stalled, brokenOff));
    }
  }

  /** The same with other silences. */
  public SilenceLimits withSilences(Duration settled, Duration stalled, Duration brokenOff) {
    return new SilenceLimits(settled, stalled, brokenOff, retention, idle, warmUp, shortWarmUp);
  }

  /** The same with another retention of ended bisections. */
  public SilenceLimits withRetention(Duration retention) {
    return new SilenceLimits(settled, stalled, brokenOff, retention, idle, warmUp, shortWarmUp);
  }

  /** The same with other conditions for the wall clock. */
  public SilenceLimits withWallClock(Duration idle, Duration warmUp, Duration shortWarmUp) {
    return new SilenceLimits(settled, stalled, brokenOff, retention, idle, warmUp, shortWarmUp);
  }

  /** Length of a silence in milliseconds. */
  long millis(Silence silence) {
    return switch (silence) {
      case SETTLED -> settled.toMillis();
      case STALLED -> stalled.toMillis();
      case BROKEN_OFF -> brokenOff.toMillis();
    };
  }

  Lane lane(Silence silence) {
    return silence == Silence.SETTLED ? Lane.SHORT : Lane.LONG;
  }

  /** How long a task must have run before a timer of the lane may fire by the wall clock. */
  long warmUpMillis(Lane lane) {
    return lane == Lane.SHORT ? shortWarmUp.toMillis() : warmUp.toMillis();
  }
}
