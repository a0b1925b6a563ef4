package firstbad.story;

import firstbad.events.Level;
import org.jspecify.annotations.Nullable;

/**
 * What trust is worth while a search still runs. It assumes that nothing more goes wrong, so of
 * most of a search it is too rosy: bench/README.md has what was measured. Low holds as soon as
 * there is a range; high and middle hold once git expects few more steps.
 */
public final class RunningTrust {
  /** So many more steps of git, or fewer. */
  public static final int FEW_STEPS = 5;

  /**
   * Whether the level of a running search says how it will end.
   *
   * @param range whether git has a range to search in
   * @param stepsLeft how many more steps git expects; null where it does not say
   */
  public static boolean isTold(Level level, boolean range, @Nullable Integer stepsLeft) {
    return range
        && switch (level) {
          case HIGH, MIDDLE -> isNearTheEnd(stepsLeft);
          case LOW -> true;
          case NONE, UNKNOWN -> false;
        };
  }

  /** How a running search seems to go, for headlines and lists; empty where it is too early. */
  public static String words(Level level, boolean range, @Nullable Integer stepsLeft) {
    return isTold(level, range, stepsLeft) ? words(level) : "";
  }

  private static String words(Level level) {
    return switch (level) {
      case HIGH -> "probably going right";
      case MIDDLE -> "uncertain so far";
      case LOW -> "probably going wrong";
      case NONE, UNKNOWN -> "";
    };
  }

  /** The level of a trust so far; NONE where there is none, or no bounds of levels. */
  public static Level level(
      @Nullable Double trust, @Nullable Double middleFrom, @Nullable Double highFrom) {
    if (trust == null || middleFrom == null || highFrom == null) {
      return Level.NONE;
    }
    return trust >= highFrom ? Level.HIGH : trust >= middleFrom ? Level.MIDDLE : Level.LOW;
  }

  /** Whether git expects few more steps. */
  public static boolean isNearTheEnd(@Nullable Integer stepsLeft) {
    return stepsLeft != null && stepsLeft <= FEW_STEPS;
  }

  /** Of a search that runs: whether its level says how it will end. */
  static boolean isTold(Known known) {
    return known.running()
        && isTold(known.level(), known.head().getRange() != null, stepsLeft(known));
  }

  /**
   * Whether it is as good as certain that a search left its bug: of one that runs its level says so
   * only once it is told.
   */
  static boolean surelyLeft(Known known) {
    return known.misled() != null
        && known.level() == Level.LOW
        && (!known.running() || isTold(known));
  }

  /** The words for a search that runs; empty for one that has ended. */
  public static String words(Known known) {
    return isTold(known) ? words(known.level()) : "";
  }

  /** How often such searches ended right, as a clause; empty where that was not measured. */
  static String odds(Known known, String parameters) {
    MeasuredRights measured =
        isNearTheEnd(stepsLeft(known))
            ? MeasuredRights.whileRunning(parameters, known.level())
            : null;
    if (measured == null) {
      return "";
    }
    long right = Math.round(100.0 * measured.right() / measured.answered());
    return ": of 100 searches that stood so with few steps left and named a culprit, about "
        + right
        + " named the right one";
  }

  /** Why nothing is told of how it will end, in one sentence. */
  static String tooEarly(Known known) {
    Integer steps = stepsLeft(known);
    if (known.head().getRange() == null) {
      return "Too early to judge: there is no range to search in yet.";
    }
    return steps == null
        ? "Not judged while it runs: the log does not say how many steps are left."
        : "Too early to judge: about "
            + Phrases.count(steps, "more step")
            + " will follow, and a number is told from the last "
            + FEW_STEPS
            + " on.";
  }

  private static @Nullable Integer stepsLeft(Known known) {
    return known.head().getRange() == null ? null : known.head().getRange().getStepsLeft();
  }

  private RunningTrust() {}
}
