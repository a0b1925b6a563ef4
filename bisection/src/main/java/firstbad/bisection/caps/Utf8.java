package firstbad.bisection.caps;

import java.nio.charset.StandardCharsets;

/** Lengths and cuts of text in bytes of UTF-8. A cut never splits a code point. */
public final class Utf8 {

  /** Bytes of the text in UTF-8; only a text that is not plain ASCII is encoded to know them. */
  public static int length(String text) {
    return isAscii(text) ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The longest beginning that fits into so many bytes. */
  public static String cut(String text, int bytes) {
    if (text.length() * 3L <= bytes) {
      return text;
    }
    if (length(text) == text.length()) {
      return text.substring(0, Math.min(text.length(), bytes));
    }
    return text.substring(0, end(text, 0, bytes));
  }

  /** Where the longest stretch ends that begins here and fits into so many bytes. */
  public static int end(String text, int from, int bytes) {
    int end = from;
    for (int left = bytes; end < text.length(); ) {
      int chars = Character.charCount(text.codePointAt(end));
      left -= size(text, end, chars);
      if (left < 0) {
        return end;
      }
      end += chars;
    }
    return end;
  }

  /** The longest end that fits into so many bytes. */
  public static String tail(String text, int bytes) {
    if (text.length() * 3L <= bytes) {
      return text;
    }
    if (length(text) == text.length()) {
      return text.substring(Math.max(0, text.length() - bytes));
    }
    return text.substring(startOfTail(text, bytes));
  }

  private static int startOfTail(String text, int bytes) {
    int start = text.length();
    for (int left = bytes; start > 0; ) {
      int chars = Character.charCount(text.codePointBefore(start));
      left -= size(text, start - chars, chars);
      if (left < 0) {
        return start;
      }
      start -= chars;
    }
    return start;
  }

  /** Bytes of one code point; a lone surrogate counts 3, more than any encoder makes of it. */
  private static int size(String text, int at, int chars) {
    char c = text.charAt(at);
    return chars == 2 ? 4 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
  }

  private Utf8() {}
}
