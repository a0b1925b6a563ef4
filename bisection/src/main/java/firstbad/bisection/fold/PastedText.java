package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.state.CappedText;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.OpenRevision;

/** Text that is none of the log's own lines: what it is, the mode says. */
final class PastedText {

  /** A line that is none of the log's own, or stands where everything is text. */
  static void line(FoldContext context, String line) {
    switch (context.mode) {
      case LOG, CANDIDATES -> notUnderstood(context, line);
      case PREPARATION, FAILURE, ERROR -> failure(context, line);
      case BUILD -> {
        failure(context, line);
        context.amends(OpenRevision::failed);
      }
      case DESCRIPTION -> context.mode = Mode.GIT;
      case REPORT, REPORT_AT_HEADER -> report(context, line);
      case RUNS, GIT, SCRIPT, ASIDE -> {}
    }
  }

  private static void failure(FoldContext context, String line) {
    CappedText text = context.text == null ? CappedText.error() : context.text;
    context.text = text.with(line, context.archive);
  }

  /** Only the pair of header lines tells another bisection from a report that quotes one. */
  private static void report(FoldContext context, String line) {
    if (context.mode == Mode.REPORT_AT_HEADER && line.startsWith("building syzkaller on ")) {
      SecondHeader.raise(context);
    }
    context.mode =
        line.startsWith("bisecting cause commit starting from ")
                || line.startsWith("bisecting fixing commit since ")
            ? Mode.REPORT_AT_HEADER
            : Mode.REPORT;
    CappedText text = context.text == null ? CappedText.report() : context.text;
    context.text = text.with(line, context.archive);
  }

  private static void notUnderstood(FoldContext context, String line) {
    context.position = context.position.withUnknown();
    context.found(
        new Finding.NotUnderstood(
            context.position.highest(), Utf8.cut(line, Caps.UNKNOWN_LINE_BYTES)));
  }

  private PastedText() {}
}
