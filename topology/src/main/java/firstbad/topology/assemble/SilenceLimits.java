package firstbad.topology.assemble;

import firstbad.bisection.fold.Input.Silence;
import firstbad.topology.assemble.Timer.Lane;
import java.time.Duration;
import java.util.Locale;

/**
 * How long a bisection may be silent.
 *
 * @param lengths of the silences
 * @param retention how long an ended bisection is kept, for lines that come late; then a marker
 *     stays, so that the same log sent again cannot emit a second culprit
 * @param wallClock when it counts
 */
public record SilenceLimits(Lengths lengths, Duration retention, WallClock wallClock) {

  /** What is used unless one says otherwise. */
  public static final SilenceLimits DEFAULT =
      new SilenceLimits(
          new Lengths(Duration.ofSeconds(5), Duration.ofHours(2), Duration.ofHours(6)),
          Duration.ofDays(7),
          new WallClock(Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(5)));

  /**
   * How long the silences are, each longer than the one before.
   *
   * @param settled after the trailer, with the culprit named and no end of the log
   * @param stalled until a person is told
   * @param brokenOff until nothing more is expected
   */
  public record Lengths(Duration settled, Duration stalled, Duration brokenOff) {
    public Lengths {
      if (settled.isNegative() || settled.isZero()) {
        throw new IllegalArgumentException("The short silence must be longer than nothing.");
      }
      if (stalled.compareTo(settled) <= 0 || brokenOff.compareTo(stalled) <= 0) {
        throw new IllegalArgumentException(
            "Of --settled-after (%s), --stalled-after (%s) and --broken-off-after (%s) each must be longer than the one before."
                .formatted(typed(settled), typed(stalled), typed(brokenOff)));
      }
    }
  }

  private static String typed(Duration silence) {
    return silence.toString().replace("PT", "").toLowerCase(Locale.ROOT);
  }

  /**
   * When the wall clock counts, where no record says that time has passed.
   *
   * @param idle how long a task must have processed nothing
   * @param warmUp how long a task must have run: its backlog comes first
   * @param shortWarmUp the same for the silence after the trailer
   */
  public record WallClock(Duration idle, Duration warmUp, Duration shortWarmUp) {}

  /** The same with other silences. */
  public SilenceLimits withSilences(Duration settled, Duration stalled, Duration brokenOff) {
    return new SilenceLimits(new Lengths(settled, stalled, brokenOff), retention, wallClock);
  }

  /** The same with another retention of ended bisections. */
  public SilenceLimits withRetention(Duration other) {
    return new SilenceLimits(lengths, other, wallClock);
  }

  /** The same with other conditions for the wall clock. */
  public SilenceLimits withWallClock(Duration idle, Duration warmUp, Duration shortWarmUp) {
    return new SilenceLimits(lengths, retention, new WallClock(idle, warmUp, shortWarmUp));
  }

  /** After how long a settled bisection ends for certain where nothing else is read. */
  public Duration longestSettling() {
    return lengths.settled.plus(wallClock.shortWarmUp).plus(wallClock.idle);
  }

  /** Length of a silence in milliseconds. */
  long millis(Silence silence) {
    return switch (silence) {
      case SETTLED -> lengths.settled.toMillis();
      case STALLED -> lengths.stalled.toMillis();
      case BROKEN_OFF -> lengths.brokenOff.toMillis();
    };
  }

  Lane lane(Silence silence) {
    return silence == Silence.SETTLED ? Lane.SHORT : Lane.LONG;
  }

  /** How long a task must have processed nothing before a timer may fire by the wall clock. */
  long idleMillis() {
    return wallClock.idle.toMillis();
  }

  /** How long a task must have run before a timer of the lane may fire by the wall clock. */
  long warmUpMillis(Lane lane) {
    return (lane == Lane.SHORT ? wallClock.shortWarmUp : wallClock.warmUp).toMillis();
  }
}
