package firstbad.bisection.fold;

import firstbad.bisection.finding.CrashDelta;
import firstbad.bisection.finding.EndedBy;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.state.OpenRevision;

/**
 * What a bisection shows once its log is over. It is worked out anew wherever it is shown, and
 * never kept: should more lines come after all, they find everything as they left it.
 */
final class AfterEnd {

  /** What the end says of a log that is over, and of the revision that was open. */
  static void shows(FoldContext context) {
    EndedBy by = context.life.end().by();
    if (by == null) {
      return;
    }
    PastedText.over(context);
    // After silence the revision is shown open, since more of it may come.
    if (context.revision != null && by == EndedBy.END_OF_LOG) {
      RevisionClosing.closes(context, null);
    }
    LogAnomalies.atEnd(context);
  }

  /** The bisection as its end shows it. */
  static FoldContext shown(FoldContext context) {
    FoldContext shown = context.shown();
    context.findings().forEach(shown::found);
    shows(shown);
    return shown;
  }

  /** The log goes on after its end: what was counted for the end alone is taken back. */
  static void revives(FoldContext context) {
    if (context.life.end().by() == null) {
      return;
    }
    FoldContext shown = context.shown();
    shows(shown);
    for (Finding each : shown.findings()) {
      if (each instanceof Finding.CrashesCounted counted) {
        CrashDelta back = counted.delta().negated();
        context.found(new Finding.CrashesCounted(counted.commit(), back));
      }
    }
    context.life = context.life.revived();
    OpenRevision revision = context.revision;
    if (revision != null && shown.revision == null) {
      RevisionComposer.showsOpen(context, revision);
    }
    context.changesHead();
  }

  private AfterEnd() {}
}
