package firstbad.bisection.grammar;

/** Characters at which nothing is to be seen, and what a line is without them. */
public final class Blanks {
  private static final char[] NO_BREAK = {'\u00a0', '\u2007', '\u202f'};

  /** The line with blanks that allow no line break read as blanks; the same line as a rule. */
  public static String plain(String line) {
    String plain = line;
    for (char blank : NO_BREAK) {
      if (plain.indexOf(blank) >= 0) {
        plain = plain.replace(blank, ' ');
      }
    }
    return plain;
  }

  /** The line without carriage returns at its end, which belong to the transport. */
  public static String withoutLineEnd(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\r') {
      end--;
    }
    return end == line.length() ? line : line.substring(0, end);
  }

  /**
   * The line as it is to be read: without what cannot be seen before and after it and its line end,
   * and empty where it is blank to the eye.
   */
  public static String read(String line) {
    String text = withoutInvisibleEnd(withoutLineEnd(withoutInvisibleStart(line)));
    return !text.isEmpty() && isNoBreak(text.charAt(text.length() - 1)) && plain(text).isBlank()
        ? ""
        : text;
  }

  /**
   * The line without what cannot be seen at its end: form feeds, NUL, separators of lines and
   * characters without width. Blanks and tabs alone stay.
   */
  private static String withoutInvisibleEnd(String line) {
    int end = line.length();
    boolean invisible = false;
    while (end > 0 && (isInvisible(line.charAt(end - 1)) || isBlank(line.charAt(end - 1)))) {
      end--;
      invisible |= isInvisible(line.charAt(end));
    }
    return invisible ? line.substring(0, end) : line;
  }

  /** The line without blanks of any kind at its end. */
  public static String withoutBlankEnd(String line) {
    int end = line.length();
    while (end > 0 && isBlank(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || isNoBreak(c);
  }

  private static boolean isInvisible(char c) {
    return c == 0
        || c == '\u000b'
        || c == '\f'
        || c == '\u0085'
        || (c >= '\u200b' && c <= '\u200f')
        || c == '\u2028'
        || c == '\u2029'
        || c == '\u2060'
        || c == '\ufeff';
  }

  /**
   * The line without what cannot be seen at its beginning: byte order marks, carriage returns, form
   * feeds, separators of lines and characters without width.
   */
  public static String withoutInvisibleStart(String line) {
    int at = 0;
    while (at < line.length()
        && (line.charAt(at) == '\r' || (line.charAt(at) != 0 && isInvisible(line.charAt(at))))) {
      at++;
    }
    return at == 0 ? line : line.substring(at);
  }

  private static boolean isNoBreak(char c) {
    return c == NO_BREAK[0] || c == NO_BREAK[1] || c == NO_BREAK[2];
  }

  /** The length without blanks and tabs at the end. */
  static int lengthWithoutTrailing(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    return end;
  }

  private Blanks() {}
}
