package firstbad.bisection.fold;

import firstbad.bisection.state.Archive.Piece;
import java.util.regex.Pattern;

/**
 * What stands behind the error with which a log ends and is none of it: a person's signature, what
 * a shell or a server said, the rest of a page. The errors of tools have any lines, so the first
 * one that no such error has shows that it is over.
 */
final class AfterWords {

  /** Whether the error is over. */
  private static final String OVER = "error/over";

  private static final Pattern OF_OTHERS =
      Pattern.compile(
          "-- ?+"
              + "|[-=_*#~]{5,}+"
              + "|(?:real|user|sys)[ \t]++\\d.*+"
              + "|Connection to .{1,200} closed.*+"
              + "|logout|exit|Script done.*+"
              + "|<!--.*+|</[a-z].*+"
              + "|(?:HTTP/\\S{1,9}+ )?+[45]\\d\\d [A-Z][a-z]++(?: [A-Z][a-z]++){0,3}+"
              + "|[^ ]{1,60}@[^ ]{1,60}[:~][^$#]{0,100}[$#](?: .*+)?+");

  /** Reads a line behind the first one of the error, and says whether it is none of the error. */
  static boolean read(FoldContext context, String line) {
    boolean over = context.archive.get(OVER) != null;
    boolean first = !over && OF_OTHERS.matcher(line.stripTrailing()).matches();
    if (first) {
      context.archive.put(OVER, new Piece.Word("yes"));
    }
    if ((over || first) && !line.isBlank()) {
      UnknownLines.found(context, line);
    }
    return over || first;
  }

  private AfterWords() {}
}
