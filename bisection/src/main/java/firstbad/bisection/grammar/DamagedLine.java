package firstbad.bisection.grammar;

import java.util.List;

/**
 * A line of which a part is lost: it begins like a line that a rule knows, and no rule reads it. A
 * hole in a text leaves such a line, and the program that wrote it has changed no word.
 */
public final class DamagedLine {

  /** The least that a line must share with the beginning of a shape. */
  private static final int SHARED = 5;

  /** How git's descriptions and lists go on, which stand in every log without a shape here. */
  private static final List<String> OF_GIT =
      List.of(" ", "[", "Author:", "Date:", "Merge:", "commit ");

  /** The first half of what each shape begins with. */
  private static final List<String> BEGINNINGS =
      Grammar.shapes().stream()
          .map(shape -> shape.substring(0, (shape + "{").indexOf('{')))
          .filter(beginning -> beginning.length() >= SHARED)
          .map(beginning -> beginning.substring(0, Math.max(SHARED, (beginning.length() + 1) / 2)))
          .distinct()
          .toList();

  /** Whether a line, which no rule reads, shares half of the beginning of a shape. */
  public static boolean is(String line) {
    return OF_GIT.stream().anyMatch(line::startsWith)
        || BEGINNINGS.stream().anyMatch(line::startsWith);
  }

  private DamagedLine() {}
}
