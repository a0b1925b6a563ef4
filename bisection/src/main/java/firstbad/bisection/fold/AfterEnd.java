package firstbad.bisection.fold;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.EndedBy;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.Lifecycle;
import firstbad.bisection.state.OpenRevision;
import java.util.Set;

/**
 * What a bisection shows once its log is over. It is worked out anew wherever it is shown, and
 * never kept: should more lines come after all, they find everything as they left it.
 */
final class AfterEnd {

  /** What half of a title may raise, and the whole of it not; an alert cannot be taken back. */
  private static final Set<Alert.Kind> DERAILED =
      Set.of(Alert.Kind.DERAILED, Alert.Kind.THIN_EVIDENCE);

  /** The bisection as it is shown: where its log is over, with what that says of it. */
  static FoldContext shown(FoldContext context) {
    EndedBy by = context.life.end().by();
    if (by == null) {
      return context;
    }
    FoldContext read = context.again(true);
    boolean half = lastLine(read);
    FoldContext shown = read.again(false);
    read.findings().forEach(shown::found);
    PastedText.over(shown);
    // After silence the revision is shown open, since more of it may come.
    if (shown.revision != null && by == EndedBy.END_OF_LOG) {
      RevisionClosing.closes(shown, null);
      if (half) {
        shown.withdraws(DERAILED);
      }
    }
    LogAnomalies.atEnd(shown);
    return shown;
  }

  /** Reads the line that is held, which came before the end; whether there is one. */
  private static boolean lastLine(FoldContext context) {
    Piece.Line held = UnfinishedLine.of(context.next(), context.archive);
    if (held == null) {
      return false;
    }
    Lifecycle ended = context.life;
    context.life = ended.revived();
    Input.Line line = UnfinishedLine.whole(held, context.at);
    LineEffects.read(context, line, line.text());
    FormatDrift.raise(context);
    context.life = context.life.endedAs(ended);
    return true;
  }

  /** The log goes on after its end: what was counted for the end alone is taken back. */
  static void revives(FoldContext context) {
    if (context.life.end().by() == null) {
      return;
    }
    FoldContext shown = shown(context);
    for (Finding each : shown.findings()) {
      if (each instanceof Finding.CrashesCounted counted) {
        context.found(new Finding.CrashesCounted(counted.commit(), counted.delta().negated()));
      }
    }
    context.life = context.life.revived();
    OpenRevision revision = context.revision;
    if (revision != null && !isOpen(revision, shown)) {
      RevisionComposer.showsOpen(context, revision);
    }
    context.changesHead();
  }

  private static boolean isOpen(OpenRevision revision, FoldContext shown) {
    return shown.revision != null
        && shown.revision.opening().ordinal() == revision.opening().ordinal();
  }

  private AfterEnd() {}
}
