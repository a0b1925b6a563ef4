package firstbad.bisection.trust.rule;

import firstbad.bisection.trust.SearchHistory;
import firstbad.bisection.trust.judgement.Level;
import org.jspecify.annotations.Nullable;

/** A rule that somebody proposed or uses, to compare the judge with. */
public interface Rule {

  /** As {@code evaluate} prints it. */
  String name();

  /** What its scores mean. */
  Scale scale();

  /** What a score means. */
  enum Scale {
    /** The chance that the culprit is right. */
    PROBABILITY,
    /** The rule knows levels only; the score puts them in order. */
    LEVELS,
    /** More is better, and that is all. */
    ORDER
  }

  /** What it says about a bisection that named a culprit. */
  Opinion opinion(SearchHistory course);

  /**
   * What a rule says.
   *
   * @param score 0 to 1, for ranking; not always a probability
   * @param level NONE for a rule that knows no levels
   * @param alarmedAt ordinal of the first revision that it objects to; null when there is none
   */
  record Opinion(double score, Level level, @Nullable Integer alarmedAt) {}
}
