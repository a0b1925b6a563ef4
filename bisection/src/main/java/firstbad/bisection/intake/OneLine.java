package firstbad.bisection.intake;

import firstbad.bisection.intake.NoBisectionLog.Kind;
import java.util.List;

/** A log whose lines stand in one, with something else between them than line feeds. */
final class OneLine {
  static final String CARRIAGE_RETURNS =
      "its lines end in carriage returns alone; end them in line feeds";

  private static final String WRITTEN_OUT =
      "it is one line, with %s instead of line feeds, as in JSON; give the text itself";
  private static final String OF_UNICODE =
      "its lines end in Unicode's separators of lines; end them in line feeds";

  /** A line of a header is shorter. */
  private static final int LONGEST = 1000;

  /** What can stand between lines, and what is said of it. */
  private record Separator(String text, Kind kind, String words) {}

  private static final List<Separator> SEPARATORS =
      List.of(
          new Separator("\\r\\n", Kind.JSON, WRITTEN_OUT.formatted("\\r\\n")),
          new Separator("\\n", Kind.JSON, WRITTEN_OUT.formatted("\\n")),
          new Separator("\r", Kind.CARRIAGE_RETURNS, CARRIAGE_RETURNS),
          new Separator("\u2028", Kind.CARRIAGE_RETURNS, OF_UNICODE),
          new Separator("\u0085", Kind.CARRIAGE_RETURNS, OF_UNICODE));

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

  /** Whether the second line in it is one of a header: a title may hold anything. */
  private static boolean holdsHeader(String line, String separator) {
    int at = line.indexOf(separator);
    if (at < 1 || at > LONGEST) {
      return false;
    }
    int next = at + separator.length();
    int after = line.indexOf(separator, next);
    int end = after < 0 ? line.length() : after;
    return end - next <= LONGEST && LogShape.opening(line.substring(next, end)) != 0;
  }

  private OneLine() {}
}
