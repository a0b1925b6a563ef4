package firstbad.bisection.intake;

import firstbad.bisection.grammar.Blanks;
import firstbad.bisection.grammar.Entry;
import firstbad.bisection.grammar.GitEntry;
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
   * So is an end of a range that is no commit.
   */
  static String off(String line) {
    if (line.indexOf(ESCAPE) < 0) {
      return line;
    }
    String text = Blanks.read(line);
    String plain = Blanks.read(CODES.matcher(text).replaceAll(""));
    Entry entry = plain.isBlank() ? null : Grammar.read(plain);
    boolean read = entry != null && !isOfNoCommit(entry);
    return read && text.indexOf(ESCAPE) < Grammar.quotedFrom(text) ? plain : line;
  }

  private static boolean isOfNoCommit(Entry entry) {
    return entry instanceof GitEntry.Started range
        && !(GitEntry.isCommit(range.bad()) && GitEntry.isCommit(range.good()));
  }

  private Colours() {}
}
