package firstbad.app.cli;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the person sits in front of.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is one
 * @param unicode whether it shows more than ASCII
 * @param colours whether it shows colours, and they are wanted
 * @param columns its width; 80 where it cannot be told
 * @param rows its height; 24 where it cannot be told
 */
public record Terminal(
    boolean out, boolean err, boolean unicode, boolean colours, int columns, int rows) {
  private static final int DEFAULT_COLUMNS = 80;
  private static final int DEFAULT_ROWS = 24;
  private static final int MOST_ROWS = 200;
  private static final int FEWEST_COLUMNS = 40;
  private static final int MOST_COLUMNS = 160;

  /** No terminal at all: a file, a pipe, a test. */
  public static Terminal none(boolean unicode) {
    return new Terminal(false, false, unicode, false, DEFAULT_COLUMNS, DEFAULT_ROWS);
  }

  /** The terminal of this process, as the script that started it found it. */
  public static Terminal current() {
    return of(System.getenv(), System.getProperty("firstbad.terminal", ""));
  }

  /**
   * Reads the environment.
   *
   * @param streams which of the standard streams are terminals, such as {@code out,err}
   */
  static Terminal of(Map<String, String> environment, String streams) {
    boolean out = streams.contains("out");
    boolean capable = !environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean colours = out && capable && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        out,
        streams.contains("err"),
        unicode(environment),
        colours,
        number(environment, width(environment), DEFAULT_COLUMNS, FEWEST_COLUMNS, MOST_COLUMNS),
        number(environment, "FIRSTBAD_ROWS", DEFAULT_ROWS, DEFAULT_ROWS / 2, MOST_ROWS));
  }

  /** The script measures a terminal; in a pipe a person may still say how wide it shall be. */
  private static String width(Map<String, String> environment) {
    return environment.containsKey("FIRSTBAD_COLUMNS") ? "FIRSTBAD_COLUMNS" : "COLUMNS";
  }

  /** What is printed to it, in the encoding it reads. */
  public java.nio.charset.Charset charset() {
    return unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
  }

  private static boolean unicode(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("LC_ALL"))
        .filter(value -> !value.isEmpty())
        .or(() -> Optional.ofNullable(environment.get("LC_CTYPE")).filter(v -> !v.isEmpty()))
        .or(() -> Optional.ofNullable(environment.get("LANG")))
        .map(value -> value.toUpperCase(Locale.ROOT).replace("-", ""))
        .filter(value -> value.contains("UTF8"))
        .isPresent();
  }

  private static int number(
      Map<String, String> environment, String name, int usual, int least, int most) {
    try {
      int number = Integer.parseInt(environment.getOrDefault(name, ""));
      return Math.max(least, Math.min(most, number));
    } catch (NumberFormatException e) {
      return usual;
    }
  }
}
