package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.parameters.BugOdds;
import firstbad.bisection.trust.parameters.RunTable;
import java.util.Arrays;

/**
 * The posterior of the intervals, over all combinations of uncertain titles.
 *
 * <p>An interval's likelihood is the product of the {@link BugOdds} of all newer revisions: what
 * they would show without the bug is the same for every interval and cancels out. Going back from
 * the newest revision, the combinations double where an uncertain title is met: it shows the bug in
 * one half of them and not in the other. Behind the last revision that an uncertain title crashed
 * the products are the same in all of them but for one factor for each chance of reproduction.
 *
 * <p>A combination is a number with a bit for each title that was met, set when it shows the bug.
 * Products stay plain doubles. Those that get too large are multiplied by a power of two, which is
 * exact; what falls 10^300 behind the others is nothing.
 */
final class Combinations {
  private static final double LARGE = Math.scalb(1.0, 300);
  private static final double DOWN = 1 / LARGE;

  private final RunEvidence seen;
  private final RunTable odds;
  private final double[] intervals;

  /** How many chances of reproduction there are. */
  private final int chances;

  /** How many combinations there are of the titles that were met so far. */
  private int count = 1;

  /** By combination: its prior. */
  private final double[] priors;

  /** By combination: the likelihoods of the intervals so far, added up. */
  private final double[] newer;

  /** By combination, then by chance: the odds so far, with the chance's own weight. */
  private final double[] products;

  /** By combination: its products, added up. */
  private final double[] sums;

  /** By interval up to the tail, then by combination there. */
  private final double[][] likelihoods;

  /** By revision up to the tail, then by combination: what it multiplied its products by. */
  private final double[][] scales;

  /** By interval from the tail on, then by chance: products of the odds between the two. */
  private final double[] behind;

  /** By chance: the products behind the tail, added up with the weights of their intervals. */
  private final double[] allBehind;

  /** A power of two that all products behind the tail were multiplied by. */
  private double behindScale = 1;

  /**
   * @param seen what the revisions showed
   * @param weights of the chances of reproduction before them
   * @param intervals prior of each interval, one more than there are revisions
   */
  Combinations(RunEvidence seen, RunTable odds, double[] weights, double[] intervals) {
    this.seen = seen;
    this.odds = odds;
    this.intervals = intervals;
    chances = weights.length;
    int all = 1 << seen.titles();
    priors = new double[all];
    newer = new double[all];
    products = Arrays.copyOf(weights, all * chances);
    sums = new double[all];
    likelihoods = new double[seen.tail()][];
    scales = new double[seen.tail()][];
    behind = new double[(intervals.length - seen.tail()) * chances];
    allBehind = new double[chances];
    priors[0] = 1;
    for (double weight : weights) {
      sums[0] += weight;
    }
  }

  /** The posterior of each interval, from the newest to the oldest. */
  double[] masses() {
    multiplyBehind();
    for (int i = 0; i < seen.tail(); i++) {
      weigh(i);
      while (count < 1 << seen.met(i)) {
        meet(seen.shows(Integer.numberOfTrailingZeros(count)));
      }
      see(i);
    }
    return added();
  }

  private void multiplyBehind() {
    int tail = seen.tail();
    Arrays.fill(behind, 0, chances, 1);
    for (int j = tail; j < intervals.length; j++) {
      int at = (j - tail) * chances;
      double most = 0;
      for (int p = 0; p < chances; p++) {
        allBehind[p] += intervals[j] * behind[at + p];
        most = Math.max(most, behind[at + p]);
      }
      if (most > LARGE) {
        multiply(behind, 0, at + chances, DOWN);
        multiply(allBehind, 0, chances, DOWN);
        behindScale *= DOWN;
      }
      if (j < seen.size()) {
        double[] factors = odds.of(seen.crashed(j, 0), seen.ok(j));
        for (int p = 0; p < chances; p++) {
          behind[at + chances + p] = behind[at + p] * factors[p];
        }
      }
    }
  }

  /** How likely an interval is, in each combination. */
  private void weigh(int interval) {
    double[] likely = new double[count];
    for (int c = 0; c < count; c++) {
      likely[c] = intervals[interval] * sums[c];
      newer[c] += likely[c];
    }
    likelihoods[interval] = likely;
  }

  /** A title more: the first half of the combinations is without it, the second half has it. */
  private void meet(double shows) {
    for (int c = 0; c < count; c++) {
      priors[c + count] = priors[c] * shows;
      priors[c] *= 1 - shows;
    }
    System.arraycopy(newer, 0, newer, count, count);
    System.arraycopy(products, 0, products, count * chances, count * chances);
    count *= 2;
  }

  /** Goes on after a revision, in each combination. */
  private void see(int revision) {
    double[] scale = new double[count];
    for (int c = 0; c < count; c++) {
      double[] factors = odds.of(seen.crashed(revision, c), seen.ok(revision));
      int at = c * chances;
      double sum = 0;
      for (int p = 0; p < factors.length; p++) {
        double product = products[at + p] * factors[p];
        products[at + p] = product;
        sum += product;
      }
      scale[c] = sum > LARGE ? DOWN : 1;
      if (scale[c] < 1) {
        multiply(products, at, chances, scale[c]);
        newer[c] *= scale[c];
      }
      sums[c] = sum * scale[c];
    }
    scales[revision] = scale;
  }

  /** The intervals' likelihoods, normalised inside each combination, added up by their priors. */
  private double[] added() {
    double[] masses = new double[intervals.length];
    double[] allAhead = new double[chances];
    double[] factors = new double[count];
    for (int c = 0; c < count; c++) {
      factors[c] = ended(c, allAhead);
    }
    int tail = seen.tail();
    for (int j = tail; j < masses.length; j++) {
      double sum = 0;
      for (int p = 0; p < chances; p++) {
        sum += behind[(j - tail) * chances + p] * allAhead[p];
      }
      masses[j] = intervals[j] * sum;
    }
    for (int j = tail - 1; j >= 0; j--) {
      multiply(factors, scales[j]);
      fold(factors, scales[j].length, likelihoods[j].length);
      for (int c = 0; c < likelihoods[j].length; c++) {
        masses[j] += likelihoods[j][c] * factors[c];
      }
    }
    return masses;
  }

  /**
   * Ends a combination: what is behind the tail counts by the products that lead there.
   *
   * @param allAhead by chance: the products at the tail, added up with what their combinations
   *     count
   * @return what makes probabilities of the combination's likelihoods
   */
  private double ended(int combination, double[] allAhead) {
    int at = combination * chances;
    double total = behindScale * newer[combination];
    for (int p = 0; p < chances; p++) {
      total += products[at + p] * allBehind[p];
    }
    double factor = total > 0 ? priors[combination] / total : 0;
    for (int p = 0; p < chances; p++) {
      allAhead[p] += factor * products[at + p];
    }
    return behindScale * factor;
  }

  /** Adds up the factors of combinations that were one before their newest titles were met. */
  private static void fold(double[] factors, int from, int to) {
    for (int c = to; c < from; c++) {
      factors[c % to] += factors[c];
    }
  }

  private static void multiply(double[] factors, double[] scale) {
    for (int c = 0; c < scale.length; c++) {
      factors[c] *= scale[c];
    }
  }

  private static void multiply(double[] values, int from, int length, double factor) {
    for (int i = from; i < from + length; i++) {
      values[i] *= factor;
    }
  }
}
