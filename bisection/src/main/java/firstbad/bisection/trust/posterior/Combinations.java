package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.parameters.BugOdds;
import firstbad.bisection.trust.parameters.RunTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The posterior of the intervals, over all combinations of uncertain titles.
 *
 * <p>An interval's likelihood is the product of the {@link BugOdds} of all newer revisions: what
 * they would show without the bug is the same for every interval and cancels out. Going back from
 * the newest revision, the combinations double where an uncertain title is met: it shows the bug in
 * one half of them and not in the other. Behind the last revision that an uncertain title crashed,
 * the tail, the products are the same in all of them but for one factor for each chance of
 * reproduction.
 *
 * <p>A combination is a number with a bit for each title that was met, set when it shows the bug.
 * Products stay plain doubles. Those that get too large are multiplied by a power of two, which is
 * exact; what falls 10^300 behind the others is nothing.
 *
 * <p>One more revision changes nothing up to the tail as a rule, since it lies behind it: there the
 * combinations after it go on from those before it, by the same operations on the same numbers.
 */
final class Combinations {
  private final RunEvidence seen;
  private final RunTable odds;
  private final double[] weights;
  private final double[] intervals;

  /** How many chances of reproduction there are. */
  private final int chances;

  /** How many combinations there are of the titles that were met so far. */
  private int count;

  /** By combination: the likelihoods of the intervals so far, added up. */
  private final double[] newer;

  /** By combination, then by chance: the odds so far, with the chance's own weight. */
  private final double[] products;

  /** By combination: its products, added up. */
  private final double[] sums;

  /** By interval up to the tail, then by combination there. */
  private final double[][] likelihoods;

  /**
   * By revision up to the tail, then by combination: what it multiplied its products by; null where
   * that is 1 for all of them, as nearly always.
   */
  private final double[] @Nullable [] scales;

  /** Before any revision. */
  private Combinations(RunTable odds, double[] weights) {
    this.odds = odds;
    this.weights = weights;
    seen = RunEvidence.NONE;
    intervals = new double[0];
    chances = weights.length;
    count = 1;
    newer = new double[1];
    products = weights;
    sums = new double[1];
    for (double weight : weights) {
      sums[0] += weight;
    }
    likelihoods = new double[0][];
    scales = new double[0][];
  }

  private Combinations(Combinations from, RunEvidence seen, double[] intervals) {
    this.seen = seen;
    this.intervals = intervals;
    odds = from.odds;
    weights = from.weights;
    chances = from.chances;
    count = from.count;
    int done = from.seen.tail();
    int tail = seen.tail();
    int all = 1 << seen.titles();
    newer = done == tail ? from.newer : Arrays.copyOf(from.newer, all);
    products = done == tail ? from.products : Arrays.copyOf(from.products, all * chances);
    sums = done == tail ? from.sums : Arrays.copyOf(from.sums, all);
    likelihoods = Arrays.copyOf(from.likelihoods, tail);
    scales = Arrays.copyOf(from.scales, tail);
    for (int i = done; i < tail; i++) {
      weigh(i);
      while (count < 1 << seen.met(i)) {
        meet();
      }
      see(i);
    }
  }

  /**
   * The combinations up to the tail.
   *
   * @param before those before the newest revision; null where they are not known
   * @param seen what the revisions showed
   * @param weights of the chances of reproduction before them
   * @param intervals prior of each interval, one more than there are revisions
   */
  static Combinations of(
      @Nullable Combinations before,
      RunEvidence seen,
      RunTable odds,
      double[] weights,
      double[] intervals) {
    Combinations from =
        before != null && before.leadsTo(seen, weights, intervals)
            ? before
            : new Combinations(odds, weights);
    return new Combinations(from, seen, intervals);
  }

  private boolean leadsTo(RunEvidence now, double[] nowWeights, double[] nowIntervals) {
    int tail = seen.tail();
    return tail <= now.tail()
        && Arrays.equals(weights, nowWeights)
        && Arrays.equals(intervals, 0, tail, nowIntervals, 0, tail)
        && now.agrees(seen, tail);
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
  private void meet() {
    System.arraycopy(newer, 0, newer, count, count);
    System.arraycopy(products, 0, products, count * chances, count * chances);
    count *= 2;
  }

  /** Goes on after a revision, in each combination. */
  private void see(int revision) {
    for (int c = 0; c < count; c++) {
      double[] factors = odds.of(seen.crashed(revision, c), seen.ok(revision));
      int at = c * chances;
      double sum = 0;
      for (int p = 0; p < factors.length; p++) {
        double product = products[at + p] * factors[p];
        products[at + p] = product;
        sum += product;
      }
      sums[c] = sum > TailOdds.LARGE ? scaled(revision, c, sum) : sum;
    }
  }

  private double scaled(int revision, int combination, double sum) {
    double[] scale = scales[revision];
    if (scale == null) {
      scale = new double[count];
      Arrays.fill(scale, 1);
      scales[revision] = scale;
    }
    scale[combination] = TailOdds.DOWN;
    int at = combination * chances;
    for (int i = at; i < at + chances; i++) {
      products[i] *= TailOdds.DOWN;
    }
    newer[combination] *= TailOdds.DOWN;
    return sum * TailOdds.DOWN;
  }

  /**
   * The posterior of each interval, from the newest to the oldest: the likelihoods, normalised
   * inside each combination, added up by their priors.
   */
  double[] masses() {
    TailOdds behind = new TailOdds(seen, odds, chances, intervals);
    double[] masses = new double[intervals.length];
    double[] allAhead = new double[chances];
    double[] factors = priors();
    for (int c = 0; c < count; c++) {
      factors[c] = ended(c, factors[c], behind, allAhead);
    }
    int tail = seen.tail();
    behind.add(masses, allAhead);
    for (int j = tail - 1; j >= 0; j--) {
      double[] likely = likelihoods[j];
      multiply(factors, scales[j]);
      fold(factors, 1 << seen.met(j), likely.length);
      for (int c = 0; c < likely.length; c++) {
        masses[j] += likely[c] * factors[c];
      }
    }
    return masses;
  }

  /** How likely each combination is, whatever the runs. */
  private double[] priors() {
    double[] priors = new double[count];
    priors[0] = 1;
    for (int title = 0; 1 << title < count; title++) {
      double shows = seen.shows(title);
      int met = 1 << title;
      for (int c = 0; c < met; c++) {
        priors[c + met] = priors[c] * shows;
        priors[c] *= 1 - shows;
      }
    }
    return priors;
  }

  /**
   * Ends a combination: what is behind the tail counts by the products that lead there.
   *
   * @param allAhead by chance: the products at the tail, added up with what their combinations
   *     count
   * @return what makes probabilities of the combination's likelihoods
   */
  private double ended(int combination, double prior, TailOdds behind, double[] allAhead) {
    int at = combination * chances;
    double total = behind.total(newer[combination], products, at);
    double factor = total > 0 ? prior / total : 0;
    for (int p = 0; p < chances; p++) {
      allAhead[p] += factor * products[at + p];
    }
    return behind.scale() * factor;
  }

  /** Adds up the factors of combinations that were one before their newest titles were met. */
  private static void fold(double[] factors, int from, int to) {
    for (int c = to; c < from; c++) {
      factors[c % to] += factors[c];
    }
  }

  private static void multiply(double[] factors, double @Nullable [] scale) {
    for (int c = 0; scale != null && c < scale.length; c++) {
      factors[c] *= scale[c];
    }
  }
}
