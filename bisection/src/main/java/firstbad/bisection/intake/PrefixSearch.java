package firstbad.bisection.intake;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks for the pieces that stand in front of a line of a log. Each piece is looked for once at
 * each place, and only where a line of a log follows at all, so that no text costs more than its
 * length allows.
 */
final class PrefixSearch {
  static final int MOST_PIECES = 4;

  /** How far what stands in front of a line may reach. */
  private static final int REACH = 250;

  /** How many characters of a mark may be the line's own, such as {@code "# "} of git's echo. */
  private static final int OWN_MARK = 2;

  /** The marks with which no line of a log begins. */
  private static final String QUOTES = ">|";

  /** A piece and what it is in this line. */
  record Found(PrefixPiece piece, String text) {

    /** Whether no line of a log begins so. */
    boolean foreign() {
      return piece.foreign() || (piece == PrefixPiece.MARK && QUOTES.indexOf(text.charAt(0)) >= 0);
    }
  }

  /** Where the search has come, and with what it may go on from there. */
  private record Step(int at, int pieces, boolean marked, boolean afterMark) {}

  private final String line;

  /** Whether one line must be enough to know it. */
  private final boolean certain;

  /** The places where a line of a log begins. */
  private final BitSet logs;

  /** Where the pieces end that can begin at a place; null until it was looked at. */
  private final int[][] ends;

  private final Set<Step> tried = new HashSet<>();
  private final List<Found> pieces = new ArrayList<>();
  private int looks;

  private PrefixSearch(String line, Predicate<String> shape, boolean certain) {
    this.line = line;
    this.certain = certain;
    this.logs = LogShape.places(line, Math.min(line.length() - 1, REACH), shape);
    this.ends = new int[logs.length()][];
  }

  /**
   * Looks in front of this line.
   *
   * @param shape whether a line is one of a log
   * @param certain whether one line must be enough to know what stands there: no line of a log
   *     begins so, and nobody is named
   */
  static PrefixSearch in(String line, Predicate<String> shape, boolean certain) {
    PrefixSearch search = new PrefixSearch(line, shape, certain);
    if (!search.logs.isEmpty() && !search.findsFrom(0)) {
      search.pieces.clear();
      if (!certain) {
        search.findsShape();
      }
    }
    return search;
  }

  /** What stands there; empty where no line of a log follows, or something else stands there. */
  List<Found> pieces() {
    return List.copyOf(pieces);
  }

  /** How many times a piece was looked for. */
  int looks() {
    return looks;
  }

  private boolean findsFrom(int at) {
    boolean afterMark = !pieces.isEmpty() && isMark(pieces.get(pieces.size() - 1));
    boolean marked = pieces.stream().anyMatch(PrefixSearch::isMark);
    if (logs.length() <= at || !tried.add(new Step(at, pieces.size(), marked, afterMark))) {
      return false;
    }
    boolean echo = afterMark && HiddenLog.isEcho(line, at);
    if (!echo && logs.get(at)) {
      return true;
    }
    if (pieces.size() == MOST_PIECES) {
      return false;
    }
    PrefixPiece[] beginning = PrefixPiece.startingWith(line.charAt(at));
    int[] found = ends(at, beginning);
    for (int i = 0; i < beginning.length; i++) {
      if ((beginning[i] != PrefixPiece.MARK || !marked) && findsWith(beginning[i], at, found[i])) {
        return true;
      }
    }
    return false;
  }

  /** Where no pieces are known, all before the log's own words is one. */
  private void findsShape() {
    HiddenLog hidden = HiddenLog.at(line, logs);
    if (hidden != null && !hidden.quoted()) {
      pieces.add(new Found(PrefixPiece.SHAPE, line.substring(0, hidden.at())));
    }
  }

  private boolean findsWith(PrefixPiece piece, int at, int longest) {
    if (certain && piece.names()) {
      return false;
    }
    int least = piece == PrefixPiece.MARK ? longest - OWN_MARK : longest;
    for (int end = longest; end > at && end >= least; end--) {
      Found found = new Found(piece, line.substring(at, end));
      if (certain && pieces.isEmpty() && !found.foreign()) {
        return false;
      }
      if (piece.constant() && PrefixShape.hasTime(found.text)) {
        return false; // it would be another one on each line
      }
      pieces.add(found);
      if (findsFrom(end)) {
        return true;
      }
      pieces.remove(pieces.size() - 1);
    }
    return false;
  }

  private int[] ends(int at, PrefixPiece[] beginning) {
    int[] found = ends[at];
    if (found == null) {
      found = new int[beginning.length];
      for (int i = 0; i < found.length; i++) {
        looks++;
        found[i] = beginning[i].end(line, at);
      }
      ends[at] = found;
    }
    return found;
  }

  private static boolean isMark(Found found) {
    return found.piece == PrefixPiece.MARK;
  }
}
