package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.parameters.RunTable;
import java.util.Arrays;

/**
 * What the revisions behind the last one that an uncertain title crashed say: the same for all
 * combinations of uncertain titles.
 */
final class TailOdds {
  private final int tail;
  private final int chances;
  private final double[] intervals;

  /** By interval from the tail on, then by chance: products of the odds between the two. */
  private final double[] products;

  /** By chance: the products, added up with the weights of their intervals. */
  private final double[] sums;

  /** A power of two that all products were multiplied by. */
  private double scale = 1;

  /**
   * @param intervals prior of each interval, one more than there are revisions
   */
  TailOdds(RunEvidence seen, RunTable odds, int chances, double[] intervals) {
    this.tail = seen.tail();
    this.chances = chances;
    this.intervals = intervals;
    products = new double[(intervals.length - tail) * chances];
    sums = new double[chances];
    Arrays.fill(products, 0, chances, 1);
    for (int j = tail; j < intervals.length; j++) {
      int at = (j - tail) * chances;
      double most = 0;
      for (int p = 0; p < chances; p++) {
        sums[p] += intervals[j] * products[at + p];
        most = Math.max(most, products[at + p]);
      }
      if (most > Combinations.LARGE) {
        scaleDown(at + chances);
      }
      if (j < seen.size()) {
        double[] factors = odds.of(seen.crashed(j, 0), seen.ok(j));
        for (int p = 0; p < chances; p++) {
          products[at + chances + p] = products[at + p] * factors[p];
        }
      }
    }
  }

  private void scaleDown(int to) {
    for (int i = 0; i < to; i++) {
      products[i] *= Combinations.DOWN;
    }
    for (int p = 0; p < chances; p++) {
      sums[p] *= Combinations.DOWN;
    }
    scale *= Combinations.DOWN;
  }

  /** The power of two. */
  double scale() {
    return scale;
  }

  /**
   * The likelihoods of all intervals in one combination, added up.
   *
   * @param newer those up to the tail
   * @param ahead the combination's products at the tail, by chance from {@code at} on
   */
  double total(double newer, double[] ahead, int at) {
    double total = scale * newer;
    for (int p = 0; p < chances; p++) {
      total += ahead[at + p] * sums[p];
    }
    return total;
  }

  /** Adds the posterior of the intervals behind the tail, by what leads there for each chance. */
  void add(double[] masses, double[] allAhead) {
    for (int j = tail; j < masses.length; j++) {
      double sum = 0;
      for (int p = 0; p < chances; p++) {
        sum += products[(j - tail) * chances + p] * allAhead[p];
      }
      masses[j] = intervals[j] * sum;
    }
  }
}
