package firstbad.bisection.state;

import firstbad.bisection.finding.Revision;
import firstbad.bisection.grammar.RunOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The runs of the open revision as the log lists them.
 *
 * @param outcomes how many had which outcome
 * @param estimated whether the number stands behind {@code all runs:}
 * @param crashes the crashed runs by title
 * @param twins crashes that may have been logged twice
 */
public record Runs(Outcomes outcomes, boolean estimated, RunsByTitle crashes, Twins twins) {

  static final Runs NONE =
      new Runs(new Outcomes(0, 0, 0, 0, 0, 0), false, RunsByTitle.NONE, Twins.NONE);

  /** Runs by outcome. */
  public record Outcomes(
      int ok, int crashed, int bootFailed, int testFailed, int infra, int ignored) {

    Outcomes plus(RunOutcome outcome, int runs) {
      return new Outcomes(
          ok + (outcome == RunOutcome.OK ? runs : 0),
          crashed + (outcome.crashed() ? runs : 0),
          bootFailed + (outcome == RunOutcome.BOOT_FAILED ? runs : 0),
          testFailed + (outcome.testFailed() ? runs : 0),
          infra + (outcome == RunOutcome.INFRA || outcome == RunOutcome.FAILED ? runs : 0),
          ignored + (outcome == RunOutcome.IGNORED ? runs : 0));
    }

    Outcomes withoutCrashes(int fewer) {
      return new Outcomes(ok, crashed - fewer, bootFailed, testFailed, infra, ignored);
    }

    int total() {
      return ok + crashed + bootFailed + testFailed + infra + ignored;
    }
  }

  /**
   * Crashes that may have been logged twice.
   *
   * @param pairs pairs of entries that may stand for one run, by title
   * @param waiting title of a crash whose twin may follow; null when there is none
   * @param lonely whether some crash had no twin
   */
  public record Twins(RunsByTitle pairs, @Nullable Integer waiting, boolean lonely) {

    /** How many titles can have twins; a log of that summer has two or three. */
    private static final int MOST = 16;

    static final Twins NONE = new Twins(RunsByTitle.NONE, null, false);

    /** After a run; {@code title} is that of a crash, counted or ignored, in such an era. */
    Twins after(boolean crash, @Nullable Integer title) {
      if (title == null && waiting == null) {
        return this; // as in nearly all eras
      }
      boolean full = title != null && pairs.size() == MOST && pairs.of(title) == 0;
      boolean paired = title != null && title.equals(waiting) && !full;
      return new Twins(
          title != null && paired ? pairs.plus(title, 1) : pairs,
          crash && !paired ? title : null,
          lonely || (waiting != null && !paired));
    }
  }

  /** All runs. */
  public int total() {
    return outcomes.total();
  }

  /** Runs in which the reproducer ran to its end. */
  public int ok() {
    return outcomes.ok;
  }

  /** Runs in which the kernel crashed. */
  public int crashed() {
    return outcomes.crashed;
  }

  /** Runs for which no machine could be had. */
  public int infra() {
    return outcomes.infra;
  }

  /** Runs that say something of the kernel: OK or crashed. */
  public int conclusive() {
    return outcomes.ok + outcomes.crashed;
  }

  /**
   * With so many runs of one outcome.
   *
   * @param title number of the title of a crash, whether counted or ignored; else null
   * @param twice whether crashes may be logged twice in this era
   */
  public Runs plus(
      RunOutcome outcome, @Nullable Integer title, int runs, boolean estimate, boolean twice) {
    boolean crash = outcome.crashed();
    return new Runs(
        outcomes.plus(outcome, runs),
        estimated || estimate,
        crash && title != null ? crashes.plus(title, runs) : crashes,
        twins.after(crash, twice ? title : null));
  }

  /** Whether every crash has a twin. */
  public boolean doubled() {
    return !twins.lonely && twins.waiting == null && twins.pairs.size() > 0;
  }

  /** With every pair of twins counted as one run. */
  public Runs undoubled() {
    int pairs = twins.pairs.runs().stream().mapToInt(Integer::intValue).sum();
    return new Runs(
        outcomes.withoutCrashes(pairs),
        estimated,
        crashes.map((title, runs) -> runs - twins.pairs.of(title)),
        Twins.NONE);
  }

  /** The numbers as they are shown. */
  public Revision.RunCounts counts() {
    return new Revision.RunCounts(
        total(),
        outcomes.ok,
        outcomes.crashed,
        outcomes.bootFailed,
        outcomes.testFailed,
        outcomes.infra,
        outcomes.ignored,
        estimated);
  }
}
