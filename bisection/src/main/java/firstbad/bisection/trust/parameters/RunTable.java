package firstbad.bisection.trust.parameters;

/**
 * Numbers for each chance of reproduction that depend on the runs of a revision, from a table for
 * the counts that revisions have as a rule, filled once for a set of parameters.
 */
public final class RunTable {
  private static final int COMMON = 20;

  /** Computes an entry. */
  interface Entries {
    public double[] of(int crashed, int ok);
  }

  private final Entries entries;
  private final double[][] common = new double[(COMMON + 1) * (COMMON + 1)][];

  RunTable(Entries entries) {
    this.entries = entries;
    for (int crashed = 0; crashed <= COMMON; crashed++) {
      for (int ok = 0; ok <= COMMON; ok++) {
        common[at(crashed, ok)] = entries.of(crashed, ok);
      }
    }
  }

  private static int at(int crashed, int ok) {
    return crashed * (COMMON + 1) + ok;
  }

  /** The numbers by chance; counts from 0 on. The array must not be changed. */
  public double[] of(int crashed, int ok) {
    return crashed <= COMMON && ok <= COMMON ? common[at(crashed, ok)] : entries.of(crashed, ok);
  }
}
