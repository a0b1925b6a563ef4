package firstbad.bisection.intake;

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
  public static final LinePrefixes NONE = new LinePrefixes(List.of(), List.of(), List.of());

  /** It is not known what stands in front of the lines. */
  static final LinePrefixes UNKNOWN = new LinePrefixes("?");

  private static final int MOST = 4;

  /** So many processes may write a log, one after the other, and as many of others are known. */
  private static final int MOST_PROCESSES = 16;

  private static final String BETWEEN = ";";
  private static final String LISTS = "!";

  /** What a person types after a prompt, which begins as a line of a log does. */
  private static final String COMMAND = "git bisect ";

  private final List<LinePrefix> prefixes;

  /** The same of processes that are over: the program has started again. */
  private final List<LinePrefix> over;

  /** The same of processes that write at the same time: their lines are none of the log. */
  private final List<LinePrefix> others;

  private final String name;

  private LinePrefixes(List<LinePrefix> prefixes, List<LinePrefix> over, List<LinePrefix> others) {
    this.prefixes = prefixes;
    this.over = over;
    this.others = others;
    String lists =
        over.isEmpty() && others.isEmpty() ? "" : LISTS + list(over) + LISTS + list(others);
    this.name = list(prefixes) + lists;
  }

  private LinePrefixes(String name) {
    this.prefixes = List.of();
    this.over = List.of();
    this.others = List.of();
    this.name = name;
  }

  private static String list(List<LinePrefix> prefixes) {
    return String.join(BETWEEN, prefixes.stream().map(LinePrefix::toString).toList());
  }

  /** A text with this in front of its lines. */
  static LinePrefixes of(LinePrefix prefix) {
    return new LinePrefixes(List.of(prefix), List.of(), List.of());
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
    return new LinePrefixes(all, over, others);
  }

  /**
   * What stands in front of a line that none of these fits, where it is one of them from a process
   * that has not written before; else null.
   */
  @Nullable LinePrefix ofNewProcess(String line) {
    if (over.size() == MOST_PROCESSES || fits(line)) {
      return null;
    }
    for (LinePrefix known : prefixes) {
      LinePrefix other = known.ofAnotherProcess(line);
      if (other != null && !isIn(over, other) && !isIn(others, other)) {
        return other;
      }
    }
    return null;
  }

  /** Whether one of these stands in front of a line. */
  boolean fits(String line) {
    return prefixes.stream().anyMatch(prefix -> prefix.off(line) != null);
  }

  /** The program has started again, and writes this from now on. */
  LinePrefixes restarted(LinePrefix now) {
    List<LinePrefix> before = prefixes.stream().filter(known -> known.resembles(now)).toList();
    return new LinePrefixes(and(now).prefixes, more(over, before), others);
  }

  /** Another process writes this at the same time, and not this log. */
  LinePrefixes besides(LinePrefix other) {
    return new LinePrefixes(prefixes, over, more(others, List.of(other)));
  }

  /**
   * These, and what stands in front of this line where that is one of them with another name: the
   * line is another program's.
   *
   * @param shape whether a line is one of a log
   */
  LinePrefixes heard(String line, Predicate<String> shape) {
    if (others.size() == MOST_PROCESSES || prefixes.isEmpty() || fits(line)) {
      return this;
    }
    return LinePrefix.before(line, shape)
        .filter(found -> prefixes.stream().anyMatch(found::resembles) && !isIn(others, found))
        .map(this::besides)
        .orElse(this);
  }

  private static List<LinePrefix> more(List<LinePrefix> known, List<LinePrefix> added) {
    return Stream.concat(added.stream(), known.stream()).limit(MOST_PROCESSES).toList();
  }

  private static boolean isIn(List<LinePrefix> known, LinePrefix prefix) {
    return known.stream().anyMatch(each -> each.toString().equals(prefix.toString()));
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
    String processes = over.isEmpty() ? "" : ", which are of several processes";
    String besides = others.isEmpty() ? "" : "; those of another program are not read";
    return words.isEmpty()
        ? ""
        : String.join(" and ", words) + " in front of its lines" + processes + besides;
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
    String[] lists = (text + LISTS + LISTS).split(LISTS, 4);
    return new LinePrefixes(
        parseList(lists[0], MOST),
        parseList(lists[1], MOST_PROCESSES),
        parseList(lists[2], MOST_PROCESSES));
  }

  private static List<LinePrefix> parseList(String text, int most) {
    return text.isEmpty()
        ? List.of()
        : Stream.of(text.split(BETWEEN, most)).map(LinePrefix::parse).toList();
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
