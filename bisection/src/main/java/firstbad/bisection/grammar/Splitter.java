package firstbad.bisection.grammar;

/**
 * Tells where one bisection ends and the next begins in a text that holds several, line by line.
 *
 * <p>A header starts a new part when the part before it has a header or a trailer of its own. In a
 * final crash report, which may hold anything, a single header line is text: there only the exact
 * pair of header lines counts (log-format.md sections 4.1 to 4.3 and 16), so one line is held back
 * where such a pair may begin. The parts of {@code id} are {@code id}, {@code id.2}, {@code id.3}
 * and so on, each with lines from 1; text without any header is one part.
 */
public final class Splitter {

  /** Takes what was split, in order: each part's lines, then its end, then the next part's. */
  public interface Parts {

    /**
     * The next line of a part.
     *
     * @param number 1 for the first line of the part
     */
    void line(String id, long number, String text);

    /**
     * The end of a part.
     *
     * @param number one more than its last line's; 1 for an empty text
     */
    void end(String id, long number);
  }

  private final String id;
  private final Parts parts;

  private int part = 1;
  private long lines;
  private boolean hostSeen;
  private boolean kindSeen;
  private boolean trailerSeen;
  private boolean inReport;

  /** A line of the report that may be the first of a pair of header lines; empty for none. */
  private String heldBack = "";

  /**
   * A splitter for one text.
   *
   * @param id the id of the first part
   */
  public Splitter(String id, Parts parts) {
    this.id = id;
    this.parts = parts;
  }

  /** Reads the next line, without its line feed. */
  public void read(String line) {
    if (inReport) {
      readReport(line);
    } else {
      readLog(line);
    }
  }

  /** Says that the text is over: the last part gets its end. To be called once, at last. */
  public void end() {
    releaseHeldBack();
    parts.end(partId(), lines + 1);
  }

  private void readReport(String line) {
    boolean pair =
        (isHostLine(heldBack) && isKindLine(line)) || (isKindLine(heldBack) && isFuzzerLine(line));
    if (pair) {
      String first = heldBack;
      heldBack = "";
      // A report follows a trailer, so that the first line starts a new part.
      readLog(first);
      readLog(line);
    } else {
      releaseHeldBack();
      if (isHostLine(line) || isKindLine(line)) {
        heldBack = line;
      } else {
        pass(line);
      }
    }
  }

  private void readLog(String line) {
    if (isHostLine(line)) {
      if (hostSeen || kindSeen || trailerSeen) {
        startPart();
      }
      hostSeen = true;
    } else if (isKindLine(line)) {
      if (kindSeen || trailerSeen) {
        startPart();
      }
      kindSeen = true;
    } else if (line.startsWith("revisions tested: ")) {
      trailerSeen = true;
    } else if (trailerSeen && line.startsWith("crash: ")) {
      inReport = true;
    }
    pass(line);
  }

  private void startPart() {
    parts.end(partId(), lines + 1);
    part++;
    lines = 0;
    hostSeen = false;
    kindSeen = false;
    trailerSeen = false;
    inReport = false;
  }

  private void releaseHeldBack() {
    if (!heldBack.isEmpty()) {
      pass(heldBack);
      heldBack = "";
    }
  }

  private void pass(String line) {
    lines++;
    parts.line(partId(), lines, line);
  }

  private String partId() {
    return part == 1 ? id : id + "." + part;
  }

  /** {@code ci starts bisection 2023-07-14 12:36:52.1 +0000 UTC m=+93784.0} (4.1). */
  private static boolean isHostLine(String line) {
    String words = " starts bisection ";
    int at = line.indexOf(words);
    return at > 0 && startsWithDate(line, at + words.length());
  }

  /** {@code bisecting cause commit starting from 9f7f...} and the other three wordings (4.2). */
  private static boolean isKindLine(String line) {
    return isOneWordAfter("bisecting cause commit starting from ", line)
        || isOneWordAfter("bisecting fixing commit since ", line)
        || isOneWordAfter("searching for guilty commit starting from ", line)
        || isOneWordAfter("searching for fixing commit since ", line);
  }

  /** {@code building syzkaller on 4ebb...}, the revision being empty at times (4.3). */
  private static boolean isFuzzerLine(String line) {
    String words = "building syzkaller on ";
    return line.stripTrailing().equals(words.stripTrailing()) || isOneWordAfter(words, line);
  }

  private static boolean isOneWordAfter(String words, String line) {
    if (!line.startsWith(words)) {
      return false;
    }
    String rest = line.substring(words.length()).stripTrailing();
    return !rest.isEmpty() && rest.chars().noneMatch(Character::isWhitespace);
  }

  private static boolean startsWithDate(String line, int at) {
    String shape = "dddd-dd-dd ";
    if (line.length() < at + shape.length()) {
      return false;
    }
    for (int i = 0; i < shape.length(); i++) {
      char found = line.charAt(at + i);
      if (shape.charAt(i) == 'd' ? found < '0' || found > '9' : found != shape.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
