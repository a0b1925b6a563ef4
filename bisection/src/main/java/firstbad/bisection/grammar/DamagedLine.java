package firstbad.bisection.grammar;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line of which a part is lost: it begins like a line that a rule knows, and no rule reads it. A
 * hole in a text leaves such a line, and the program that wrote it has changed no word.
 */
public final class DamagedLine {

  /** After a shorter beginning, such as {@code run #}, the number of a run tells. */
  private static final Pattern NUMBERED_RUN = Pattern.compile(".{3,7}\\d: ");

  private static final Pattern NUMBER = Pattern.compile("[0-9a-f]{12,}+|\\d++");

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

  /** So much of a beginning is enough to tell a shape from what tools print. */
  private static final int LEAST = 8;

  /** With these words tools begin to say what went wrong, as lines of the log do. */
  private static final List<String> OF_TOOLS =
      List.of(
          "failed",
          "error",
          "warning",
          "hint",
          "Killed",
          "kernel build",
          "fetch failed",
          "running ");

  /** What the shapes begin with that nothing else does. */
  private static final List<String> HEADS =
      Grammar.shapes().stream()
          .map(shape -> shape.substring(0, (shape + "{").indexOf('{')))
          .filter(head -> head.length() >= SHARED && OF_TOOLS.stream().noneMatch(head::startsWith))
          .distinct()
          .toList();

  /**
   * Whether a line, which no rule reads, shares half of the beginning of a shape, or resembles it.
   */
  public static boolean is(String line) {
    return OF_GIT.stream().anyMatch(line::startsWith)
        || BEGINNINGS.stream().anyMatch(line::startsWith)
        || HEADS.stream().anyMatch(head -> startsNearly(line, head))
        || Grammar.holdsTest(line);
  }

  /**
   * In which way a line differs from its shape: its first words, whatever numbers are in them.
   * Empty for a line of git's descriptions and lists, which are all alike.
   */
  public static String way(String line) {
    if (OF_GIT.stream().anyMatch(line::startsWith)) {
      return "";
    }
    String words = Stream.of(line.split(" ", 4)).limit(3).collect(Collectors.joining(" "));
    return NUMBER.matcher(words).replaceAll("#");
  }

  /**
   * Whether a line, which no rule reads, was more likely one of the log than something that a tool
   * printed: it begins nearly like a shape, or a line of a test stands in it.
   */
  public static boolean isOfTheLog(String line) {
    String text = Blanks.plain(line).strip();
    for (String head : HEADS) {
      String least = head.substring(0, Math.min(LEAST, head.length()));
      if (text.startsWith(least) || startsNearly(text, head)) {
        return true;
      }
    }
    return Grammar.holdsTest(text);
  }

  /** Whether a text begins like this, but for one character that is wrong, missing or too much. */
  private static boolean startsNearly(String text, String head) {
    int same = 0;
    while (same < Math.min(text.length(), head.length())
        && text.charAt(same) == head.charAt(same)) {
      same++;
    }
    return (head.length() >= LEAST || NUMBERED_RUN.matcher(text).lookingAt())
        && (text.startsWith(head.substring(Math.min(same + 1, head.length())), same + 1)
            || text.startsWith(head.substring(same), same + 1)
            || text.startsWith(head.substring(Math.min(same + 1, head.length())), same));
  }

  private DamagedLine() {}
}
