package firstbad.bisection.trust.posterior;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revision after its last line, as far as trust looks at it.
 *
 * @param ordinal 1 for the first revision of the bisection
 * @param line number of the line that opened it
 * @param title the commit's title where known
 * @param stage why it was tested
 * @param verdict by kernel behaviour
 * @param crashes runs by crash title, in any order
 * @param ok runs without a crash
 * @param commitsLeft as git printed it before this revision; null when it did not
 * @param flaky whether the log has called the reproducer flaky by now
 */
public record ClosedRevision(
    int ordinal,
    long line,
    String commit,
    @Nullable String title,
    SearchStage stage,
    Verdict verdict,
    List<Crashes> crashes,
    int ok,
    @Nullable Integer commitsLeft,
    boolean flaky) {

  /** Runs that crashed. */
  public int crashed() {
    int sum = 0;
    for (Crashes each : crashes) {
      sum += each.runs();
    }
    return sum;
  }

  /** Where in the search a revision stands. */
  public enum SearchStage {
    /** The commit the bug was reported on: its crashes are the reference. */
    ORIGINAL,
    /** A release on the way back, or the head of the branch in a search for a fix. */
    RELEASE,
    /** A candidate that git chose. */
    STEP,
    /** Anything else, which tells nothing here. */
    ASIDE
  }

  /** What the runs said. */
  public enum Verdict {
    GOOD,
    BAD,
    /** Not decided. */
    SKIP
  }

  /** Runs that crashed with a title. */
  public record Crashes(String title, int runs) {}
}
