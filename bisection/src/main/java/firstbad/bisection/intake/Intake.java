package firstbad.bisection.intake;

import firstbad.bisection.grammar.MailHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every door does with the lines of a text, finished or still being written: it waits for a
 * line that makes it a bisection log, takes off what stands in front of its lines, and tells its
 * bisections apart.
 *
 * <p>Until such a line comes, lines are held back, so that nothing of a text that is no log goes
 * anywhere: at most {@link #MOST_LINES} of them, or {@link #MOST_CHARACTERS} characters. Nothing of
 * a log is lost: what was held back goes first.
 *
 * <p>The same lines give the same parts, however they are cut into pieces, and wherever reading is
 * taken up again from a {@link TextPosition}.
 */
public final class Intake {
  /** After so many lines without a log a person is told. */
  public static final int TOLD_LINES = 50;

  /** After so many lines without a log the text is none. */
  public static final int MOST_LINES = 20_000;

  /** After so many characters without a log the text is none. */
  public static final int MOST_CHARACTERS = 2 * 1024 * 1024;

  /** So many lines of another kind may stand between two of a log that tell what is before them. */
  private static final int MOST_BETWEEN = 3;

  /** One such line may be anything, and two are a mail's. */
  private static final int MAIL_HEADERS = 2;

  private final GoingOn goingOn;
  private final Splitter splitter;
  private final List<DecodedLine> held = new ArrayList<>();
  private final boolean resumed;
  private final PrefixedLines lines;
  private final MeantLines meant = new MeantLines();
  private Encoding encoding = Encoding.UTF_8;
  private boolean recognised;

  /** What stands above the log, in words; empty for nothing that is known. */
  private String above = "";

  /** What may stand in front of a line that is held back, unless the next one has none. */
  private @Nullable LinePrefix candidate;

  /** That line's number, from 1. */
  private int candidateLine;

  /** The line that makes the text a log, where it ends in a mark, as the next one may do too. */
  private @Nullable String marked;

  private int characters;

  /**
   * An intake for a text from its beginning.
   *
   * @param id the id of its first bisection
   */
  public Intake(String id, Splitter.Parts parts) {
    this(id, TextPosition.BEGINNING, parts);
  }

  /**
   * An intake for the rest of a text; nothing of it is refused.
   *
   * @param position where the rest begins; where that is the beginning, it is as for a whole text
   */
  public Intake(String id, TextPosition position, Splitter.Parts parts) {
    this.goingOn = new GoingOn(parts);
    this.splitter = new Splitter(id, position, goingOn);
    this.lines = new PrefixedLines(splitter, position.prefixes());
    this.resumed = position.all() > 0;
    this.recognised = resumed && !position.prefixes().equals(LinePrefixes.UNKNOWN);
  }

  /**
   * Reads the next line.
   *
   * @throws NoBisectionLog when it is certain that the text is no log; nothing of it was passed on
   */
  public void read(DecodedLine written) {
    encoding = written.encoding();
    boolean first = !resumed && !recognised && held.isEmpty();
    DecodedLine line = meant.read(written, first);
    if (recognised) {
      lines.read(line);
    } else {
      held.add(line);
      characters += line.text().length();
      if (marked != null ? decidesMarked(line.text()) : recognises(line.text())) {
        releaseUnlessMarked(line.text());
      } else if (held.size() >= MOST_LINES || characters > MOST_CHARACTERS) {
        giveUp(false);
      } else if (!resumed) {
        NonLogShapes.refuse(held);
      }
    }
  }

  private void releaseUnlessMarked(String line) {
    String text = withoutAll(line);
    if (marked == null && !resumed) {
      OneLine.refuse(text);
    }
    if (marked == null && !resumed && EndMark.refuse(text, null)) {
      marked = text;
    } else {
      release();
    }
  }

  /** The line without what stands in front of it and without colours. */
  private String withoutAll(String line) {
    return Colours.off(lines.prefixes().off(line));
  }

  /** Whether this line tells what the mark is at the end of the line that makes the text a log. */
  private boolean decidesMarked(String line) {
    String text = withoutAll(line);
    if (text.isBlank()) {
      return held.size() >= MOST_LINES;
    }
    EndMark.refuse(String.valueOf(marked), text);
    return true;
  }

  /** Whether this line makes the text a log, or proves that the one before it did. */
  private boolean recognises(String line) {
    String rest = candidate == null || line.isBlank() ? null : candidate.off(line);
    if (candidate != null && rest != null) {
      if (LogShape.isUnderstood(rest)) {
        lines.found(LinePrefixes.of(candidate));
        return true;
      }
      if (held.size() - candidateLine > MOST_BETWEEN) {
        candidate = null;
      }
    }
    if (candidate != null && rest == null && candidateLine == held.size() - 1 && !resumed) {
      ChangingPrefix.refuse(candidate, held.get(held.size() - 2).text(), line, held.size() - 1);
    }
    Predicate<String> shape = resumed ? LogShape::isUnderstood : LogShape::isLog;
    if (shape.test(line)) {
      lines.found(LinePrefixes.NONE);
      return true;
    }
    Optional<LinePrefix> found = LinePrefix.before(line, shape);
    if (found.isPresent() && found.get().certain()) {
      lines.found(LinePrefixes.of(found.get()));
      return true;
    }
    if (found.isEmpty() && held.size() == 1 && !resumed) {
      found = LinePrefix.before(line, GitLogShape::prepares);
    }
    if (found.isPresent()) {
      candidate = found.get();
      candidateLine = held.size();
    }
    return false;
  }

  /**
   * Says that the text is over. To be called once, at last.
   *
   * @throws NoBisectionLog when it was no log; where it begins as one does, and nothing goes on
   *     with it, what it has was passed on with an end
   */
  public void end() {
    decide();
    lines.end();
    splitter.end();
    if (!resumed && !goingOn.any()) {
      throw NoBisectionLog.onlyBegins();
    }
  }

  /**
   * Says that more of the text follows, which another intake reads from {@link #position} on. Lines
   * that continue a log are lines of it, whatever they look like: they are not held back until one
   * of them is understood.
   */
  public void pause() {
    if (resumed) {
      decide();
    }
  }

  private void decide() {
    if (!recognised && marked != null) {
      release();
    }
    if (!recognised && candidate != null && !candidate.guessed() && isInFrontOfMost(candidate)) {
      lines.found(LinePrefixes.of(candidate));
      release();
    }
    if (!recognised) {
      giveUp(true);
    }
  }

  /** Whether it stands in front of at least half of the lines: else they are another text's. */
  private boolean isInFrontOfMost(LinePrefix prefix) {
    List<String> texts =
        held.stream().map(DecodedLine::text).filter(line -> !line.isBlank()).toList();
    long fitting = texts.stream().filter(line -> prefix.off(line) != null).count();
    return resumed || 2 * fitting >= texts.size();
  }

  /** Whether the text is known to be a log. */
  public boolean recognised() {
    return recognised;
  }

  /** How many lines were read that have not been passed on. */
  public int waitingLines() {
    return held.size() + lines.held() + splitter.held();
  }

  /** How many lines are held back since none of them makes the text a log. */
  public int heldLines() {
    return recognised ? 0 : held.size();
  }

  /** How many lines were read with which no log goes on, as long as none of them does. */
  public int foreignLines() {
    return recognised && !resumed ? goingOn.foreign() : heldLines();
  }

  /** What the text looks like so far, as long as no log goes on in it. */
  public NoBisectionLog looks() {
    return recognised ? NoBisectionLog.onlyBegins() : NonLogShapes.of(held, false);
  }

  /** Where reading stands: after the last line that was passed on. */
  public TextPosition position() {
    return splitter.position(lines.prefixes());
  }

  /**
   * How the text was read, where it was not as it stands, such as {@code without the times in front
   * of its lines}; empty for a text that was.
   */
  public String readAs() {
    String words = lines.prefixes().words();
    List<String> parts = new ArrayList<>(List.of(above, encoding.words()));
    parts.addAll(meant.words());
    parts.add(lines.coloured() ? "without the colours of a terminal in its lines" : "");
    parts.add(words.isEmpty() ? "" : "without " + words);
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
  }

  /** What the lines are that stand above the first line of a log. */
  private String above() {
    List<String> headers =
        held.stream()
            .map(DecodedLine::text)
            .takeWhile(line -> !LogShape.isUnderstood(line))
            .toList();
    boolean http = headers.stream().anyMatch(line -> line.startsWith("HTTP/"));
    boolean mail = headers.stream().filter(MailHeader::is).count() >= MAIL_HEADERS;
    return mail ? (http ? "from an answer of HTTP" : "from a mail") : "";
  }

  private void giveUp(boolean whole) {
    if (!resumed) {
      throw NonLogShapes.of(held, whole);
    }
    release();
  }

  private void release() {
    if (!resumed) {
      NonLogShapes.refuseEncoded(held);
    }
    if (lines.prefixes().equals(LinePrefixes.UNKNOWN)) {
      lines.found(LinePrefixes.NONE);
    }
    recognised = true;
    above = above();
    held.forEach(lines::pass); // a prompt may stand there before the line that made it a log
    held.clear();
  }
}
