package firstbad.story;

import firstbad.events.Level;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often trust was right on the logs with known answers, as {@code firstbad evaluate} measured
 * it before the parameters were shipped; bench/README.md has the command and the commit.
 *
 * @param answered culprits of this level
 * @param right those of them that are the cause
 */
record MeasuredRights(long answered, long right) {
  private static final Map<String, Map<Level, MeasuredRights>> BY_PARAMETERS =
      Map.of(
          "1",
          Map.of(
              Level.HIGH, new MeasuredRights(130, 108),
              Level.MIDDLE, new MeasuredRights(112, 62),
              Level.LOW, new MeasuredRights(158, 10)));

  /** Of searches at their first step with few left, as {@link RunningTrust} has it. */
  private static final Map<String, Map<Level, MeasuredRights>> RUNNING_BY_PARAMETERS =
      Map.of(
          "1",
          Map.of(
              Level.HIGH, new MeasuredRights(178, 131),
              Level.MIDDLE, new MeasuredRights(89, 44),
              Level.LOW, new MeasuredRights(132, 5)));

  /** The same for a level that a search has while it runs. */
  static @Nullable MeasuredRights whileRunning(String parameters, Level level) {
    return RUNNING_BY_PARAMETERS.getOrDefault(parameters, Map.of()).get(level);
  }

  /** The figures of a version of the parameters; null where none were measured. */
  static @Nullable MeasuredRights of(String parameters, Level level) {
    return BY_PARAMETERS.getOrDefault(parameters, Map.of()).get(level);
  }
}
