package firstbad.bisection.intake;

import firstbad.bisection.grammar.Blanks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes off what stands in front of the lines of a log, and passes them on. Where that changes in
 * the middle of the text, lines are held back until the next ones show what it means.
 */
final class PrefixedLines {
  private static final int MOST_OPENING = 4;

  /** So many lines of a new process without one of the old show that the program has restarted. */
  private static final int RESTART_LINES = 30;

  /** A longer line is not waited for. */
  private static final int RESTART_CHARACTERS = 4096;

  private final Splitter splitter;
  private final List<DecodedLine> held = new ArrayList<>();
  private LinePrefixes prefixes;

  /** Whether lines held the colours of a terminal. */
  private boolean coloured;

  /** What may stand in front of the first line that is held back, unless the next one has none. */
  private @Nullable LinePrefix candidate;

  /** What stands in front of the lines that are held back, if the program has restarted. */
  private @Nullable LinePrefix restart;

  PrefixedLines(Splitter splitter, LinePrefixes prefixes) {
    this.splitter = splitter;
    this.prefixes = prefixes;
  }

  /** What stands in front of the lines. */
  LinePrefixes prefixes() {
    return prefixes;
  }

  /** Whether colours of a terminal were taken out of lines. */
  boolean coloured() {
    return coloured;
  }

  /** It is known now what stands in front of the lines. */
  void found(LinePrefixes known) {
    prefixes = known;
  }

  /** How many lines are held back. */
  int held() {
    return held.size();
  }

  /**
   * Reads the next line. A header after a name or a mark that the lines before do not have may be
   * another text's: its next line tells, so that one is held back.
   */
  void read(DecodedLine line) {
    if (restart != null) {
      awaitsRestart(line, restart);
      return;
    }
    LinePrefix proved = candidate;
    if (proved != null) {
      String first = proved.off(held.get(0).text());
      String rest = proved.off(line.text());
      if (rest != null && rest.isBlank() && held.size() < MOST_OPENING) {
        held.add(line);
        return;
      }
      if (first != null
          && rest != null
          && LogShape.follows(LogShape.opening(first), LogShape.opening(rest))) {
        prefixes = prefixes.and(proved);
      }
      passHeld();
    }
    learn(line);
    candidate = opensBehind(line.text());
    restart = candidate == null ? prefixes.ofNewProcess(line.text()) : null;
    if (candidate == null && restart == null) {
      if (LogShape.mayTest(line.text())) {
        prefixes = prefixes.heard(line.text(), LogShape::isLog);
      }
      passOn(line);
    } else {
      held.add(line);
      if (restart != null && ends(line, restart)) {
        decidesRestart(restart);
      }
    }
  }

  /** Passes a line on of which it is known that the next one tells nothing about it. */
  void pass(DecodedLine line) {
    learn(line);
    passOn(line);
  }

  /** The text is over. */
  void end() {
    while (restart != null) {
      decidesRestart(restart);
    }
    passHeld();
  }

  /**
   * The lines of a program that was started again are its log still; those of two processes that
   * write at the same time are not. The next lines tell: no process writes after it has ended.
   * Where the log ends there may be no next lines, so its end decides. A silence does not: a
   * program that builds kernels is silent for hours.
   */
  private void awaitsRestart(DecodedLine line, LinePrefix now) {
    held.add(line);
    if (prefixes.fits(line.text())) {
      readsAgain(prefixes.besides(now));
    } else if (held.size() > RESTART_LINES
        || line.text().length() > RESTART_CHARACTERS
        || ends(line, now)) {
      decidesRestart(now);
    }
  }

  private static boolean ends(DecodedLine line, LinePrefix now) {
    String rest = now.off(line.text());
    return rest != null && LogShape.ends(rest);
  }

  /** Where none of the lines is one of a log, nothing is known yet, and they stay as they are. */
  private void decidesRestart(LinePrefix now) {
    if (held.stream().map(line -> now.off(line.text())).anyMatch(PrefixedLines::isLogs)) {
      readsAgain(prefixes.restarted(now));
    } else {
      restart = null;
      passHeld();
    }
  }

  private void readsAgain(LinePrefixes found) {
    prefixes = found;
    restart = null;
    List<DecodedLine> waiting = List.copyOf(held);
    held.clear();
    waiting.forEach(this::read);
  }

  private static boolean isLogs(@Nullable String rest) {
    return rest != null && LogShape.isUnderstood(rest);
  }

  /**
   * What stands before a line that opens a log, unless it is taken off already. A log that is
   * quoted in a commit's description is none of the text's.
   */
  private @Nullable LinePrefix opensBehind(String line) {
    if (!LogShape.mayOpen(line) || LogShape.opens(withoutPrefix(line))) {
      return null;
    }
    return LinePrefix.before(line, LogShape::opens)
        .filter(found -> !(found.isOfDescription() && splitter.mayDescribe()))
        .orElse(null);
  }

  private void learn(DecodedLine line) {
    prefixes = prefixes.learned(line.text(), LogShape::isUnderstood);
  }

  private void passOn(DecodedLine line) {
    String text = withoutPrefix(line.text());
    String plain = Colours.off(text);
    coloured |= !plain.equals(text);
    splitter.read(plain);
  }

  private String withoutPrefix(String line) {
    return Blanks.withoutInvisibleStart(prefixes.off(line));
  }

  private void passHeld() {
    candidate = null;
    held.forEach(this::pass);
    held.clear();
  }
}
