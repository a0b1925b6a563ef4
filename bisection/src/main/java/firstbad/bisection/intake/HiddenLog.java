package firstbad.bisection.intake;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Words of a log that a person sees in a line behind others, or before a mark.
 *
 * @param at where they begin in the line
 * @param quoted whether they stand in quotation marks, and are perhaps written in other ways
 */
record HiddenLog(int at, boolean quoted) {
  /** In a longer line nobody looks: what makes a text a log is much shorter. */
  private static final int LONGEST = 2000;

  /** The words that make a text a log, behind others in this line; null for none. */
  static @Nullable HiddenLog in(String line) {
    if (line.length() > LONGEST) {
      return null;
    }
    int last = Math.min(line.length() - 1, PrefixShape.MOST);
    return at(line, LogShape.places(line, last, LogShape::isLog));
  }

  /**
   * The same where it is known at which places of the line a line of a log begins.
   *
   * @param places those beyond {@link PrefixShape#MOST} are not looked at
   */
  static @Nullable HiddenLog at(String line, BitSet places) {
    for (int at = places.nextSetBit(1); at > 0; at = places.nextSetBit(at + 1)) {
      char before = line.charAt(at - 1);
      boolean within = Character.isLetterOrDigit(before) || "-._/".indexOf(before) >= 0;
      boolean echo = isEcho(line, at);
      if (!within && !echo && at <= PrefixShape.MOST && LogShape.isLog(line.substring(at))) {
        return new HiddenLog(at, "\"'`".indexOf(before) >= 0);
      }
    }
    return null;
  }

  /**
   * Whether the mark before this place belongs to the words: so a fuzzer repeats what it has told
   * git, whatever blank is in it.
   */
  static boolean isEcho(String line, int at) {
    return at >= 2
        && line.charAt(at - 2) == '#'
        && Character.isWhitespace(line.charAt(at - 1))
        && line.startsWith("git bisect ", at);
  }

  /**
   * The mark that stands alone at the end of a line, such as the border of a table; empty for none.
   */
  static String mark(String line) {
    String text = line.stripTrailing();
    int blank = text.lastIndexOf(' ');
    String last = text.substring(blank + 1);
    boolean mark = blank > 0 && last.codePoints().noneMatch(Character::isLetterOrDigit);
    return mark ? last : "";
  }
}
