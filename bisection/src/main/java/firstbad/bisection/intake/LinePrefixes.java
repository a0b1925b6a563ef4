package firstbad.bisection.intake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands in front of the lines of a text, and is taken off wherever it fits: as a rule the
 * same for all of them, or nothing. A line without it stays as it is: the second line of a message
 * has no time. Where texts were put together, what stands in front changes in the middle.
 */
public final class LinePrefixes {
  /** A text without. */
  public static final LinePrefixes NONE = new LinePrefixes(List.of(), "");

  /** It is not known what stands in front of the lines. */
  static final LinePrefixes UNKNOWN = new LinePrefixes(List.of(), "?");

  private static final int MOST = 4;
  private static final String BETWEEN = ";";

  /** What a person types after a prompt, which begins as a line of a log does. */
  private static final String COMMAND = "git bisect ";

  private final List<LinePrefix> prefixes;
  private final String name;

  private LinePrefixes(List<LinePrefix> prefixes, String name) {
    this.prefixes = prefixes;
    this.name = name;
  }

  /** A text with this in front of its lines. */
  static LinePrefixes of(LinePrefix prefix) {
    return of(List.of(prefix));
  }

  private static LinePrefixes of(List<LinePrefix> prefixes) {
    return new LinePrefixes(
        List.copyOf(prefixes),
        String.join(BETWEEN, prefixes.stream().map(LinePrefix::toString).toList()));
  }

  /** The line without what stands in front of it; the line as it is where that is nothing. */
  String off(String line) {
    for (LinePrefix prefix : prefixes) {
      String rest = prefix.off(line);
      if (rest != null) {
        return rest;
      }
    }
    return line;
  }

  /**
   * These, and what stands in front of this line, where one line is enough to know it.
   *
   * @param shape whether what is left is a line of a log
   */
  LinePrefixes learned(String line, Predicate<String> shape) {
    if (!mayBeForeign(line) || !off(line).equals(line)) {
      return this;
    }
    return LinePrefix.certainlyBefore(line, shape).map(this::and).orElse(this);
  }

  /** These and another one, which takes the place of one that is made alike. */
  LinePrefixes and(LinePrefix another) {
    List<LinePrefix> all =
        Stream.concat(
                Stream.of(another), prefixes.stream().filter(known -> !known.resembles(another)))
            .limit(MOST)
            .toList();
    return of(all);
  }

  /** A first look that costs little; most lines of a log begin so. */
  private static boolean mayBeForeign(String line) {
    char first = line.isEmpty() ? ' ' : line.charAt(0);
    boolean name = first >= 'a' && first <= 'z';
    return name ? line.indexOf(COMMAND) > 0 : first != ' ' && first != '\t';
  }

  /** What a person calls it, such as {@code the times in front of its lines}; empty for none. */
  String words() {
    Set<String> words = new LinkedHashSet<>();
    prefixes.forEach(prefix -> words.addAll(prefix.words()));
    return words.isEmpty() ? "" : String.join(" and ", words) + " in front of its lines";
  }

  /** How it is written down; read again by {@link #parse}. */
  @Override
  public String toString() {
    return name;
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static LinePrefixes parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    if (text.equals(UNKNOWN.name)) {
      return UNKNOWN;
    }
    List<LinePrefix> prefixes = new ArrayList<>();
    for (String prefix : text.split(BETWEEN, MOST)) {
      prefixes.add(LinePrefix.parse(prefix));
    }
    return of(prefixes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LinePrefixes others && others.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
