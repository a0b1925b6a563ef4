package firstbad.bisection.grammar;

/** Text in another encoding than the one in which the log began: two texts were put together. */
public final class OtherEncoding {
  private static final int LOOK = 8;

  /** UTF-8 that was read as UTF-16 has no blank in so many characters. */
  private static final int PAIRS = 16;

  /** Whether a line is UTF-16 that was read as UTF-8: a NUL stands in every second place. */
  public static boolean isUtf16(String line) {
    return line.length() > 3
        && ((line.charAt(1) == 0 && line.charAt(3) == 0)
            || (line.charAt(0) == 0 && line.charAt(2) == 0)
            || hasUtf16Mark(line));
  }

  /** Neither byte of the mark is UTF-8. */
  private static boolean hasUtf16Mark(String line) {
    if (line.charAt(0) != '\ufffd' || line.charAt(1) != '\ufffd') {
      return false;
    }
    return line.substring(2, Math.min(LOOK, line.length())).indexOf(0) >= 0;
  }

  /** Whether a line is UTF-8 that was read as UTF-16: each character holds two of ASCII. */
  public static boolean isUtf8(String line) {
    return line.length() >= PAIRS && line.chars().limit(PAIRS).allMatch(OtherEncoding::isPair);
  }

  private static boolean isPair(int character) {
    return isAscii(character >> 8) && isAscii(character & 0xFF);
  }

  private static boolean isAscii(int value) {
    return value == '\n' || (value >= ' ' && value <= '~');
  }

  private OtherEncoding() {}
}
