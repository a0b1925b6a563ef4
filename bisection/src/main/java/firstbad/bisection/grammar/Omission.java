package firstbad.bisection.grammar;

import java.util.List;
import java.util.Locale;

/** A line that somebody has put where a text left something out, such as {@code [...]}. */
public final class Omission {
  private static final List<String> MARKS =
      List.of("[...]", "[..]", "[ ... ]", "(...)", "<...>", "[\u2026]", "(\u2026)", "\u2026");

  private static final List<String> BEGINNINGS =
      List.of(
          "[snip",
          "<snip",
          "(snip",
          "--- snip",
          "---8<",
          "--- 8<",
          "-- 8<",
          "8<--",
          "8< --",
          "[cut",
          "<cut",
          "[truncated",
          "(truncated",
          "<truncated",
          "... (truncated",
          "[log truncated");

  private static final int LONGEST = 80;

  /** Whether a line is nothing but such a mark. */
  public static boolean is(String line) {
    if (line.length() > LONGEST) {
      return false;
    }
    String mark = line.strip().toLowerCase(Locale.ROOT);
    return MARKS.contains(mark) || BEGINNINGS.stream().anyMatch(mark::startsWith);
  }

  private Omission() {}
}
