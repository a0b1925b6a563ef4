package firstbad.bisection.made;

import java.time.LocalDate;
import java.util.List;

/**
 * A made-up log.
 *
 * @param seed the number it was made from; the same number gives the same log
 * @param day the day whose rules it follows
 * @param lines its lines without line feeds
 * @param truth what really happened in the bisection that it tells of
 */
public record MadeLog(long seed, LocalDate day, List<String> lines, Truth truth) {

  /** The log as one text, each line with its line feed. */
  public String text() {
    return String.join("\n", lines) + "\n";
  }

  @Override
  public String toString() {
    return "made-up log %d of %s: %s %s".formatted(seed, day, truth.kind(), truth.outcome());
  }
}
