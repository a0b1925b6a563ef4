package firstbad.story;

import firstbad.bisection.trust.posterior.CommitCount;
import firstbad.events.RemainingRange;
import firstbad.events.Revision;
import firstbad.events.Verdict;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many commits a running search has left to test, by what git prints before each step.
 *
 * @param now with the one in test; null as long as nobody knows, or where none is
 * @param after without the half that the verdict on the one in test rules out; null where none is
 *     in test
 */
public record CommitsLeft(@Nullable Integer now, @Nullable Integer after) {

  /** As the log has it by now. */
  public static CommitsLeft of(Known known) {
    RemainingRange range = known.head().getRange();
    Integer newest = range == null ? null : range.getCommitsLeft();
    CommitCount count = CommitCount.UNKNOWN;
    Integer inTest = newest;
    for (Revision revision : known.revisions()) {
      Integer printed = revision.getCommitsLeft();
      if (printed != null) {
        count = after(revision, printed, count, known.fix());
        inTest = decided(revision) && printed.equals(newest) ? null : newest;
      }
    }
    return new CommitsLeft(left(count.chosen(inTest)), inTest);
  }

  /**
   * What was left after each step, by its ordinal; with it, where it has no verdict. Steps after
   * which nobody knows are not in it.
   */
  public static Map<Integer, Integer> byStep(Known known) {
    Map<Integer, Integer> steps = new HashMap<>();
    CommitCount count = CommitCount.UNKNOWN;
    for (Revision revision : known.revisions()) {
      Integer printed = revision.getCommitsLeft();
      if (printed != null) {
        count = after(revision, printed, count, known.fix());
        Integer commits = count.known();
        if (commits != null) {
          steps.put(revision.getOrdinal(), commits - 1);
        }
      }
    }
    return steps;
  }

  private static CommitCount after(Revision step, int printed, CommitCount before, boolean fix) {
    return switch (step.getVerdict()) {
      case GOOD -> before.decided(printed, fix);
      case BAD -> before.decided(printed, !fix);
      case SKIP -> before.skipped(printed);
      case UNKNOWN -> before.chosen(printed);
    };
  }

  private static boolean decided(Revision revision) {
    return revision.getVerdict() == Verdict.GOOD || revision.getVerdict() == Verdict.BAD;
  }

  /** Git's bad end was tested; null where nothing else is left. */
  private static @Nullable Integer left(CommitCount range) {
    Integer commits = range.known();
    return commits == null || commits < 2 ? null : (Integer) (commits - 1);
  }

  /** Such as {@code 6 commits left to test, 3 after the one in test}; empty as long as unknown. */
  public String inWords() {
    if (now == null) {
      return "";
    }
    return Phrases.count(now, "commit")
        + " left to test"
        + (after == null ? "" : ", " + Phrases.number(after) + " after the one in test");
  }
}
