package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.state.CappedText;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.OpenRevision;

/** Text that is none of the log's own lines: what it is, the mode says. */
final class PastedText {

  /** A line that is none of the log's own, or stands where everything is text. */
  static void line(FoldContext context, String line) {
    switch (context.mode) {
      case LOG, CANDIDATES, RUNS, GIT, DESCRIPTION -> UnknownLines.found(context, line);
      case SECOND_HEADER -> {
        UnknownLines.found(context, line);
        context.mode = Mode.LOG;
      }
      case BUILD -> build(context, line);
      case PREPARATION -> preparation(context, line);
      case FAILURE, ERROR -> failure(context, line);
      case REPORT, REPORT_AT_HEADER -> report(context, line);
      case RUN_OUTPUT, SCRIPT, ASIDE, ADVICE -> context.position = context.position.asText();
    }
  }

  /**
   * A kernel that has a signature was built, and text is not what its compiler said; nor does a
   * compiler speak of tests.
   */
  private static void build(FoldContext context, String line) {
    OpenRevision revision = context.revision;
    boolean built = revision != null && revision.build().signature() != null;
    if (built || Grammar.holdsTest(line)) {
      UnknownLines.found(context, line);
    } else {
      maybeFailure(context, line);
      context.amends(OpenRevision::failed);
    }
  }

  private static void preparation(FoldContext context, String line) {
    if (Grammar.holdsTest(line)) {
      UnknownLines.found(context, line);
    } else {
      maybeFailure(context, line);
    }
  }

  private static void maybeFailure(FoldContext context, String line) {
    failure(context, line);
    context.notes =
        context.notes.with(UnknownLines.note(context.position.highest(), line), Caps.UNKNOWN_LINES);
  }

  private static void failure(FoldContext context, String line) {
    CappedText text = context.text == null ? CappedText.error() : context.text;
    context.text = text.with(line, context.archive);
    context.position = context.position.asText();
  }

  /** Whether a line of a report is none of a report, and stands in each bisection log. */
  static boolean isOfALog(String line) {
    boolean looks =
        line.startsWith("testing commit ")
            || line.startsWith("# git bisect ")
            || line.startsWith("revisions tested: ");
    return looks && Grammar.read(line) != null;
  }

  private static void report(FoldContext context, String line) {
    if (isOfALog(line)) {
      Contradictions.notices(
          context,
          null,
          "Text of another log stands in the report: " + Contradictions.quoted(line) + ".");
    }
    CappedText text = context.text == null ? CappedText.report() : context.text;
    context.text = text.with(line, context.archive);
    context.position = context.position.asText();
    boolean after = context.mode == Mode.REPORT_AT_HEADER;
    if (after && SecondHeader.follows(line)) {
      SecondHeader.raise(context);
    }
    boolean header = SecondHeader.opens(line) || (after && line.isBlank());
    context.mode = header ? Mode.REPORT_AT_HEADER : Mode.REPORT;
  }

  /**
   * The revision, now that its kernel is known to be built: what was taken for the reason of a
   * failure was none.
   */
  static OpenRevision built(FoldContext context, OpenRevision revision) {
    if (context.notes.isEmpty()) {
      return revision;
    }
    UnknownLines.releaseNotes(context);
    context.text = null;
    return revision.built();
  }

  private PastedText() {}
}
