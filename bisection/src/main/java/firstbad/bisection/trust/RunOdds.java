package firstbad.bisection.trust;

/**
 * How likely the runs of a revision are, for each chance of reproduction on a grid: the
 * beta-binomial of k crashes and g OK runs around p with strength s, B(ps+k, (1-p)s+g) / B(ps,
 * (1-p)s).
 *
 * <p>Counts up to {@link #COMMON} come from a table that is filled once for a set of parameters.
 */
final class RunOdds {
  private static final int COMMON = 20;

  private final double[] grid;
  private final double strength;
  private final double[] table;

  RunOdds(double[] grid, double strength) {
    this.grid = grid.clone();
    this.strength = strength;
    this.table = new double[(COMMON + 1) * (COMMON + 1) * grid.length];
    for (int p = 0; p < grid.length; p++) {
      fill(p);
    }
  }

  /** Each entry from its neighbour with one run less: far cheaper than gamma functions. */
  private void fill(int p) {
    double a = grid[p] * strength;
    double b = (1 - grid[p]) * strength;
    for (int crashed = 0; crashed <= COMMON; crashed++) {
      for (int ok = 0; ok <= COMMON; ok++) {
        double runs = strength + crashed + ok - 1;
        double odds;
        if (ok > 0) {
          odds = table[at(p, crashed, ok - 1)] * (b + ok - 1) / runs;
        } else {
          odds = crashed == 0 ? 1 : table[at(p, crashed - 1, 0)] * (a + crashed - 1) / runs;
        }
        table[at(p, crashed, ok)] = odds;
      }
    }
  }

  private int at(int p, int crashed, int ok) {
    return (crashed * (COMMON + 1) + ok) * grid.length + p;
  }

  /** The odds for the grid's p-th chance; counts from 0 on. */
  double of(int p, int crashed, int ok) {
    if (crashed <= COMMON && ok <= COMMON) {
      return table[at(p, crashed, ok)];
    }
    return StrictMath.exp(ln(p, crashed, ok));
  }

  /** Multiplies each chance's value by {@code scale * odds + rest}. */
  void multiply(double[] values, int crashed, int ok, double scale, double rest) {
    if (crashed <= COMMON && ok <= COMMON) {
      int at = at(0, crashed, ok);
      for (int p = 0; p < values.length; p++) {
        values[p] *= scale * table[at + p] + rest;
      }
    } else {
      for (int p = 0; p < values.length; p++) {
        values[p] *= scale * of(p, crashed, ok) + rest;
      }
    }
  }

  /** The sum of values, in four strands so that additions need not wait for each other. */
  static double sum(double[] values) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int p = 0;
    for (; p + 3 < values.length; p += 4) {
      a += values[p];
      b += values[p + 1];
      c += values[p + 2];
      d += values[p + 3];
    }
    for (; p < values.length; p++) {
      a += values[p];
    }
    return (a + b) + (c + d);
  }

  double ln(int p, int crashed, int ok) {
    double a = grid[p] * strength;
    double b = (1 - grid[p]) * strength;
    return Numbers.lnBeta(a + crashed, b + ok) - Numbers.lnBeta(a, b);
  }
}
