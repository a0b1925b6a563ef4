package firstbad.bisection.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that stands in front of lines of a text and is no part of the log: times, marks of
 * quotation, names. It is learned from one line whose rest is a line of a log. Times differ from
 * line to line; names and marks are the same on every line, or it is another program that speaks.
 */
final class LinePrefix {
  private static final int MOST_PARTS = 4;

  /** By a longer line nothing is learned: a line of a log after a prefix is much shorter. */
  private static final int LONGEST = 2000;

  /** How many characters of a mark may be the line's own, such as {@code "# "} of git's echo. */
  private static final int OWN_MARK = 2;

  /** So a fuzzer repeats what it has told git: the mark belongs to the words. */
  private static final String ECHO = "# git bisect ";

  private static final HexFormat HEX = HexFormat.of();

  /** The marks with which no line of a log begins. */
  private static final String QUOTES = ">|";

  private final List<Part> parts;

  /**
   * A piece of it.
   *
   * @param text what it is on every line; empty where it differs
   */
  private record Part(PrefixPiece piece, String text) {
    static Part of(PrefixPiece piece, String text) {
      return new Part(piece, piece.constant() ? text : "");
    }

    /** Where it ends that begins here; -1 when it does not. */
    int end(String line, int at) {
      // An empty message has lost its blank at times.
      if (text.isEmpty()) {
        return piece.end(line + " ", at);
      }
      if (line.startsWith(text, at)) {
        return at + text.length();
      }
      return line.substring(Math.min(at, line.length())).equals(text.stripTrailing())
          ? line.length()
          : -1;
    }

    String words() {
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
  }

  /** What stands in front of this line, where it has this shape after it; else empty. */
  static Optional<LinePrefix> before(String line, Predicate<String> shape) {
    return line.length() > LONGEST
        ? Optional.empty()
        : Optional.ofNullable(new Search(line, shape).from(0, List.of())).map(LinePrefix::new);
  }

  /** The same, where one line is enough to know it. */
  static Optional<LinePrefix> certainlyBefore(String line, Predicate<String> shape) {
    return startsAsNoLogDoes(line)
        ? before(line, shape).filter(LinePrefix::certain)
        : Optional.empty();
  }

  private static boolean startsAsNoLogDoes(String line) {
    return QUOTES.indexOf(line.charAt(0)) >= 0
        || Stream.of(PrefixPiece.values())
            .anyMatch(piece -> piece.foreign() && piece.end(line, 0) > 0);
  }

  /**
   * Looks for the parts before a line. From each place it goes on once for each number of parts, so
   * that no line costs more than its length allows.
   */
  private record Search(String line, Predicate<String> shape, Set<Step> tried) {

    /** Where the search has come, and with what a part may still be. */
    private record Step(int at, int parts, boolean marked, boolean afterMark) {}

    Search(String line, Predicate<String> shape) {
      this(line, shape, new HashSet<>());
    }

    @Nullable List<Part> from(int at, List<Part> parts) {
      boolean afterMark = !parts.isEmpty() && isMark(parts.get(parts.size() - 1));
      boolean marked = parts.stream().anyMatch(Search::isMark);
      if (!tried.add(new Step(at, parts.size(), marked, afterMark))) {
        return null;
      }
      boolean echo = afterMark && line.startsWith(ECHO, at - OWN_MARK);
      if (!parts.isEmpty() && !echo && shape.test(line.substring(at))) {
        return parts;
      }
      if (parts.size() == MOST_PARTS) {
        return null;
      }
      for (PrefixPiece piece : PrefixPiece.values()) {
        if (piece != PrefixPiece.MARK || !marked) {
          List<Part> found = with(piece, at, parts);
          if (found != null) {
            return found;
          }
        }
      }
      return null;
    }

    private @Nullable List<Part> with(PrefixPiece piece, int at, List<Part> parts) {
      int longest = piece.end(line, at);
      int least = piece == PrefixPiece.MARK ? longest - OWN_MARK : longest;
      for (int end = longest; end > at && end >= least; end--) {
        List<Part> more = new ArrayList<>(parts);
        more.add(Part.of(piece, line.substring(at, end)));
        List<Part> found = from(end, List.copyOf(more));
        if (found != null) {
          return found;
        }
      }
      return null;
    }

    private static boolean isMark(Part part) {
      return part.piece == PrefixPiece.MARK;
    }
  }

  /** The line without it; null where it does not stand in front. */
  @Nullable String off(String line) {
    int at = 0;
    for (Part part : parts) {
      at = part.end(line, at);
      if (at < 0) {
        return null;
      }
    }
    return at >= line.length() ? "" : line.substring(at);
  }

  /** Whether one line is enough to know it: no line of a log begins so, and nobody is named. */
  boolean certain() {
    Part first = parts.get(0);
    boolean quote = first.piece == PrefixPiece.MARK && QUOTES.indexOf(first.text.charAt(0)) >= 0;
    return (quote || first.piece.foreign()) && parts.stream().noneMatch(part -> part.piece.names());
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
    for (String part : text.split("&", MOST_PARTS)) {
      parts.add(Part.parse(part));
    }
    return new LinePrefix(List.copyOf(parts));
  }
}
