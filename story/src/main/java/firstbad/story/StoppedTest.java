package firstbad.story;

import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.RunCounts;
import firstbad.events.Verdict;
import firstbad.events.VerdictCounts;
import firstbad.events.VerdictSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The test in which a log stops that has no ending. */
final class StoppedTest {
  /** Runs of a revision, where no other one of the log shows how many are meant. */
  private static final int USUAL_RUNS = 10;

  /**
   * The last revision, if it has no verdict: not all of its runs were written, or git was not told
   * their result, so that it bounds no range. Null where the log stops between two tests.
   */
  static @Nullable Revision of(List<Revision> revisions) {
    Revision last = revisions.isEmpty() ? null : revisions.get(revisions.size() - 1);
    return last == null || !undecided(last, revisions) ? null : last;
  }

  private static boolean undecided(Revision last, List<Revision> revisions) {
    RunCounts runs = last.getRuns();
    boolean open =
        last.getVerdictSource() != VerdictSource.LOGGED
            && last.getRole() != Role.PARENT
            && last.getFailure() == null;
    int full =
        revisions.stream()
            .filter(
                each -> each.getOrdinal() != last.getOrdinal() && each.getRole() != Role.ORIGINAL)
            .mapToInt(each -> each.getRuns().getTotal())
            .max()
            .orElse(USUAL_RUNS);
    boolean halfWay = !runs.getEstimated() && runs.getTotal() < Math.max(1, full);
    boolean untold = last.getRole() == Role.STEP && last.getVerdict() != Verdict.SKIP;
    return open && (halfWay || untold);
  }

  /** The verdicts without the one that was made of its runs. */
  static VerdictCounts without(Revision last, VerdictCounts all) {
    int good = last.getVerdict() == Verdict.GOOD ? 1 : 0;
    int bad = last.getVerdict() == Verdict.BAD ? 1 : 0;
    int skip = last.getVerdict() == Verdict.SKIP ? 1 : 0;
    return new VerdictCounts(
        all.getTested() - good - bad - skip,
        all.getGood() - good,
        all.getBad() - bad,
        all.getSkip() - skip);
  }

  private StoppedTest() {}
}
