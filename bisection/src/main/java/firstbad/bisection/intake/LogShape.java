package firstbad.bisection.intake;

import firstbad.bisection.grammar.Blanks;
import firstbad.bisection.grammar.EndEntry;
import firstbad.bisection.grammar.Entry;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.grammar.HeaderEntry;
import firstbad.bisection.grammar.JoinedLine;
import java.util.BitSet;
import java.util.function.Predicate;

/** The lines by which a bisection log is known, a fuzzer's or git's own. */
final class LogShape {
  private static final String HOST_WORDS = " starts bisection ";

  /** A time as Go prints it is shorter. */
  private static final int LONGEST_CLOCK = 100;

  /** Whether this line makes a text a bisection log: it starts a search, or tests a revision. */
  static boolean isLog(String text) {
    String line = Blanks.plain(Blanks.read(Colours.off(text)));
    return isKindLine(line)
        || (isHostLine(line) && isHost(line))
        || isHashAfter("testing commit ", line)
        || isNotBuilt(line)
        || GitLogShape.isLog(line);
  }

  /** Whether a line is one of a log. */
  static boolean isUnderstood(String line) {
    return !line.isBlank() && Grammar.read(Colours.off(line)) != null;
  }

  /** Whether a line says that the search is over, or what it found. */
  static boolean ends(String line) {
    Entry entry = line.isBlank() ? null : Grammar.read(Colours.off(line));
    return entry instanceof EndEntry.Trailer
        || entry instanceof EndEntry.Named
        || entry instanceof EndEntry.NothingFound;
  }

  /** {@code ci starts bisection 2023-07-14 12:36:52.1 +0000 UTC m=+93784.0}. */
  static boolean isHostLine(String text) {
    String line = Blanks.plain(text);
    int at = line.indexOf(HOST_WORDS);
    return at > 0
        && startsWithDate(line, at + HOST_WORDS.length())
        && isClock(Blanks.read(line.substring(at + HOST_WORDS.length())));
  }

  /** Whether nothing but a time stands there: other lines may stand in the same one. */
  private static boolean isClock(String words) {
    return words.length() <= LONGEST_CLOCK
        && words.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '\\');
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
    boolean patchTest = line.stripTrailing().endsWith("...");
    return line.stripTrailing().equals(words.stripTrailing())
        || (isOneWordAfter(words, line) && !patchTest);
  }

  /**
   * The place of a line among those with which a log opens: 1 to 3 in its header, 4 for the
   * reproduction and the first test, {@link GitLogShape} has those of git's own log, 0 for any
   * other line.
   */
  static int opening(String text) {
    String line = Blanks.plain(Blanks.read(Colours.off(text)));
    if (isOneWordAfter("ensuring issue is reproducible on original commit ", line)
        || isHashAfter("testing commit ", line)) {
      return 4;
    }
    return isFuzzerLine(line)
        ? 3
        : isKindLine(line) ? 2 : isHostLine(line) && isHost(line) ? 1 : GitLogShape.opening(line);
  }

  /** Whether a line is one of a header. */
  static boolean opens(String line) {
    int opening = opening(line);
    return opening >= 1 && opening <= 3;
  }

  /**
   * The place of the opening line that stands at the end of this one; 0 for none. Two texts were
   * put together then, and the first had no line feed at its end.
   */
  static int joined(String line) {
    Entry entry = JoinedLine.opening(Blanks.plain(line));
    if (entry instanceof HeaderEntry.Hosted) {
      return 1;
    }
    return entry instanceof HeaderEntry.Searching ? 2 : GitLogShape.place(entry);
  }

  /** The places of a line, after its beginning and up to this one, where a line of a log begins. */
  static BitSet places(String text, int last, Predicate<String> shape) {
    BitSet places = new BitSet();
    String line = Blanks.plain(text);
    int host = line.lastIndexOf(HOST_WORDS);
    for (int at = 1; at <= last; at++) {
      if ((at < host || Grammar.mayBegin(line, at)) && shape.test(text.substring(at))) {
        places.set(at);
      }
    }
    return places;
  }

  /** A first look at a line that costs little: whether a line of a header may end it. */
  static boolean mayOpen(String line) {
    return line.contains("bisect") || line.contains("searching for ") || line.contains("building ");
  }

  /** A first look at a line that costs little: whether a revision's first line may end it. */
  static boolean mayTest(String line) {
    return line.contains("testing commit ");
  }

  /**
   * Whether a line at this place follows one in a fuzzer's header; a host's name alone is no
   * header.
   */
  static boolean follows(int before, int opening) {
    return before < GitLogShape.NOTED
        && opening < GitLogShape.NOTED
        && opening > before
        && opening - before < 3;
  }

  /** Whether nothing but a host's name stands before the words; a prefix would stand there too. */
  private static boolean isHost(String line) {
    String host = line.substring(0, line.indexOf(HOST_WORDS));
    return host.equals("unnamed host")
        || (!host.startsWith("-")
            && host.chars()
                .allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_'));
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
