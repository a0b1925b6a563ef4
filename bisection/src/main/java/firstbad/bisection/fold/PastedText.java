package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.grammar.Blanks;
import firstbad.bisection.grammar.BuildOutput;
import firstbad.bisection.grammar.DamagedLine;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.grammar.MailHeader;
import firstbad.bisection.grammar.Omission;
import firstbad.bisection.grammar.OtherEncoding;
import firstbad.bisection.grammar.RenamedRun;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.CappedText;
import firstbad.bisection.state.GitSession;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.LogHeader;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.OpenRevision;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Text that is none of the log's own lines: what it is, the mode says. */
final class PastedText {

  /** How lines begin that stand in no report and no error. */
  private static final List<String> OF_A_LOG =
      List.of(
          "testing commit ",
          "# ",
          "git bisect ",
          "Bisecting: ",
          "running ",
          "Testing commit: ",
          "revisions tested: ",
          "run #",
          "all runs: ",
          "first bad commit: ",
          "first good commit: ");

  /** A line that is none of the log's own, or stands where everything is text. */
  static void line(FoldContext context, String line) {
    if (FileMark.is(line)) {
      over(context);
      FileMark.read(context);
      return;
    }
    if (isForeign(context.header.tool(), context.search.git(), line)
        || (OtherEncoding.holdsNul(line) && !context.mode.toTheEnd())
        || counts(context.header, context.ending, line)) {
      UnknownLines.found(context, line);
      return;
    }
    if (isAboveLog(context, line)) {
      context.position = context.position.asText();
      return;
    }
    if (context.header.tool() == Tool.GIT && context.mode != Mode.GIT) {
      context.mode = Mode.RUN_OUTPUT; // what a test or a person printed
    }
    switch (context.mode) {
      case LOG, CANDIDATES, RUNS, GIT, DESCRIPTION -> UnknownLines.found(context, line);
      case SECOND_HEADER -> {
        UnknownLines.found(context, line);
        context.mode = Mode.LOG;
      }
      case BUILD -> build(context, line);
      case PREPARATION -> preparation(context, line);
      case FAILURE -> {
        if (isDamaged(line)) {
          UnknownLines.found(context, line);
        } else {
          failure(context, line);
        }
      }
      case ERROR, ERROR_AT_HEADER, REPORT, REPORT_AT_HEADER -> last(context, line);
      case RUN_OUTPUT -> runOutput(context, line);
      case SCRIPT, ASIDE, ADVICE -> context.position = context.position.asText();
    }
  }

  /**
   * A kernel that has a signature was built, and text is not what its compiler said; nor does a
   * compiler speak as the log does.
   */
  private static void build(FoldContext context, String line) {
    OpenRevision revision = context.revision;
    boolean built = revision != null && revision.build().signature() != null;
    if (built || isOfTheTest(line)) {
      UnknownLines.found(context, line);
    } else {
      maybeFailure(context, line);
      context.amends(OpenRevision::failed);
    }
  }

  private static void preparation(FoldContext context, String line) {
    if (isOfTheTest(line)) {
      UnknownLines.found(context, line);
    } else {
      maybeFailure(context, line);
    }
  }

  private static boolean isOfTheTest(String line) {
    return Grammar.holdsTest(line)
        || RenamedRun.is(line)
        || isDamaged(line)
        || RenamedRun.namesCrash(line);
  }

  /** The text of a run that failed goes on, unless another run is told in other words. */
  private static void runOutput(FoldContext context, String line) {
    OpenRevision revision = context.revision;
    if (revision == null || !isRun(context.header.tool(), line)) {
      context.position = context.position.asText();
      return;
    }
    UnknownLines.found(context, line);
    context.notices(Remark.Kind.MISSING_RUNS, revision.opening().commit());
    context.revision = revision.gapped();
  }

  /**
   * Whether a line tells of a run in other words; a test of a search by git prints most of them.
   */
  private static boolean isRun(Tool tool, String line) {
    return tool == Tool.GIT ? RenamedRun.isNumbered(line) : RenamedRun.is(line);
  }

  private static boolean isDamaged(String line) {
    return Grammar.read(line) == null && DamagedLine.isOfTheLog(line);
  }

  private static void maybeFailure(FoldContext context, String line) {
    failure(context, line);
    context.notes =
        context.notes.with(UnknownLines.note(context.position.highest(), line), Caps.UNKNOWN_LINES);
  }

  private static void failure(FoldContext context, String line) {
    CappedText text = context.text == null ? CappedText.error() : context.text;
    context.text = text.with(Blanks.plain(Blanks.withoutBlankEnd(line)), context.archive);
    context.position = context.position.asText();
  }

