package firstbad.story;

import firstbad.events.Assessment;
import firstbad.events.Bisection;
import firstbad.events.Blame;
import firstbad.events.CommitRange;
import firstbad.events.CulpritFound;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.Revision;
import firstbad.events.RunCounts;
import firstbad.events.SearchKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the events say of one bisection.
 *
 * @param head the newest head
 * @param revisions by ordinal
 * @param assessment the newest; null as long as nothing was judged
 * @param culprit once it was sent
 */
public record Known(
    Bisection head,
    List<Revision> revisions,
    @Nullable Assessment assessment,
    @Nullable CulpritFound culprit) {

  boolean running() {
    return head.getOutcome() == Outcome.RUNNING || head.getOutcome() == Outcome.UNKNOWN;
  }

  boolean fix() {
    return head.getKind() == SearchKind.FIX;
  }

  /** Whether the first revision had runs, and the reproducer ran in none of them. */
  boolean reproducerNeverRan() {
    RunCounts runs = revisions.isEmpty() ? null : revisions.get(0).getRuns();
    return runs != null && runs.getTotal() > 0 && runs.getOk() + runs.getCrashed() == 0;
  }

  Level level() {
    return assessment == null ? Level.UNKNOWN : assessment.getLevel();
  }

  /** The first verdict that rested on another bug; null when none did. */
  @Nullable Blame derailed() {
    return assessment == null ? null : assessment.getDerailed();
  }

  /** The bad verdict to look at first; null when none can be blamed. */
  @Nullable Blame blamed() {
    return assessment == null ? null : assessment.getBlamed();
  }

  /** The range that the evidence still allows; null before there is one. */
  @Nullable CommitRange supportedRange() {
    return assessment == null ? null : assessment.getSupportedRange();
  }

  /** Whether it was judged after its end. */
  boolean settled() {
    return assessment != null && assessment.getSearchEnded();
  }
}
