package firstbad.bisection.finding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one line or several change in the crash counts of a commit. Every number is a summand, and a
 * correction may be negative, so that neither order nor partition matters to the sums.
 *
 * @param commitTitle the title of the commit where known; else null
 * @param tests what it changes in the numbers of tests
 * @param runs what it changes in the numbers of runs
 * @param titles the crashed runs by title
 * @param observed when the lines of it were observed
 */
public record CrashDelta(
    @Nullable String commitTitle,
    Tests tests,
    RunDelta runs,
    List<TitleDelta> titles,
    Observed observed) {

  /** What takes it back. */
  public CrashDelta negated() {
    return new CrashDelta(
        null,
        tests.negated(),
        runs.negated(),
        titles.stream().map(TitleDelta::negated).toList(),
        Observed.NEVER);
  }

  /**
   * Tests of the commit.
   *
   * @param bisections 1 when this bisection meets the commit for the first time, else 0
   * @param revisions 1 when a test of the commit opens, else 0
   */
  public record Tests(int bisections, int revisions) {
    public static final Tests NONE = new Tests(0, 0);

    /** The sum. */
    public Tests plus(Tests other) {
      return new Tests(bisections + other.bisections, revisions + other.revisions);
    }

    /** What takes it back. */
    public Tests negated() {
      return new Tests(-bisections, -revisions);
    }
  }

  /**
   * Runs at the commit.
   *
   * @param crashed runs in which the kernel crashed
   * @param ok runs in which the reproducer ran to its end
   * @param inconclusive the others: boot, basic test, infrastructure, ignored
   * @param estimated those of the runs whose number is an estimate
   */
  public record RunDelta(int crashed, int ok, int inconclusive, int estimated) {
    public static final RunDelta NONE = new RunDelta(0, 0, 0, 0);

    /** The sum. */
    public RunDelta plus(RunDelta other) {
      return new RunDelta(
          crashed + other.crashed,
          ok + other.ok,
          inconclusive + other.inconclusive,
          estimated + other.estimated);
    }

    /** What takes it back. */
    public RunDelta negated() {
      return new RunDelta(-crashed, -ok, -inconclusive, -estimated);
    }
  }

  /**
   * When lines were observed, in milliseconds since the epoch.
   *
   * @param first the earliest
   * @param last the latest
   */
  public record Observed(long first, long last) {
    public static final Observed NEVER = new Observed(Long.MAX_VALUE, Long.MIN_VALUE);

    /** One line, observed at this time. */
    public static Observed at(long time) {
      return new Observed(time, time);
    }

    /** Both together. */
    public Observed plus(Observed other) {
      return new Observed(Math.min(first, other.first), Math.max(last, other.last));
    }
  }

  /**
   * What a line changes for one title.
   *
   * @param title the crash title
   * @param type its crash type
   * @param runs runs that crashed with it
   * @param bisectionsOfType 1 when this bisection meets the type at this commit for the first time,
   *     -1 when a correction takes that back, else 0
   * @param bisectionsOfTitle the same for the title
   * @param foreign the same for a title that is none of the bug's
   */
  public record TitleDelta(
      String title,
      String type,
      int runs,
      int bisectionsOfType,
      int bisectionsOfTitle,
      int foreign) {

    /** What takes it back. */
    TitleDelta negated() {
      return new TitleDelta(title, type, -runs, -bisectionsOfType, -bisectionsOfTitle, -foreign);
    }
  }
}
