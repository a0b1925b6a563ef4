package firstbad.bisection;

import org.jspecify.annotations.Nullable;

/**
 * The runs of the open revision as the log lists them.
 *
 * @param estimated whether the number stands behind {@code all runs:}
 * @param crashes the crashed runs by title
 * @param twins pairs of entries that may stand for one run, by title (log-format.md section 5.4)
 * @param waiting title of a crash whose twin may follow; null when there is none
 * @param lonely whether some crash had no twin
 */
public record Runs(
    int ok,
    int crashed,
    int bootFailed,
    int testFailed,
    int infra,
    int ignored,
    boolean estimated,
    Tallies crashes,
    Tallies twins,
    @Nullable Integer waiting,
    boolean lonely) {

  static final Runs NONE =
      new Runs(0, 0, 0, 0, 0, 0, false, Tallies.NONE, Tallies.NONE, null, false);

  /** How many titles can have twins; a log of that summer has two or three. */
  private static final int TWINS = 16;

  int total() {
    return ok + crashed + bootFailed + testFailed + infra + ignored;
  }

  /** Runs that told something. */
  int told() {
    return ok + crashed;
  }

  /**
   * With so many runs of one outcome.
   *
   * @param title number of the title of a crash, whether counted or ignored; else null
   * @param twice whether crashes may be logged twice in this era
   */
  Runs plus(
      RunOutcome outcome, @Nullable Integer title, int runs, boolean estimate, boolean twice) {
    boolean crash = outcome.crashed();
    boolean paired = twice && title != null && title.equals(waiting) && !twinsFull(title);
    Integer waits = twice && crash && !paired ? title : null;
    return new Runs(
        ok + (outcome == RunOutcome.OK ? runs : 0),
        crashed + (crash ? runs : 0),
        bootFailed + (outcome == RunOutcome.BOOT_FAILED ? runs : 0),
        testFailed + (outcome == RunOutcome.TEST_FAILED ? runs : 0),
        infra + (outcome == RunOutcome.INFRA || outcome == RunOutcome.FAILED ? runs : 0),
        ignored + (outcome == RunOutcome.IGNORED ? runs : 0),
        estimated || estimate,
        crash && title != null ? crashes.plus(title, runs) : crashes,
        paired && title != null ? twins.plus(title, 1) : twins,
        waits,
        lonely || (waiting != null && !paired));
  }

  private boolean twinsFull(Integer title) {
    return twins.size() == TWINS && twins.of(title) == 0;
  }

  /** Whether every crash has a twin. */
  boolean doubled() {
    return !lonely && waiting == null && twins.size() > 0;
  }

  /** With every pair of twins counted as one run. */
  Runs undoubled() {
    int pairs = twins.runs().stream().mapToInt(Integer::intValue).sum();
    return new Runs(
        ok,
        crashed - pairs,
        bootFailed,
        testFailed,
        infra,
        ignored,
        estimated,
        crashes.map((title, runs) -> runs - twins.of(title)),
        Tallies.NONE,
        null,
        false);
  }

  Revision.RunCounts counts() {
    return new Revision.RunCounts(
        total(), ok, crashed, bootFailed, testFailed, infra, ignored, estimated);
  }
}
