package firstbad.bisection.grammar;

/** Characters at which nothing is to be seen, and what a line is without them. */
public final class Blanks {
  /** All blanks of Unicode but the usual one: those that allow no line break, and the wide ones. */
  private static final String OTHER =
      "\u00a0\u2007\u202f\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000";

  /** The line with blanks of any kind read as blanks; the same line as a rule. */
  public static String plain(String line) {
    String plain = line;
    for (int at = 0; at < OTHER.length(); at++) {
      char blank = OTHER.charAt(at);
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
    return !text.isEmpty() && isOther(text.charAt(text.length() - 1)) && plain(text).isBlank()
        ? ""
        : text;
  }

  /**
   * The line without what cannot be seen at its end: form feeds, NUL, separators of lines and
   * characters without width, and the mark with which files of DOS end. Blanks and tabs alone stay.
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
    return c == ' ' || c == '\t' || c == '\r' || isOther(c);
  }

  private static boolean isInvisible(char c) {
    return c == 0
        || c == '\u000b'
        || c == '\f'
        || c == '\u001a'
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

  private static boolean isOther(char c) {
    return c >= OTHER.charAt(0) && OTHER.indexOf(c) >= 0;
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
