package firstbad.bisection.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that stands in front of lines of a text and is no part of the log: times, marks of
 * quotation, names. It is learned from one line whose rest is a line of a log. Times differ from
 * line to line; names and marks are the same on every line, or it is another program that speaks.
 */
final class LinePrefix {
  /** By a longer line nothing is learned: a line of a log after a prefix is much shorter. */
  private static final int LONGEST = 2000;

  /** {@code [4711]}, with which a program tells which of its processes speaks. */
  private static final Pattern PROCESS_NUMBER = Pattern.compile("\\[\\d++\\]");

  private static final String DESCRIPTION = "    ";

  private static final HexFormat HEX = HexFormat.of();

  private final List<Part> parts;
  private final boolean coloured;

  /** How it is known where no piece is; null where one is. */
  private final @Nullable PrefixShape shape;

  /**
   * A piece of it.
   *
   * @param text what it is on every line; empty where it differs
   */
  private record Part(PrefixPiece piece, String text) {
    static Part of(PrefixSearch.Found found) {
      boolean kept = found.piece().constant() || found.piece() == PrefixPiece.SHAPE;
      return new Part(found.piece(), kept ? found.text() : "");
    }

    /** Where it ends that begins here; -1 when it does not. */
    int end(String line, int at) {
      // An empty message has lost its blank or tab at times.
      if (text.isEmpty()) {
        if (piece == PrefixPiece.COLOUR && at == line.length()) {
          return at; // what turns it off is none of the line's
        }
        int end = piece.endOfKnown(line + " ", at);
        return end < 0 ? piece.endOfKnown(line + "\t", at) : end;
      }
      if (line.startsWith(text, at)) {
        return at + text.length();
      }
      return line.substring(Math.min(at, line.length())).equals(text.stripTrailing())
          ? line.length()
          : -1;
    }

    /** What it is where it begins here; null where it does not, for another process or for none. */
    @Nullable Part ofAnyProcess(String line, int at) {
      if (end(line, at) >= 0) {
        return this;
      }
      int end = piece.names() ? piece.end(line, at) : -1;
      String other = end < 0 ? "" : line.substring(at, end);
      return end >= 0 && withoutNumber(other).equals(withoutNumber(text))
          ? new Part(piece, other)
          : null;
    }

    private static String withoutNumber(String text) {
      return PROCESS_NUMBER.matcher(text).replaceAll("[]");
    }

    String words() {
      if (piece == PrefixPiece.SHAPE) {
        return PrefixShape.words(text);
      }
      boolean bare = text.indexOf('/') < 0 && text.indexOf('.') < 0;
      if (bare && (piece == PrefixPiece.FILE || piece == PrefixPiece.POD)) {
        return "\"" + text.strip() + "\""; // a logger's name, or none at all
      }
      if (piece != PrefixPiece.MARK) {
        return piece.words();
      }
      return text.isBlank() ? "the blanks" : "\"" + text + "\"";
    }

    @Override
    public String toString() {
      return piece.name() + "=" + HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    static Part parse(String written) {
      int equals = written.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("'" + written + "' is no part of a prefix");
      }
      return new Part(
          PrefixPiece.valueOf(written.substring(0, equals)),
          new String(HEX.parseHex(written.substring(equals + 1)), StandardCharsets.UTF_8));
    }
  }

  private LinePrefix(List<Part> parts) {
    this.parts = parts;
    this.coloured = parts.stream().anyMatch(part -> part.piece == PrefixPiece.COLOUR);
    Part first = parts.get(0);
    this.shape = first.piece == PrefixPiece.SHAPE ? PrefixShape.of(first.text) : null;
  }

  /** What stands in front of this line, where it has this shape after it; else empty. */
  static Optional<LinePrefix> before(String line, Predicate<String> shape) {
    return before(line, shape, false);
  }

  /** The same, where one line is enough to know it. */
  static Optional<LinePrefix> certainlyBefore(String line, Predicate<String> shape) {
    return before(line, shape, true);
  }

  private static Optional<LinePrefix> before(
      String line, Predicate<String> shape, boolean certain) {
    if (line.length() > LONGEST) {
      return Optional.empty();
    }
    List<PrefixSearch.Found> found = PrefixSearch.in(line, shape, certain).pieces();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(new LinePrefix(found.stream().map(Part::of).toList()));
  }

  /** The line without it; null where it does not stand in front. */
  @Nullable String off(String line) {
    int at = end(line);
    if (at < 0) {
      return null;
    }
    String rest = at >= line.length() ? "" : line.substring(at);
    return coloured ? PrefixPiece.withoutColoursAtEnd(rest) : rest;
  }

  private int end(String line) {
    if (shape != null) {
      return shape.end(line);
    }
    int at = 0;
    for (Part part : parts) {
      at = part.end(line, at);
      if (at < 0) {
        return -1;
      }
    }
    return at;
  }

  /** Whether it is what git puts in front of the lines of a commit's description. */
  boolean isOfDescription() {
    return parts.size() == 1 && parts.get(0).text.equals(DESCRIPTION);
  }

  /** Whether it was told by the line of a log after it alone, and by nothing of its own. */
  boolean guessed() {
    return shape != null;
  }

  /**
   * The same from another process of the program, whose number alone differs, where that stands in
   * front of this line; null where it does not.
   */
  @Nullable LinePrefix ofAnotherProcess(String line) {
    if (shape != null) {
      return null;
    }
    List<Part> others = new ArrayList<>();
    int at = 0;
    for (Part part : parts) {
      Part other = part.ofAnyProcess(line, at);
      if (other == null) {
        return null;
      }
      others.add(other);
      at = other.end(line, at);
    }
    return others.equals(parts) ? null : new LinePrefix(List.copyOf(others));
  }

  /** Whether one line is enough to know it: no line of a log begins so, and nobody is named. */
  boolean certain() {
    Part first = parts.get(0);
    return new PrefixSearch.Found(first.piece, first.text).foreign()
        && parts.stream().noneMatch(part -> part.piece.names());
  }

  /** Whether the other one is made alike, of other names or marks. */
  boolean resembles(LinePrefix other) {
    return parts.stream()
        .map(Part::piece)
        .toList()
        .equals(other.parts.stream().map(Part::piece).toList());
  }

  /** What a person calls its parts. */
  List<String> words() {
    return parts.stream().map(Part::words).toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LinePrefix prefix && prefix.parts.equals(parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  /** How it is written down; read again by {@link #parse}. */
  @Override
  public String toString() {
    return String.join("&", parts.stream().map(Part::toString).toList());
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static LinePrefix parse(String text) {
    List<Part> parts = new ArrayList<>();
    for (String part : text.split("&", PrefixSearch.MOST_PIECES)) {
      parts.add(Part.parse(part));
    }
    return new LinePrefix(List.copyOf(parts));
  }
}
