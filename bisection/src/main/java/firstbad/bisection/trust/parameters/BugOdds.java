package firstbad.bisection.trust.parameters;

/**
 * How much likelier the runs of a revision are with the bug than without it, for each chance of
 * reproduction.
 */
public final class BugOdds implements RunTable.Entries {
  private static final RunOdds STRANGERS = new RunOdds(4);
  private static final double STRANGER_CRASHES = 0.25;

  private final double[] chances;
  private final RunOdds runs;
  private final double silent;
  private final double accidental;

  /**
   * @param silent how often the bug does not show on a whole revision
   * @param accidental how often something else crashes a revision without the bug
   */
  BugOdds(double[] chances, RunOdds runs, double silent, double accidental) {
    this.chances = chances;
    this.runs = runs;
    this.silent = silent;
    this.accidental = accidental;
  }

  @Override
  public double[] of(int crashed, int ok) {
    double without = without(crashed, ok);
    double[] odds = new double[chances.length];
    for (int p = 0; p < odds.length; p++) {
      double seen = (1 - silent) * runs.of(chances[p], crashed, ok);
      odds[p] = (crashed > 0 ? seen : silent + seen) / without;
    }
    return odds;
  }

  private double without(int crashed, int ok) {
    if (crashed > 0) {
      return accidental * STRANGERS.of(STRANGER_CRASHES, crashed, ok);
    }
    return ok > 0 ? 1 - accidental : 1;
  }
}
