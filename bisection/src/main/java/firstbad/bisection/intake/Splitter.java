package firstbad.bisection.intake;

import firstbad.bisection.intake.TextPosition.SeenLines;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells where one bisection ends and the next begins in a text that holds several, line by line. It
 * is safe while the text still grows: what was passed on is never taken back.
 *
 * <p>A header starts a new part when the part before it has a header or a trailer of its own. A
 * single such line may be anybody's: only two opening lines in a row count, blank lines apart, so
 * lines are held back where such a pair may begin. A first line that stands at the end of another
 * one stays with the part before, as nobody can say where it begins. Git's own log opens with
 * {@code git bisect start} and with the commits that it is given: there too, two in a row are a
 * header. The parts of {@code id} are {@code id}, {@code id.2}, {@code id.3} and so on, each with
 * lines from 1; text without any header is one part.
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

  private static final int MOST_HELD = 4;

  private final String id;
  private final Parts parts;

  private int part;
  private long before;
  private long lines;
  private boolean hostSeen;
  private boolean kindSeen;
  private boolean trailerSeen;
  private boolean inReport;

  /** Whether it is git's own log, and has begun. */
  private boolean gitSeen;

  /** A line of the report that may be the first of a pair, and blank lines after it. */
  private final List<String> heldBack = new ArrayList<>();

  /**
   * A splitter for one text.
   *
   * @param id the id of the first part
   */
  public Splitter(String id, Parts parts) {
    this(id, TextPosition.BEGINNING, parts);
  }

  /**
   * A splitter for the rest of a text.
   *
   * @param id the id of its first part
   * @param position where the rest begins
   */
  public Splitter(String id, TextPosition position, Parts parts) {
    this.id = id;
    this.parts = parts;
    this.part = position.part();
    this.before = position.before();
    this.lines = position.lines();
    this.hostSeen = position.seen().host();
    this.kindSeen = position.seen().kind();
    this.trailerSeen = position.seen().trailer();
    this.inReport = position.seen().report();
    this.gitSeen = position.seen().git();
  }

  /**
   * Where a text stands after some lines of a part that were published before. A last line that may
   * begin another bisection is not among the lines that are counted.
   */
  public static TextPosition after(TextPosition position, List<String> published) {
    Splitter splitter =
        new Splitter(
            "",
            position,
            new Parts() {
              @Override
              public void line(String id, long number, String text) {}

              @Override
              public void end(String id, long number) {}
            });
    published.forEach(splitter::read);
    return splitter.position(LinePrefixes.UNKNOWN);
  }

  /** Where it stands: after the last line that it has passed on. */
  TextPosition position(LinePrefixes prefixes) {
    SeenLines seen = new SeenLines(hostSeen, kindSeen, trailerSeen, inReport, gitSeen);
    return new TextPosition(prefixes, part, before, lines, seen);
  }

  /** How many lines are held back, since another bisection may begin with them. */
  int held() {
    return heldBack.size();
  }

  /** Reads the next line, without its line feed. */
  public void read(String line) {
    int opening = LogShape.opening(line);
    if (held() > 0 && follows(heldBack.get(0), opening)) {
      List<String> header = new ArrayList<>(heldBack);
      heldBack.clear();
      if (LogShape.endsInHeader(header.get(0))) {
        readLog(header.remove(0));
      }
      startPart();
      header.forEach(this::readLog);
      readLog(line);
    } else if (opening == LogShape.STARTED && gitSeen) {
      releaseHeldBack(); // git begins its log anew with each search
      startPart();
      readLog(line);
    } else if (line.isBlank() && held() > 0 && held() < MOST_HELD) {
      heldBack.add(line);
    } else {
      releaseHeldBack();
      if (mayStartPart(opening) || ((trailerSeen || gitSeen) && LogShape.endsInHeader(line))) {
        heldBack.add(line);
      } else {
        readLog(line);
      }
    }
  }

  /** Says that the text is over: the last part gets its end. To be called once, at last. */
  public void end() {
    releaseHeldBack();
    parts.end(partId(), lines + 1);
  }

  private static boolean follows(String first, int opening) {
    return LogShape.endsInHeader(first)
        ? opening == 2 || opening == 3
        : LogShape.follows(first, opening);
  }

  /** Whether a line at this place among the opening ones may begin another bisection. */
  private boolean mayStartPart(int opening) {
    return switch (opening) {
      case 1 -> hostSeen || kindSeen || trailerSeen || gitSeen;
      case 2 -> kindSeen || trailerSeen || gitSeen;
      case 3 -> inReport;
      case LogShape.NOTED, LogShape.STARTED -> gitSeen || (trailerSeen && lines > MOST_HELD);
      default -> false;
    };
  }

  private void readLog(String line) {
    if (!inReport) {
      hostSeen |= LogShape.isHostLine(line);
      kindSeen |= LogShape.isKindLine(line);
      trailerSeen |= line.startsWith("revisions tested: ");
      inReport = trailerSeen && line.startsWith("crash: ");
      gitSeen |= !hostSeen && !kindSeen && !trailerSeen && LogShape.isOwnOfGit(line);
    }
    pass(line);
  }

  private void startPart() {
    parts.end(partId(), lines + 1);
    part++;
    before += lines;
    lines = 0;
    hostSeen = false;
    kindSeen = false;
    trailerSeen = false;
    inReport = false;
    gitSeen = false;
  }

  private void releaseHeldBack() {
    heldBack.forEach(this::pass);
    heldBack.clear();
  }

  private void pass(String line) {
    lines++;
    parts.line(partId(), lines, line);
  }

  private String partId() {
    return part == 1 ? id : id + "." + part;
  }
}
