package firstbad.bisection.fold;

import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.Mode;

/**
 * The mark with which {@code tail} and {@code head} say that lines of another file follow: {@code
 * ==> b.log <==}. What follows it in the middle of a log is none of that log's.
 */
final class FileMark {
  private static final String BEGIN = "==> ";
  private static final String END = " <==";
  private static final String KEY = "file mark";

  /** Whether a line is such a mark. */
  static boolean is(String line) {
    return line.startsWith(BEGIN)
        && line.stripTrailing().endsWith(END)
        && line.length() > BEGIN.length() + END.length();
  }

  /** Reads a mark. Above the first line of a log it names the file of that log. */
  static void read(FoldContext context) {
    context.position = context.position.asText();
    if (LogAnomalies.isBisection(context)) {
      context.archive.put(KEY, new Piece.Word("read"));
      context.mode = context.mode.toTheEnd() ? context.mode.at(true) : Mode.SECOND_HEADER;
    }
  }

  /** Whether the line that is being read follows such a mark, blank lines apart. */
  static boolean precedes(FoldContext context) {
    boolean may = context.mode == Mode.SECOND_HEADER || context.mode.isAtHeader();
    return may && context.archive.get(KEY) != null;
  }

  private FileMark() {}
}
