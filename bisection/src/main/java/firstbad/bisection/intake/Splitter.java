package firstbad.bisection.intake;

import firstbad.bisection.intake.TextPosition.SeenLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells where one bisection ends and the next begins in a text that holds several, line by line. It
 * is safe while the text still grows: what was passed on is never taken back.
 *
 * <p>A header starts a new part when the part before it has a header or a trailer of its own. A
 * single such line may be anybody's: only two opening lines in a row count, blank lines apart, so
 * lines are held back where such a pair may begin. A first line that stands at the end of another
 * one stays with the part before, as nobody can say where it begins. The same opening line twice in
 * a row is one line that was doubled.
 *
 * <p>Git's own log opens with {@code git bisect start} or with the commits that it is given, and
 * two of its lines in a row are a header where a fuzzer's log stands before it; what git says of
 * its steps is none of these lines until the fuzzer has counted its tests. In another log of git's
 * own each step notes a commit too: there {@code git bisect start} begins the next part, with the
 * commits that are noted right before it.
 *
 * <p>The parts of {@code id} are {@code id}, {@code id.2}, {@code id.3} and so on, each with lines
 * from 1, and at most {@link #MOST_PARTS} of them; text without any header is one part.
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

  /** A text with more bisections is refused. */
  public static final int MOST_PARTS = 10_000;

  private static final int MOST_HELD = 4;

  /** The place of the line that tests a revision. */
  private static final int TESTED = 4;

  /** So many commits are given to a search at once, at most. */
  private static final int MOST_NOTED = 32;

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

  /** The place of the newest line if it opens this bisection, blank lines apart; 0 if not. */
  private int newest;

  /** Lines that may open another bisection, and blank lines after them. */
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
    this.newest = position.seen().newest();
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
    SeenLines seen = new SeenLines(hostSeen, kindSeen, trailerSeen, inReport, gitSeen, newest);
    return new TextPosition(prefixes, part, before, lines, seen);
  }

  /** How many lines are held back, since another bisection may begin with them. */
  int held() {
    return heldBack.size();
  }

  /**
   * Reads the next line, without its line feed.
   *
   * @throws NoBisectionLog when the text holds too many bisections
   */
  public void read(String line) {
    int place = LogShape.opening(line);
    if (held() > 0 && completes(line, place)) {
      startsWithHeldBack();
      readLog(line, place);
    } else if (held() > 0 && mayStandInHeader(line, place)) {
      heldBack.add(line);
    } else {
      releaseHeldBack();
      boolean again = place == GitLogShape.STARTED && gitSeen && newest != place;
      if (again) {
        startPart(); // git begins its log anew with each search
      }
      if (!again && mayStartPart(line, place)) {
        heldBack.add(line);
      } else {
        readLog(line, place);
      }
    }
  }

  /** Says that the text is over: the last part gets its end. To be called once, at last. */
  public void end() {
    releaseHeldBack();
    parts.end(partId(), lines + 1);
  }

  /** Whether a line shows that what is held back is the header of another bisection. */
  private boolean completes(String line, int place) {
    int first = place(heldBack.get(0));
    if (first < GitLogShape.NOTED) {
      return LogShape.follows(first, place);
    }
    boolean steps = gitSeen && first == GitLogShape.NOTED;
    return place == GitLogShape.STARTED
        || (!steps
            && (place >= GitLogShape.NOTED
                || GitLogShape.isNext(line)
                || (!isSearching() && GitLogShape.isStep(line))));
  }

  /** Whether a bisection has begun, and git may still describe a commit. */
  boolean mayDescribe() {
    return (hostSeen || kindSeen || gitSeen) && !trailerSeen;
  }

  /** Whether a fuzzer may still call git, so that what git says is no sign of another search. */
  private boolean isSearching() {
    return !gitSeen && !trailerSeen;
  }

  private boolean mayStandInHeader(String line, int place) {
    boolean noted = place == GitLogShape.NOTED && place(heldBack.get(0)) == place;
    boolean doubled = line.equals(heldBack.get(0));
    return (line.isBlank() || doubled) ? held() < MOST_HELD : noted && held() < MOST_NOTED;
  }

  /** The place of a line that opens another bisection, or ends in such a line. */
  private static int place(String line) {
    int opening = LogShape.opening(line);
    return opening == 0 ? LogShape.joined(line) : opening;
  }

  private void startsWithHeldBack() {
    List<String> header = new ArrayList<>(heldBack);
    heldBack.clear();
    if (LogShape.opening(header.get(0)) == 0) {
      String joined = header.remove(0);
      readLog(joined, 0);
    }
    startPart();
    header.forEach(line -> readLog(line, LogShape.opening(line)));
  }

  /** Whether a line at this place among the opening ones may begin another bisection. */
  private boolean mayStartPart(String line, int place) {
    boolean begun = hostSeen || kindSeen || trailerSeen || gitSeen;
    if (!begun || (place != 0 && place == newest)) {
      return false;
    }
    return switch (place) {
      case 0 -> LogShape.joined(line) != 0;
      case 1, GitLogShape.PREPARED -> true;
      case 2 -> kindSeen || trailerSeen || gitSeen;
      case 3 -> inReport;
      case GitLogShape.NOTED, GitLogShape.STARTED -> lines > MOST_HELD || !trailerSeen;
      default -> false;
    };
  }

  private void readLog(String line, int place) {
    if (!inReport) {
      hostSeen |= LogShape.isHostLine(line);
      kindSeen |= place == 2 || place == TESTED;
      trailerSeen |= line.startsWith("revisions tested: ");
      inReport = trailerSeen && line.startsWith("crash: ");
      gitSeen |= !hostSeen && !kindSeen && !trailerSeen && GitLogShape.isOwn(line);
    }
    pass(line, place);
  }

  private void startPart() {
    if (part == MOST_PARTS) {
      throw new NoBisectionLog(
          NoBisectionLog.Kind.TOO_MANY,
          String.format(
              Locale.ROOT,
              "holds more than %,d bisections; cut it into pieces, each with an id of its own",
              MOST_PARTS));
    }
    parts.end(partId(), lines + 1);
    part++;
    before += lines;
    lines = 0;
    hostSeen = false;
    kindSeen = false;
    trailerSeen = false;
    inReport = false;
    gitSeen = false;
    newest = 0;
  }

  private void releaseHeldBack() {
    heldBack.forEach(line -> pass(line, 0));
    heldBack.clear();
  }

  private void pass(String line, int place) {
    lines++;
    newest = line.isBlank() ? newest : place;
    parts.line(partId(), lines, line);
  }

  private String partId() {
    return part == 1 ? id : id + "." + part;
  }
}
