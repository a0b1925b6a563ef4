package firstbad.bisection.grammar;

/** Lines of a text in the form in which mails carry it, which cuts long ones. */
public final class QuotedPrintable {
  /** How long a line is that is cut, with the mark of the cut. */
  private static final int LENGTH = 76;

  /** Whether the line goes on in the next one: its words are not whole. */
  public static boolean isCut(String line) {
    return line.length() == LENGTH && line.charAt(LENGTH - 1) == '=';
  }

  private QuotedPrintable() {}
}
