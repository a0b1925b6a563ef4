package firstbad.bisection.trust.measure;

import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What a judge says of a bisection.
 *
 * @param score that the culprit is right, for ranking; null when it does not judge
 * @param level NONE when it does not judge, or knows no levels
 * @param alarmedAt ordinal of the first revision that it objected to; null when there is none
 * @param blamedAt ordinal of the revision that it blames at the end; null when it blames none
 */
public record Prediction(
    @Nullable Double score, Level level, @Nullable Integer alarmedAt, @Nullable Integer blamedAt) {

  public static Prediction of(Judgement judgement) {
    return of(judgement.ranking(), judgement.level(), judgement.derailed(), judgement.blamed());
  }

  /** The same from the parts of a judgement. */
  public static Prediction of(
      @Nullable Double ranking,
      Level level,
      Judgement.@Nullable Blame derailed,
      Judgement.@Nullable Blame blamed) {
    return new Prediction(
        ranking,
        level,
        derailed == null ? null : (Integer) derailed.ordinal(),
        blamed == null ? null : (Integer) blamed.ordinal());
  }

  /** A rule blames what it objected to first. */
  public static Prediction of(Rule.Opinion opinion) {
    return new Prediction(
        opinion.score(), opinion.level(), opinion.alarmedAt(), opinion.alarmedAt());
  }
}
