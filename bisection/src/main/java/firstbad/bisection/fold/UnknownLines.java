package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.Notes;

/** Lines that no rule knows: counted, and the first of them kept. */
final class UnknownLines {

  /** The line that is being read was not understood. */
  static void found(FoldContext context, String line) {
    unknown(context, note(context.position.highest(), line), false);
  }

  /** A line, cut short. */
  static Piece.Line note(long number, String line) {
    return new Piece.Line(number, Utf8.cut(line, Caps.UNKNOWN_LINE_BYTES));
  }

  private static void unknown(FoldContext context, Piece.Line line, boolean wasText) {
    long before = context.position.oddities().unknown().lines();
    context.position =
        wasText
            ? context.position.withUnknownText(line.number())
            : context.position.withUnknown(line.number(), LogAnomalies.isBisection(context));
    if (before < Caps.UNKNOWN_LINES) {
      context.archive.put("unknown/" + before, line);
      if (LogAnomalies.isBisection(context)) {
        context.changesHead();
      }
    }
    LogAnomalies.notUnderstood(context);
    context.found(new Finding.NotUnderstood(line.number(), line.text()));
  }

  /** Lines that were taken for the reason of a failure were not understood. */
  static void releaseNotes(FoldContext context) {
    Notes notes = context.notes;
    for (Piece.Line note : notes.first()) {
      unknown(context, note, true);
    }
    for (int i = 0; i < notes.more(); i++) {
      context.position =
          context.position.withUnknownText(notes.first().get(notes.first().size() - 1).number());
    }
    context.notes = Notes.NONE;
  }

  private UnknownLines() {}
}
