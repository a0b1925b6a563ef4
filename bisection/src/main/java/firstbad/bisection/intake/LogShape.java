package firstbad.bisection.intake;

import firstbad.bisection.grammar.Blanks;
import firstbad.bisection.grammar.Entry;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.grammar.GitLogEntry;
import firstbad.bisection.grammar.Grammar;
import java.util.List;

/** The lines by which a bisection log is known, a fuzzer's or git's own. */
final class LogShape {

  /** The place of {@code # bad: [9f7f...] title}, with which git's own log may open. */
  static final int NOTED = 5;

  /** The place of {@code git bisect start}. */
  static final int STARTED = 6;

  /** Whether this line makes a text a bisection log: it starts a search, or tests a revision. */
  static boolean isLog(String text) {
    String line = Blanks.plain(text);
    return isKindLine(line)
        || (isHostLine(line) && isHost(line))
        || isHashAfter("testing commit ", line)
        || isNotBuilt(line)
        || isOfGit(line);
  }

  /** Whether git says this of a search, on the terminal or in its own log. */
  private static boolean isOfGit(String line) {
    return opensGitLog(line) == NOTED
        || isHashAfter("Testing commit: ", line)
        || isLeft(line)
        || isOwnOfGit(line);
  }

  private static boolean isLeft(String line) {
    return line.startsWith("Bisecting: ") && Grammar.read(line) instanceof GitEntry.Left;
  }

  /** Whether a line stands only in a log of git's own, and not where a fuzzer calls git. */
  static boolean isOwnOfGit(String line) {
    if (!line.startsWith("git bisect ") && !line.startsWith("running ")) {
      return isHashAfter("Testing commit: ", line);
    }
    Entry entry = Grammar.read(line);
    return entry instanceof GitLogEntry.Running
        || (entry instanceof GitLogEntry.Started started && !started.plain())
        || (entry instanceof GitLogEntry.Told told && namesCommit(told.revisions()));
  }

  /** By its full hash, whatever the words of the search are. */
  private static boolean namesCommit(List<String> revisions) {
    return revisions.size() == 1 && GitEntry.isCommit(revisions.get(0));
  }

  /** {@link #NOTED}, {@link #STARTED}, or 0 for any other line. */
  private static int opensGitLog(String line) {
    if (line.startsWith("git bisect start")) {
      return Grammar.read(line) instanceof GitLogEntry.Started ? STARTED : 0;
    }
    return line.startsWith("# ") && Grammar.read(line) instanceof GitLogEntry.Noted ? NOTED : 0;
  }

  /** {@code ci starts bisection 2023-07-14 12:36:52.1 +0000 UTC m=+93784.0}. */
  static boolean isHostLine(String text) {
    String line = Blanks.plain(text);
    String words = " starts bisection ";
    int at = line.indexOf(words);
    return at > 0 && startsWithDate(line, at + words.length());
  }

  /** {@code bisecting cause commit starting from 9f7f...} and the other three wordings. */
  static boolean isKindLine(String text) {
    String line = Blanks.plain(text);
    return isOneWordAfter("bisecting cause commit starting from ", line)
        || isOneWordAfter("bisecting fixing commit since ", line)
        || isOneWordAfter("searching for guilty commit starting from ", line)
        || isOneWordAfter("searching for fixing commit since ", line);
  }

  /** {@code building syzkaller on 4ebb...}, the revision being empty at times. */
  static boolean isFuzzerLine(String text) {
    String line = Blanks.plain(text);
    String words = "building syzkaller on ";
    return line.stripTrailing().equals(words.stripTrailing()) || isOneWordAfter(words, line);
  }

  /**
   * The place of a line among those with which a log opens: 1 to 3 in its header, 4 for the
   * reproduction and the first test, {@link #NOTED} and {@link #STARTED} in git's own log, 0 for
   * any other line.
   */
  static int opening(String text) {
    String line = Blanks.plain(text);
    if (isOneWordAfter("ensuring issue is reproducible on original commit ", line)
        || isHashAfter("testing commit ", line)) {
      return 4;
    }
    return isFuzzerLine(line)
        ? 3
        : isKindLine(line) ? 2 : isHostLine(line) && isHost(line) ? 1 : opensGitLog(line);
  }

  /** Whether a line is one of a header. */
  static boolean opens(String line) {
    int opening = opening(line);
    return opening >= 1 && opening <= 3;
  }

  /**
   * Whether a line ends in a header: two texts were put together, and the first had no line feed at
   * its end.
   */
  static boolean endsInHeader(String line) {
    return mayOpen(line)
        && opening(line) == 0
        && (isHostLine(line)
            || isKindLine(line.substring(Math.max(0, line.indexOf("bisecting "))))
            || isKindLine(line.substring(Math.max(0, line.indexOf("searching for ")))));
  }

  /** A first look at a line that costs little: whether a line of a header may end it. */
  static boolean mayOpen(String line) {
    return line.contains("bisect") || line.contains("searching for ") || line.contains("building ");
  }

  /** Whether a line at this place follows the first one; a host's name alone is no header. */
  static boolean follows(String first, int opening) {
    int before = opening(first);
    if (before >= NOTED || opening >= NOTED) {
      return before >= NOTED && opening >= NOTED; // between two such lines git has no other
    }
    return opening > before && opening - before < 3;
  }

  /** Whether nothing but a host's name stands before the words; a prefix would stand there too. */
  private static boolean isHost(String line) {
    String host = line.substring(0, line.indexOf(" starts bisection "));
    return host.equals("unnamed host")
        || host.chars()
            .allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_');
  }

  /** {@code failed building 9f7f...: ...}. */
  private static boolean isNotBuilt(String line) {
    String words = "failed building ";
    return isHashAfter(words, line) && line.startsWith(": ", words.length() + 40);
  }

  private static boolean isHashAfter(String words, String line) {
    if (!line.startsWith(words) || line.length() < words.length() + 40) {
      return false;
    }
    for (int i = words.length(); i < words.length() + 40; i++) {
      char c = line.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
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

  private LogShape() {}
}
