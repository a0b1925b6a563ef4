package firstbad.bisection.intake;

import firstbad.bisection.grammar.Blanks;
import firstbad.bisection.grammar.Grammar;
import java.util.regex.Pattern;

/**
 * The colours and links of a terminal within a line of a log, as git, grep and CI services write
 * them around hashes and words. Those at both ends of a line are no matter of this class.
 */
final class Colours {
  private static final char ESCAPE = '\u001b';

  private static final Pattern CODES =
      Pattern.compile(
          "\u001b(?:\\[(?:[0-9;:]{0,40}m|0?K)|\\]8;[^\u0007\u001b]{0,500}+(?:\u0007|\u001b\\\\))");

  /**
   * A line of the log without them, where they stand in its own words. Any other line stays as it
   * is, and so does one with such codes in what it quotes alone: a title is told as it was written.
   */
  static String off(String line) {
    if (line.indexOf(ESCAPE) < 0) {
      return line;
    }
    String text = Blanks.read(line);
    String plain = Blanks.read(CODES.matcher(text).replaceAll(""));
    int first = text.indexOf(ESCAPE);
    return !plain.isBlank() && Grammar.read(plain) != null && first < Grammar.quotedFrom(text)
        ? plain
        : line;
  }

  private Colours() {}
}
