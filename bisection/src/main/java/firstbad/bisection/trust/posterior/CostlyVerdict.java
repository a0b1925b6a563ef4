package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.number.Numbers;
import java.util.List;
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

  /** The verdict on the revision that closed last, which threw away so much. */
  public static CostlyVerdict newest(
      ObservedRevisions before,
      PosteriorState posterior,
      ClosedRevision revision,
      double discardedShare) {
    int last = posterior.tested.size() - 1;
    SearchDistances distances = posterior.distances;
    Integer commits = CommitRange.commits(distances.openBefore(last));
    Integer dropped = CommitRange.commits(distances.droppedTo(last) - distances.droppedFrom(last));
    List<TitledRuns> titles = TitledRuns.of(revision.crashes());
    String crashesAt = before.ends().crashing();
    return new CostlyVerdict(
        last,
        revision.ordinal(),
        revision.line(),
        revision.commit(),
        titles.isEmpty() ? "" : titles.get(0).title().text(),
        !titles.isEmpty()
            && titles.stream().noneMatch(titled -> posterior.relatesByFunction(titled.title())),
        Numbers.rounded(discardedShare),
        crashesAt == null ? "" : crashesAt,
        before.ends().clean(),
        commits == null ? -1 : commits,
        dropped == null ? -1 : dropped);
  }

  /** The blame for what it threw away, by what is known of that. */
  public Judgement.Blame blame(double share) {
    return new Judgement.Blame(ordinal, line, commit, title, Numbers.rounded(share));
  }

  /** The range before it. */
  CommitRange range() {
    return new CommitRange(crashesAt, cleanAt, commits < 0 ? null : (Integer) commits);
  }
}
