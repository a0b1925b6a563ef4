package firstbad.bisection.fold;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.grammar.Entry;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.grammar.HeaderEntry;
import firstbad.bisection.grammar.RangeEntry;
import firstbad.bisection.grammar.RevisionEntry;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.ReadPosition;
import org.jspecify.annotations.Nullable;

/**
 * A header of another bisection in the log of this one. In a report only two opening lines in a row
 * are one, blank lines apart: a single such line may be quoted anywhere. From there on nothing of
 * the text is applied.
 */
final class SecondHeader {

  /**
   * Whether a line of a report may be the first of such a pair. Where two logs were put together
   * and the first had no line feed at its end, the header is the end of a line.
   */
  static boolean opens(String line) {
    int at = line.startsWith("building ") ? 0 : line.indexOf("bisecting ");
    Entry entry = at < 0 ? null : Grammar.read(line.substring(at));
    return entry instanceof HeaderEntry.Searching || entry instanceof HeaderEntry.Fuzzer;
  }

  /** Whether a line of a report may be the second. */
  static boolean follows(String line) {
    Entry entry = line.isBlank() ? null : Grammar.read(line);
    return entry instanceof HeaderEntry.Fuzzer
        || entry instanceof HeaderEntry.Reproducing
        || entry instanceof RevisionEntry.Opened;
  }

  /** A line that may be the first of a pair. */
  static void first(FoldContext context) {
    UnknownLines.found(context, context.line);
    context.mode = Mode.SECOND_HEADER;
  }

  /** A line that says what is searched: the second of a pair, or the first of one. */
  static void kind(FoldContext context) {
    if (context.mode == Mode.SECOND_HEADER) {
      raise(context);
    } else {
      first(context);
    }
  }

  /** Two header lines in a row: the rest of the text is kept out. */
  static void raise(FoldContext context) {
    keepsOut(
        context,
        null,
        "starts a second bisection in the log of this one.",
        "Publish the second log under an id of its own.");
  }

  /** A line follows the mark of another file: {@link FileMark}. */
  static void ofAnotherFile(FoldContext context) {
    String file = "is of another file, as the mark before it says";
    String advice = "Give each file by itself.";
    keepsOut(context, remark(context, file, advice), file + '.', advice);
  }

  /**
   * Whether a line belongs to a search, and the fuzzer has said that this one is over: as its last
   * words are the statistics and the ending, a second log is over and the first one goes on.
   */
  static boolean isAfterEnding(FoldContext context, Entry entry) {
    return context.header.tool() != Tool.GIT
        && context.ending.trailer() != null
        && context.ending.sentence() != null
        && (entry instanceof RevisionEntry.Opened
            || entry instanceof RangeEntry.Probing
            || entry instanceof GitEntry.Started
            || entry instanceof GitEntry.Marked
            || entry instanceof GitEntry.Left
            || entry instanceof GitEntry.Chosen);
  }

  /** Such a line: with it another search goes on. */
  static void afterEnding(FoldContext context) {
    String search = "goes on with a search, and this one had ended before it";
    String advice = "Give each log by itself.";
    keepsOut(context, remark(context, search, advice), search + '.', advice);
  }

  private static String remark(FoldContext context, String what, String advice) {
    return "Line "
        + context.position.highest()
        + " "
        + what
        + ": nothing of the text from there on is applied. "
        + advice;
  }

  private static void keepsOut(
      FoldContext context, @Nullable String remark, String what, String advice) {
    if (context.life.once().secondHeader()) {
      return;
    }
    context.life = context.life.secondHeaderRaised();
    if (remark == null) {
      context.notices(Remark.Kind.SECOND_LOG, null);
    } else {
      context.notices(Remark.Kind.SECOND_LOG, null, remark);
    }
    context.changesHead();
    context.raise(
        Alert.Kind.CONFLICT,
        Alert.Severity.HIGH,
        "Line "
            + context.position.highest()
            + " "
            + what
            + " Nothing from there on is applied; the lines after it go to the dead letters. "
            + advice);
  }

  /**
   * Another log came under the id of this one.
   *
   * @param before where this one stood
   * @param number the line that shows it
   */
  static void underOneId(FoldContext context, ReadPosition before, long number) {
    if (LogAnomalies.isBisection(context)) {
      context.changesHead(); // it may have had no line yet that does
    }
    boolean exact = number == 1 || before.recent().knows(before.highest() - number);
    context.raise(
        Alert.Kind.CONFLICT,
        Alert.Severity.HIGH,
        "Two logs have the id "
            + context.id
            + ": they differ at line "
            + number
            + (exact ? "" : " or before")
            + ". Nothing of the second log is applied. Publish it again under an id of its own; where the first log"
            + " stands still then, publish that one again from its first line.");
  }

  private SecondHeader() {}
}
