package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.parameters.RunTable;
import java.util.Arrays;

/**
 * What the revisions behind the last one that an uncertain title crashed say: the same for all
 * combinations of uncertain titles. Products of the odds are worked out twice, once to add them up
 * and once for the intervals, since to keep them for each interval costs more.
 */
final class TailOdds {
  static final double LARGE = Math.scalb(1.0, 300);
  static final double DOWN = 1 / LARGE;

  private final RunEvidence seen;
  private final RunTable odds;
  private final double[] intervals;

  /** By chance: the products, added up with the weights of their intervals. */
  private final double[] sums;

  /** A power of two that all products are multiplied by. */
  private double scale = 1;

  /**
   * What these revisions say from the tail on.
   *
   * @param intervals prior of each interval, one more than there are revisions
   */
  TailOdds(RunEvidence seen, RunTable odds, int chances, double[] intervals) {
    this.seen = seen;
    this.odds = odds;
    this.intervals = intervals;
    sums = new double[chances];
    double[] products = products(1);
    for (int j = seen.tail(); j < intervals.length; j++) {
      double most = 0;
      for (int p = 0; p < chances; p++) {
        sums[p] += intervals[j] * products[p];
        most = Math.max(most, products[p]);
      }
      if (most > LARGE) {
        multiply(products, DOWN);
        multiply(sums, DOWN);
        scale *= DOWN;
      }
      see(j, products);
    }
  }

  private double[] products(double first) {
    double[] products = new double[sums.length];
    Arrays.fill(products, first);
    return products;
  }

  /** Goes on after a revision; after the last interval there is none. */
  private void see(int revision, double[] products) {
    if (revision < seen.size()) {
      double[] factors = odds.of(seen.crashed(revision, 0), seen.ok(revision));
      for (int p = 0; p < products.length; p++) {
        products[p] *= factors[p];
      }
    }
  }

  private static void multiply(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
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
    for (int p = 0; p < sums.length; p++) {
      total += ahead[at + p] * sums[p];
    }
    return total;
  }

  /** Adds the posterior of the intervals behind the tail, by what leads there for each chance. */
  void add(double[] masses, double[] allAhead) {
    double[] products = products(scale);
    for (int j = seen.tail(); j < masses.length; j++) {
      double sum = 0;
      for (int p = 0; p < products.length; p++) {
        sum += products[p] * allAhead[p];
      }
      masses[j] = intervals[j] * sum;
      see(j, products);
    }
  }
}
