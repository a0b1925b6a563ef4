package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.number.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * A bad verdict that threw something away, with what is needed to tell of it later.
 *
 * @param index its place among the decided revisions after the first
 * @param ordinal of the revision
 * @param line that opened the revision
 * @param title its most frequent crash title
 * @param anotherBug whether it has crash titles and none of them is the bug's own or relates to it
 *     by function
 * @param discardedShare share of the posterior that it threw away, as known when it was closed
 * @param crashesAt the end of the range that crashed, before it
 * @param alike the newest revision before it that crashed in a way that looked like the bug; null
 *     where that is {@code crashesAt}
 * @param cleanAt the other end before it; where there was none yet, the first that was found after
 *     it, on which the verdict has no influence; null as long as there is none
 * @param commits in that range, by what git printed; -1 when it printed nothing
 * @param dropped commits that it threw away, by what git printed; -1 when nobody knows
 */
public record CostlyVerdict(
    int index,
    int ordinal,
    long line,
    String commit,
    String title,
    boolean anotherBug,
    double discardedShare,
    String crashesAt,
    @Nullable String alike,
    @Nullable String cleanAt,
    int commits,
    int dropped) {

  /** The blame for what it threw away, by what is known of that. */
  public Judgement.Blame blame(double share) {
    return new Judgement.Blame(ordinal, line, commit, title, Numbers.rounded(share));
  }

  /** With this revision, which does not crash, as the clean end where it has none yet. */
  public CostlyVerdict boundedBy(String clean) {
    return cleanAt != null
        ? this
        : new CostlyVerdict(
            index,
            ordinal,
            line,
            commit,
            title,
            anotherBug,
            discardedShare,
            crashesAt,
            alike,
            clean,
            -1,
            dropped);
  }

  /**
   * Whether the search may have left the bug with it.
   *
   * @param bound the share from which on an alarm is raised
   */
  public boolean derails(double bound) {
    return anotherBug && discardedShare > bound;
  }

  /** The range that holds if it was wrong, and what crashed before it was not the bug, either. */
  CommitRange range() {
    return alike == null
        ? new CommitRange(crashesAt, cleanAt, commits < 0 ? null : (Integer) commits)
        : new CommitRange(alike, cleanAt, null);
  }
}
