package firstbad.bisection.grammar;

import firstbad.bisection.crash.CrashTypes;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line that no rule reads, and that says what came of a run: it begins as such a line does, or
 * ends as one does behind other words.
 */
public final class RenamedRun {
  private static final List<String> BEGINNINGS = List.of("run #", "all runs: ", "try #");

  /** How far into a line other words may reach. */
  private static final int WORDS = 60;

  /** {@code Attempt 3: crashed: WARNING in foo}. */
  private static final Pattern OUTCOME =
      Pattern.compile(
          "[A-Za-z][\\w #/().,-]{0,60}[:>-] ?"
              + "(?:(?:kernel )?+(?:crashed|boot failed|basic kernel testing failed|infra problem"
              + "|ignore): .*|OK)");

  private static final Pattern NUMBERED = Pattern.compile("run #\\d{1,5} ?:");

  /** Whether it is such a line. */
  public static boolean is(String line) {
    String text = Blanks.withoutBlankEnd(Blanks.plain(line));
    return (BEGINNINGS.stream().anyMatch(text::startsWith) || OUTCOME.matcher(text).matches())
        && Grammar.read(text) == null;
  }

  /** Whether it is such a line that has the number of a run. */
  public static boolean isNumbered(String line) {
    return NUMBERED.matcher(line).lookingAt() && Grammar.read(line) == null;
  }

  /** Whether the title of a crash stands in a line behind other words. */
  public static boolean namesCrash(String line) {
    int at = line.indexOf(' ') + 1;
    while (at > 0 && at <= WORDS) {
      if (!CrashTypes.of(line.substring(at)).equals(CrashTypes.UNKNOWN)) {
        return true;
      }
      at = line.indexOf(' ', at) + 1;
    }
    return false;
  }

  private RenamedRun() {}
}
