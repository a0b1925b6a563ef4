package firstbad.bisection.intake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What stands in front of every line of a text and is no part of the log: times, marks of
 * quotation, names. It is learned from one line whose rest is a line of a log, and taken off
 * wherever it fits. A line without it stays as it is: the second line of a message has no time.
 */
public final class LinePrefix {
  /** A text without. */
  public static final LinePrefix NONE = new LinePrefix(List.of(), "");

  /** It is not known what stands in front of the lines. */
  static final LinePrefix UNKNOWN = new LinePrefix(List.of(), "?");

  private static final int MOST_PIECES = 4;

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

  /** The line without it; the line as it is where it does not stand in front. */
  String off(String line) {
    if (pieces.isEmpty()) {
      return line;
    }
    int at = 0;
    // An empty message has lost its blank at times.
    String padded = line + " ";
    for (PrefixPiece piece : pieces) {
      int end = piece == PrefixPiece.MARK ? markEnd(line, at) : piece.end(padded, at);
      if (end < 0) {
        return line;
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

  /** What a person calls it, such as {@code the times in front of its lines}; empty for none. */
  String words() {
    if (pieces.isEmpty()) {
      return "";
    }
    Set<String> words = new LinkedHashSet<>();
    for (PrefixPiece piece : pieces) {
      words.add(piece == PrefixPiece.MARK ? markWords() : piece.words());
    }
    return String.join(" and ", words) + " in front of its lines";
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
    for (String name : names.isEmpty() ? new String[0] : names.split("\\+")) {
      pieces.add(PrefixPiece.valueOf(name));
    }
    return new LinePrefix(List.copyOf(pieces), colon < 0 ? "" : text.substring(colon + 1));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LinePrefix prefix && prefix.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