  /**
   * Whether a line is nobody's text. In a log of git's own that is a command, since a damaged one
   * must not be lost, and what stands between the note of a verdict and the command that repeats
   * it: as a rule the rest of a title that was wrapped. In any log it is text in another encoding.
   */
  private static boolean isForeign(Tool tool, GitSession git, String line) {
    return (tool == Tool.GIT && (git.noted() != null || isOfGit(line))) || OtherEncoding.is(line);
  }

  /** The same where no line has changed anything. */
  static boolean isForeign(BisectionState.Progress progress, Mode mode, String line) {
    Tool tool = progress.header().tool();
    return isForeign(tool, progress.search().git(), line)
        || FileMark.is(line)
        || OtherEncoding.holdsNul(line)
        || (mode == Mode.RUN_OUTPUT && isRun(tool, line));
  }

  /**
   * Whether a line is the one that counts the tests, in other words: no tool prints such a line.
   */
  static boolean counts(LogHeader header, LogEnding ending, String line) {
    return header.tool() != Tool.GIT
        && ending.trailer() == null
        && ending.sentence() == null
        && OwnPlaces.tellsDurations(line);
  }

  /** Whether a line stands for something of git's, which is damaged or left out. */
  private static boolean isOfGit(String line) {
    return line.startsWith("git bisect ") || Omission.is(line);
  }

  /** Whether a line is a header of the mail in which the log stands, or goes on with one. */
  private static boolean isAboveLog(FoldContext context, String line) {
    return context.mode == Mode.LOG
        && !LogAnomalies.isBisection(context)
        && (MailHeader.is(line) || (context.position.text() > 0 && goesOn(line)));
  }

  private static boolean goesOn(String line) {
    return line.charAt(0) == ' ' || line.charAt(0) == '\t';
  }

  /**
   * Whether a line of the last text is none of a report or an error, and stands in each bisection
   * log.
   */
  private static boolean isOfALog(String line) {
    return line.indexOf('\r') < 0
        ? isOneOfALog(line)
        : Stream.of(line.split("\r")).anyMatch(PastedText::isOneOfALog);
  }

  private static boolean isOneOfALog(String line) {
    boolean looks = startsAsInALog(line) || line.contains(" is the first ");
    return looks && Grammar.read(line) != null;
  }

  /** A loop and no stream, since each line of a report is looked at. */
  private static boolean startsAsInALog(String line) {
    for (String start : OF_A_LOG) {
      if (line.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a line of the report only lengthens it. */
  static boolean isOfAReport(String line) {
    return !isOfALog(line) && !OtherEncoding.is(line) && !FileMark.is(line);
  }

  /** Whether an error is the fuzzer's own, which is one sentence. */
  private static boolean isWhole(LogEnding.@Nullable Sentence sentence) {
    return sentence != null
        && (sentence.outcome() == Outcome.TIMED_OUT
            || sentence.outcome() == Outcome.NOT_REPRODUCED);
  }

  /** The error or the report with which the log ends: no line of a log is one of it. */
  private static void last(FoldContext context, String line) {
    if (isOfALog(line)) {
      String where = context.mode.isError() ? "error" : "report";
      Contradictions.notices(
          context,
          null,
          "Text of another log stands in the " + where + ": " + Contradictions.quoted(line) + ".");
    }
    if (context.mode.isError() && isWhole(context.ending.sentence())) {
      if (!line.isBlank()) {
        UnknownLines.found(context, line);
      }
    } else if (context.mode.isError()) {
      if (!AfterWords.read(context, line)) {
        failure(context, line);
      }
    } else {
      CappedText text = context.text == null ? CappedText.report() : context.text;
      context.text = text.with(line, context.archive);
      context.position = context.position.asText();
    }
    boolean after = context.mode.isAtHeader();
    if (after && SecondHeader.follows(line)) {
      SecondHeader.raise(context);
    }
    context.mode = context.mode.at(SecondHeader.opens(line) || (after && line.isBlank()));
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

  /**
   * The revision is over, and nothing in the log shows that it failed: text that does not look like
   * what tools print when they fail was no reason of it.
   */
  static void over(FoldContext context) {
    OpenRevision revision = context.revision;
    if (revision != null
        && context.mode == Mode.BUILD
        && context.notes.first().stream().noneMatch(note -> BuildOutput.is(note.text()))) {
      context.revision = built(context, revision);
    }
  }

  private PastedText() {}
}
