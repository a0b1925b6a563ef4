package firstbad.bisection.finding;

import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.judgement.ReasonsByDirection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the result of a bisection can be believed, and why. Emitted when a revision closes and at
 * the end; a function of this bisection's lines alone.
 *
 * @param id the bisection
 * @param version 1 for the first assessment that was emitted, then one more for each
 * @param ordinal the revision that was closed; null for the assessment at the end
 * @param searchEnded whether the search is over; before that it is the trust so far, too rosy in
 *     the first half, since it assumes that nothing more goes wrong
 * @param level NONE where there is nothing to judge; the reason says why
 * @param probability that the culprit is right; never more than 0.90, which nothing may claim; null
 *     for level NONE
 * @param ranking the same uncut, for comparing culprits with each other; null for level NONE
 * @param rangeShare how much of where the cause is likely lies in the range that is left; null for
 *     level NONE
 * @param reasons one sentence each: what costs most first, then what speaks for the culprit; for
 *     level NONE why there is nothing to judge
 * @param middleFrom probability from which on the level is MIDDLE; null for level NONE
 * @param highFrom probability from which on the level is HIGH; null for level NONE
 * @param blamed the bad verdict that threw most away; null when none can be blamed
 * @param notLocated whether something went wrong, by the level, and no bad verdict can be blamed
 * @param supportedRange the range that the evidence supports: the one before the blamed verdict,
 *     else the range that is left; null before there is one
 * @param derailed the first verdict that raised DERAILED; null when none did
 * @param parameters version of the parameters that it was computed with
 * @param judgedAt the time of the input that it follows, milliseconds since the epoch
 */
public record Assessment(
    String id,
    int version,
    @Nullable Integer ordinal,
    boolean searchEnded,
    Level level,
    @Nullable Double probability,
    @Nullable Double ranking,
    @Nullable Double rangeShare,
    List<String> reasons,
    @Nullable Double middleFrom,
    @Nullable Double highFrom,
    Judgement.@Nullable Blame blamed,
    boolean notLocated,
    @Nullable CommitRange supportedRange,
    Judgement.@Nullable Blame derailed,
    String parameters,
    long judgedAt) {

  /**
   * How many of the reasons, from the first on, cost trust. The reasons are written when they are
   * read, and of most assessments of a bisection that runs they never are.
   */
  public int reasonsAgainst() {
    return ReasonsByDirection.against(reasons);
  }

  public static Assessment of(
      String id, int version, @Nullable Integer ordinal, Judgement judgement, long at) {
    return new Assessment(
        id,
        version,
        ordinal,
        judgement.searchEnded(),
        judgement.level(),
        judgement.probability(),
        judgement.ranking(),
        judgement.rangeShare(),
        judgement.reasons(),
        judgement.middleFrom(),
        judgement.highFrom(),
        judgement.blamed(),
        judgement.elsewhere(),
        judgement.supportedRange(),
        judgement.derailed(),
        judgement.parameters(),
        at);
  }
}
