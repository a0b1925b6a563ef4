package firstbad.bisection.trust.judgement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the result of a bisection can be believed, and why.
 *
 * @param parameters version of the parameters that it was computed with
 * @param searchEnded whether the search is over; before that it is the trust so far, which is too
 *     rosy in the first half, since it assumes that nothing more goes wrong
 * @param level NONE when there is nothing to judge
 * @param probability that the culprit is right, as shown: nothing claims more than 0.90; rounded to
 *     6 decimals; null for level NONE
 * @param ranking the same uncut, for comparing culprits with each other; null for level NONE
 * @param rangeShare share of the onset posterior in the range that is left; null for level NONE
 * @param reasons sentences: what costs most first, then what speaks for it, most telling first; for
 *     level NONE the one reason
 * @param middleFrom probability from which on the level is MIDDLE; null for level NONE
 * @param highFrom probability from which on the level is HIGH; null for level NONE
 * @param blamed the bad verdict that threw most away; null when none can be blamed
 * @param elsewhere whether a good verdict, or none that can be named, lost more than any bad one:
 *     then the wrong verdict cannot be located
 * @param supportedRange the range that the evidence supports: the one before the blamed verdict,
 *     else the range that is left; null before there is one
 * @param derailed the first verdict that raised the alarm; null when none did
 */
public record Judgement(
    String parameters,
    boolean searchEnded,
    Level level,
    @Nullable Double probability,
    @Nullable Double ranking,
    @Nullable Double rangeShare,
    List<String> reasons,
    @Nullable Double middleFrom,
    @Nullable Double highFrom,
    @Nullable Blame blamed,
    boolean elsewhere,
    @Nullable CommitRange supportedRange,
    @Nullable Blame derailed) {

  /** How many of the reasons, from the first on, cost trust; the others speak for the culprit. */
  public int reasonsAgainst() {
    return ReasonsByDirection.against(reasons);
  }

  /**
   * A bad verdict that rests on something other than the bug.
   *
   * @param ordinal of the revision
   * @param line that opened the revision
   * @param crashTitle what crashed it most often
   * @param discardedShare share of the onset posterior that it threw away, rounded to 6 decimals:
   *     for the blamed one as known now, for the derailing one as known when it was closed
   */
  public record Blame(
      int ordinal, long line, String commit, String crashTitle, double discardedShare) {}
}
