package firstbad.bisection.intake;

import firstbad.bisection.grammar.Blanks;
import java.util.List;

/** The lines of a text with the characters that are meant, and what had to be done for that. */
final class MeantLines {
  /** A byte order mark behind the job's name, which a service writes before each of its lines. */
  private static final String MARK_BEHIND_TAB = "\t\ufeff";

  /** Whether characters were written as HTML's entities. */
  private boolean escaped;

  /** Whether NUL stood in front of the first line. */
  private boolean hole;

  /**
   * The line without what cannot be seen before it, and with the characters that are meant.
   *
   * @param first whether the text begins with it
   */
  DecodedLine read(DecodedLine line, boolean first) {
    String text = HtmlEntities.read(line.text());
    escaped |= !text.equals(line.text());
    text = Blanks.withoutInvisibleStart(text).replace(MARK_BEHIND_TAB, "\t");
    return line.with(first ? withoutHole(text) : text);
  }

  /** A file that was emptied while its writer went on has NUL where its old lines were. */
  private String withoutHole(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) == 0) {
      at++;
    }
    hole = at > 0 && at < line.length();
    return hole ? line.substring(at) : line;
  }

  /** What was done, in words for {@code log.read_as}; empty words for what was not. */
  List<String> words() {
    return List.of(
        escaped ? "with the characters that HTML entities stand for" : "",
        hole ? "without the NUL bytes in front of its first line" : "");
  }
}
