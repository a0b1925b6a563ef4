package firstbad.bisection.intake;

import firstbad.bisection.intake.NoBisectionLog.Kind;
import java.util.List;

/** A log whose lines stand in one, with something else between them than line feeds. */
final class OneLine {
  static final String CARRIAGE_RETURNS =
      "its lines end in carriage returns alone; end them in line feeds";

  private static final String OF_UNICODE =
      "its lines end in Unicode's separators of lines; end them in line feeds";
  private static final String OF_PRINTERS =
      "its lines end in form feeds or vertical tabs; end them in line feeds";

  /** A line of a header is shorter. */
  private static final int LONGEST = 1000;

  /** So many lines are looked at: a title may stand above a log. */
  private static final int FIRST_LINES = 3;

  /** What can stand between lines, and what is said of it. */
  private record Separator(String text, Kind kind, String words) {}

  private static final List<Separator> SEPARATORS =
      List.of(
          writtenOut("\\r\\n", Kind.JSON, "JSON"),
          writtenOut("\\n", Kind.JSON, "JSON"),
          writtenOut("%0D%0A", Kind.ENCODED, "a URL"),
          writtenOut("%0A", Kind.ENCODED, "a URL"),
          writtenOut("&#10;", Kind.HTML, "HTML"),
          writtenOut("&#xA;", Kind.HTML, "HTML"),
          writtenOut("&#xa;", Kind.HTML, "HTML"),
          writtenOut("<br>", Kind.HTML, "HTML"),
          writtenOut("<br/>", Kind.HTML, "HTML"),
          writtenOut("<br />", Kind.HTML, "HTML"),
          new Separator("\r", Kind.CARRIAGE_RETURNS, CARRIAGE_RETURNS),
          new Separator("\f", Kind.CARRIAGE_RETURNS, OF_PRINTERS),
          new Separator("\u000b", Kind.CARRIAGE_RETURNS, OF_PRINTERS),
          new Separator("\u2028", Kind.CARRIAGE_RETURNS, OF_UNICODE),
          new Separator("\u2029", Kind.CARRIAGE_RETURNS, OF_UNICODE),
          new Separator("\u0085", Kind.CARRIAGE_RETURNS, OF_UNICODE));

  private static Separator writtenOut(String text, Kind kind, String where) {
    return new Separator(
        text,
        kind,
        "it is one line, with "
            + text
            + " instead of line feeds, as in "
            + where
            + "; give the text itself");
  }

  /**
   * Refuses a text with such a line.
   *
   * @throws NoBisectionLog when the header of a log stands in it
   */
  static void refuse(String line) {
    for (Separator separator : SEPARATORS) {
      if (holdsHeader(line, separator.text)) {
        throw new NoBisectionLog(separator.kind, NoBisectionLog.NO_LOG + separator.words);
      }
    }
  }

  /** Whether one of the first lines in it, but for its own first, is one of a header. */
  private static boolean holdsHeader(String line, String separator) {
    int at = line.indexOf(separator);
    for (int lines = 1; lines < FIRST_LINES && at > 0; lines++) {
      int next = at + separator.length();
      int after = line.indexOf(separator, next);
      int end = after < 0 ? line.length() : after;
      if (end - next <= LONGEST && LogShape.opening(line.substring(next, end)) != 0) {
        return true;
      }
      at = after;
    }
    return false;
  }

  private OneLine() {}
}
