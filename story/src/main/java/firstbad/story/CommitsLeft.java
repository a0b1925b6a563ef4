package firstbad.story;

import firstbad.events.RemainingRange;
import firstbad.events.Revision;
import firstbad.events.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * How many commits a running search has left to test. Before a step, git prints how many are left
 * after it: about half of those that are left as long as the step has no verdict.
 *
 * @param now with the one in test; null as long as nobody knows
 * @param after without the half that the verdict on the one in test rules out; null where none is
 *     in test
 */
public record CommitsLeft(@Nullable Integer now, @Nullable Integer after) {

  /** As the log has it by now. */
  public static CommitsLeft of(Known known) {
    RemainingRange range = known.head().getRange();
    Integer printed = range == null ? null : range.getCommitsLeft();
    if (printed == null) {
      return new CommitsLeft(null, null);
    }
    Integer left = null;
    boolean decided = false;
    for (Revision revision : known.revisions()) {
      Integer after = revision.getCommitsLeft();
      if (after != null) {
        decided = decided(revision) && after.equals(printed);
        left = decided(revision) ? after : beforeVerdict(left, after);
      }
    }
    return decided
        ? new CommitsLeft(printed, null)
        : new CommitsLeft(beforeVerdict(left, printed), printed);
  }

  private static boolean decided(Revision revision) {
    return revision.getVerdict() == Verdict.GOOD || revision.getVerdict() == Verdict.BAD;
  }

  private static Integer beforeVerdict(@Nullable Integer left, int after) {
    return left == null
        ? 2 * (after + 1)
        : Math.max(left, after + 1); // the one in test is left too
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
