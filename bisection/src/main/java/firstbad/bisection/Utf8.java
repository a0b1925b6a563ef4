package firstbad.bisection;

/**
 * Lengths and cuts of text in bytes of UTF-8, without encoding it. A cut never splits a code point.
 */
final class Utf8 {

  /** Bytes of the text in UTF-8; a lone surrogate counts 3, more than any encoder makes of it. */
  static int length(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += extra(text, i, c);
      }
    }
    return bytes;
  }

  /** The longest beginning that fits into so many bytes. */
  static String cut(String text, int bytes) {
    if (text.length() * 3L <= bytes) {
      return text;
    }
    int end = 0;
    for (int left = bytes; end < text.length(); ) {
      int chars = Character.charCount(text.codePointAt(end));
      left -= size(text, end, chars);
      if (left < 0) {
        return text.substring(0, end);
      }
      end += chars;
    }
    return text;
  }

  /** The longest end that fits into so many bytes. */
  static String tail(String text, int bytes) {
    if (text.length() * 3L <= bytes) {
      return text;
    }
    int start = text.length();
    for (int left = bytes; start > 0; ) {
      int chars = Character.charCount(text.codePointBefore(start));
      left -= size(text, start - chars, chars);
      if (left < 0) {
        return text.substring(start);
      }
      start -= chars;
    }
    return text;
  }

  private static int size(String text, int at, int chars) {
    return chars == 2 ? 4 : 1 + extra(text, at, text.charAt(at));
  }

  /** What a character adds to the one byte per char; the two halves of a pair add 1 each. */
  private static int extra(String text, int at, char c) {
    if (c < 0x80) {
      return 0;
    }
    if (c < 0x800) {
      return 1;
    }
    boolean paired =
        Character.isHighSurrogate(c)
            ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
            : Character.isLowSurrogate(c)
                && at > 0
                && Character.isHighSurrogate(text.charAt(at - 1));
    return paired ? 1 : 2;
  }

  private Utf8() {}
}
