package firstbad.bisection.grammar;

import java.util.stream.IntStream;

/** Text in another encoding than the one in which the log began: two texts were put together. */
public final class OtherEncoding {
  private static final int LOOK = 8;

  /** UTF-8 that was read as UTF-16 has no blank in so many characters. */
  private static final int PAIRS = 16;

  /** Whether a line was read in another encoding than its own. */
  public static boolean is(String line) {
    return isUtf16(line) || isUtf8(line);
  }

  /** Whether a line holds what is no text of the encoding in which it was read. */
  static boolean holds(String line) {
    return holdsNul(line) || isUtf8(line);
  }

  /** Whether a character of a line is NUL, as where a part of a file was lost or is UTF-16. */
  public static boolean holdsNul(String line) {
    return line.indexOf(0) >= 0;
  }

  /** Whether a line is UTF-16 that was read as UTF-8: every second character is NUL. */
  public static boolean isUtf16(String line) {
    return line.length() > 3 && holdsNul(line) && (alternates(line) || hasUtf16Mark(line));
  }

  private static boolean alternates(String line) {
    int first = line.charAt(0) == 0 ? 0 : 1;
    return IntStream.range(0, Math.min(LOOK, line.length()))
        .allMatch(at -> (line.charAt(at) == 0) == (at % 2 == first));
  }

  /** Neither byte of the mark is UTF-8. */
  private static boolean hasUtf16Mark(String line) {
    return line.charAt(0) == '\ufffd'
        && line.charAt(1) == '\ufffd'
        && alternates(line.substring(2));
  }

  /**
   * Whether UTF-8 that was read as UTF-16 stands in a line: many characters in a row each hold two
   * of ASCII.
   */
  public static boolean isUtf8(String line) {
    for (int at = PAIRS - 1; at < line.length(); at += PAIRS) {
      if (isPair(line.charAt(at)) && arePairs(line, at)) {
        return true;
      }
    }
    return false;
  }

  /** Whether enough pairs stand around this place. */
  private static boolean arePairs(String line, int at) {
    int from = at;
    while (from > 0 && at - from < PAIRS && isPair(line.charAt(from - 1))) {
      from--;
    }
    int to = at + 1;
    while (to < line.length() && to - from < PAIRS && isPair(line.charAt(to))) {
      to++;
    }
    return to - from >= PAIRS;
  }

  private static boolean isPair(int character) {
    return isAscii(character >> 8) && isAscii(character & 0xFF);
  }

  private static boolean isAscii(int value) {
    return value == '\n' || (value >= ' ' && value <= '~');
  }

  private OtherEncoding() {}
}
