package firstbad.bisection.intake;

import firstbad.bisection.grammar.Blanks;
import firstbad.bisection.grammar.QuotedPrintable;
import firstbad.bisection.intake.NoBisectionLog.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind each line of a text, such as the border of a table, {@code $} of {@code cat
 * -A} or an HTML tag: in titles and hashes it would make others of them.
 */
final class EndMark {
  /** A line of a header is shorter. */
  private static final int LONGEST = 1000;

  /** Lines of a header of which it is known how their last word ends, and what is behind it. */
  private static final Pattern CLOSED =
      Pattern.compile(
          "(?:(?:bisecting|searching for|building|testing|ensuring) [a-z ]{1,60} [0-9a-f]{40}"
              + "|git bisect start '[0-9a-f]{40}' '[0-9a-f]{40}'"
              + "|[^ ]{1,200}+ starts bisection [0-9-]{10} [0-9:.]{8,20}+ [+-]\\d{4} [A-Z]{1,5}+"
              + "(?: m=[+-]\\d++\\.\\d++)?+)([^0-9A-Za-z\\s'].*)");

  /** HTML tags at the end of a line. */
  private static final Pattern TAGS = Pattern.compile("(?:</?[a-z][a-z0-9]{0,10} ?/?>)++$");

  /**
   * Refuses a log whose lines end in a mark.
   *
   * @param line one that makes the text a log, without what stands in front of it
   * @param next the next line that is not blank, likewise; null while it has not come
   * @return whether the next line has to be awaited
   * @throws NoBisectionLog when the next line ends so too
   */
  static boolean refuse(String line, @Nullable String next) {
    if (QuotedPrintable.isCut(line)) {
      throw new NoBisectionLog(Kind.MAIL, NoBisectionLog.NO_LOG + NonLogShapes.ENCODED);
    }
    String glued = glued(line);
    String mark = glued.isEmpty() ? HiddenLog.mark(line) : glued;
    if (next == null || mark.isEmpty()) {
      return next == null && !mark.isEmpty();
    }
    boolean again =
        glued.isEmpty() ? HiddenLog.mark(next).equals(mark) : plain(next).endsWith(mark);
    if (again && mark.startsWith("<")) {
      throw new NoBisectionLog(
          Kind.HTML,
          NoBisectionLog.NO_LOG
              + "its lines end in the HTML tag "
              + mark
              + "; give the text as a browser shows it");
    }
    if (again && mark.chars().allMatch(c -> c == '*')) {
      throw new NoBisectionLog(
          Kind.DECORATED,
          NoBisectionLog.NO_LOG
              + "it has \""
              + mark
              + "\" where a log has hashes; give it as it was before they were hidden");
    }
    if (again) {
      throw new NoBisectionLog(
          Kind.DECORATED,
          NoBisectionLog.NO_LOG + "its lines end in \"" + mark + "\"; give them without this mark");
    }
    return false;
  }

  /** What stands right behind the last word of such a line; empty for nothing. */
  private static String glued(String line) {
    String words = line.length() <= LONGEST ? plain(line) : "";
    Matcher closed = CLOSED.matcher(words);
    Matcher tags = TAGS.matcher(words);
    return closed.matches() ? closed.group(1) : tags.find() ? tags.group() : "";
  }

  private static String plain(String line) {
    return Blanks.plain(Blanks.read(line)).stripTrailing();
  }

  private EndMark() {}
}
