package firstbad.bisection.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that stands in front of lines of a text and is no part of the log: times, marks of
 * quotation, names. It is learned from one line whose rest is a line of a log.
 */
final class LinePrefix {
  private static final int MOST_PIECES = 4;

  /** The marks with which no line of a log begins. */
  private static final String QUOTES = ">|";

  private final List<PrefixPiece> pieces;

  /** The characters of the mark, where one of the pieces is one. */
  private final String mark;

  private LinePrefix(List<PrefixPiece> pieces, String mark) {
    this.pieces = pieces;
    this.mark = mark;
  }

  /** What stands in front of this line, where it has this shape behind it; else empty. */
  static Optional<LinePrefix> before(String line, Predicate<String> shape) {
    return Optional.ofNullable(search(line, 0, List.of(), "", shape));
  }

  /** The same, where no line of a log begins like this: it is known in the middle of one too. */
  static Optional<LinePrefix> foreign(String line, Predicate<String> shape) {
    return startsForeign(line) ? before(line, shape) : Optional.empty();
  }

  private static boolean startsForeign(String line) {
    return QUOTES.indexOf(line.charAt(0)) >= 0
        || Stream.of(PrefixPiece.values())
            .anyMatch(piece -> piece.foreign() && piece.end(line, 0) > 0);
  }

  private static @Nullable LinePrefix search(
      String line, int at, List<PrefixPiece> pieces, String mark, Predicate<String> shape) {
    if (!pieces.isEmpty() && shape.test(line.substring(at))) {
      return new LinePrefix(pieces, mark);
    }
    if (pieces.size() == MOST_PIECES) {
      return null;
    }
    for (PrefixPiece piece : PrefixPiece.values()) {
      boolean again = piece == PrefixPiece.MARK && !mark.isEmpty();
      int end = again ? -1 : piece.end(line, at);
      if (end > 0) {
        List<PrefixPiece> more = new ArrayList<>(pieces);
        more.add(piece);
        String now = piece == PrefixPiece.MARK ? line.substring(at, end) : mark;
        LinePrefix found = search(line, end, List.copyOf(more), now, shape);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** The line without it; null where it does not stand in front. */
  @Nullable String off(String line) {
    int at = 0;
    // An empty message has lost its blank at times.
    String padded = line + " ";
    for (PrefixPiece piece : pieces) {
      int end = piece == PrefixPiece.MARK ? markEnd(line, at) : piece.end(padded, at);
      if (end < 0) {
        return null;
      }
      at = end;
    }
    return at >= line.length() ? "" : line.substring(at);
  }

  private int markEnd(String line, int at) {
    if (line.startsWith(mark, at)) {
      return at + mark.length();
    }
    return line.substring(at).equals(mark.stripTrailing()) ? line.length() : -1;
  }

  /** What a person calls its pieces. */
  List<String> words() {
    return pieces.stream()
        .map(piece -> piece == PrefixPiece.MARK ? markWords() : piece.words())
        .toList();
  }

  private String markWords() {
    return mark.isBlank() ? "the blanks" : "\"" + mark + "\"";
  }

  /** How it is written down; read again by {@link #parse}. */
  @Override
  public String toString() {
    return String.join("+", pieces.stream().map(PrefixPiece::name).toList())
        + (mark.isEmpty() ? "" : ":" + mark);
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static LinePrefix parse(String text) {
    int colon = text.indexOf(':');
    String names = colon < 0 ? text : text.substring(0, colon);
    List<PrefixPiece> pieces = new ArrayList<>();
    for (String name : names.split("\\+", MOST_PIECES)) {
      pieces.add(PrefixPiece.valueOf(name));
    }
    return new LinePrefix(List.copyOf(pieces), colon < 0 ? "" : text.substring(colon + 1));
  }
}
