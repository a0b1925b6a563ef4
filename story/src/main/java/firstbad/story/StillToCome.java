package firstbad.story;

import firstbad.events.Bisection;
import firstbad.events.Outcome;
import firstbad.events.RemainingRange;
import firstbad.events.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a search that runs has still before it, and so what is saved by stopping it. */
public final class StillToCome {

  /**
   * Such as {@code about 2 h of machine time}: what is spent cannot be saved. Empty where nobody
   * knows, or little is left.
   */
  public static String machineTime(Bisection head) {
    Instant end = head.getExpectedEndAt();
    Instant now = head.getLastLineAt();
    return head.getOutcome() != Outcome.RUNNING || end == null || now == null
        ? ""
        : Phrases.machineTime(Duration.between(now, end).toMillis());
  }

  /** Whether no step is left to be tested, though the log has not ended. */
  static boolean noStep(Bisection head, List<Revision> revisions) {
    if (head.getGitCulprit() != null) {
      return true;
    }
    RemainingRange range = head.getRange();
    Integer left = range == null ? null : range.getCommitsLeft();
    Revision last = revisions.isEmpty() ? null : revisions.get(revisions.size() - 1);
    return left != null && left == 0 && last != null && !last.getOpen() && last.getTested();
  }

  private StillToCome() {}
}
