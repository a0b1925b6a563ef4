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
 * @param cleanAt the other end before it; null when there was none yet
 * @param commits in that range; -1 when it had no end yet
 * @param dropped commits that it threw away
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
    @Nullable String cleanAt,
    int commits,
    int dropped) {

  /** The blame for what it threw away, by what is known of that. */
  public Judgement.Blame blame(double share) {
    return new Judgement.Blame(ordinal, line, commit, title, Numbers.rounded(share));
  }

  /** The range before it. */
  CommitRange range() {
    return new CommitRange(crashesAt, cleanAt, commits < 0 ? null : (Integer) commits);
  }
}
