package firstbad.bisection.trust;

import java.util.ArrayList;
import java.util.List;

/**
 * The posterior of the intervals, over all combinations of uncertain titles; holds what they share.
 *
 * <p>The hot loop of trust: arrays are used again for each combination, and products stay plain
 * doubles. One that gets too small is multiplied by a power of two, which is exact, and the
 * exponent is kept beside it.
 */
final class Combinations {
  private static final int STEP = 300;
  private static final double SMALL = Math.scalb(1.0, -STEP);
  private static final double UP = Math.scalb(1.0, STEP);

  private final Parameters parameters;

  /** Prior of each chance of reproduction, with what the first revision says about it. */
  private final double[] chances;

  private final double[] intervals;

  /** Of the titles that are tried both ways. */
  private final double[] probabilities;

  /** Runs that crashed with titles that surely show the bug, by revision from the newest on. */
  private final int[] certain;

  private final int[] ok;

  /** Pairs: a title that is tried both ways, its runs. */
  private final int[][] uncertain;

  private final int[] crashed;
  private final double[] present;
  private final double[] older;
  private final int[] exponents;
  private final double[] shares;

  Combinations(
      Evidence evidence,
      List<Cluster> clusters,
      List<Tested> tested,
      int[] order,
      double[] edges,
      Parameters parameters) {
    this.parameters = parameters;
    int size = order.length;
    chances = new double[parameters.chances.length];
    for (int p = 0; p < chances.length; p++) {
      chances[p] =
          parameters.chancePriors[p]
              * parameters.firstRuns.of(p, evidence.crashed(), evidence.ok());
    }
    scaleUp(chances);
    intervals = new double[size + 1];
    double within = 0;
    for (int j = 0; j <= size; j++) {
      double next = j == size ? 1 : parameters.onset.within(edges[j + 1]);
      intervals[j] = next - within;
      within = next;
    }
    TitleOdds odds = new TitleOdds(evidence, clusters, tested, parameters);
    List<Integer> tried = odds.tried();
    probabilities = tried.stream().mapToDouble(odds::of).toArray();
    certain = new int[size];
    ok = new int[size];
    uncertain = new int[size][];
    for (int i = 0; i < size; i++) {
      Tested each = tested.get(order[i]);
      ok[i] = each.ok();
      sort(each.crashes(), odds, tried, i);
    }
    crashed = new int[size];
    present = new double[chances.length];
    older = new double[size + 1];
    exponents = new int[size + 1];
    shares = new double[size + 1];
  }

  private void sort(List<Integer> crashes, TitleOdds odds, List<Integer> tried, int revision) {
    List<Integer> open = new ArrayList<>();
    for (int c = 0; c < crashes.size(); c += 2) {
      int bit = tried.indexOf(crashes.get(c));
      if (bit >= 0) {
        open.add(bit);
        open.add(crashes.get(c + 1));
      } else if (odds.taken(crashes.get(c))) {
        certain[revision] += crashes.get(c + 1);
      }
    }
    uncertain[revision] = open.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Adds the posterior of each interval to these, from the newest to the oldest. */
  void addTo(double[] masses) {
    for (int mask = 0; mask < 1 << probabilities.length; mask++) {
      double weight = 1;
      for (int bit = 0; bit < probabilities.length; bit++) {
        weight *= (mask >> bit & 1) == 1 ? probabilities[bit] : 1 - probabilities[bit];
      }
      weigh(mask);
      for (int j = 0; j < masses.length; j++) {
        masses[j] += weight * shares[j];
      }
    }
  }

  /** Fills the shares: the posterior if exactly the titles of the mask show the bug. */
  private void weigh(int mask) {
    int size = ok.length;
    older[size] = 1;
    exponents[size] = 0;
    for (int i = size - 1; i >= 0; i--) {
      crashed[i] = crashed(i, mask);
      double product = older[i + 1] * absent(crashed[i], ok[i]);
      boolean small = product < SMALL;
      older[i] = small ? product * UP : product;
      exponents[i] = exponents[i + 1] - (small ? STEP : 0);
    }
    System.arraycopy(chances, 0, present, 0, present.length);
    int exponent = 0;
    int largest = Integer.MIN_VALUE;
    for (int j = 0; j <= size; j++) {
      double sum = RunOdds.sum(present);
      shares[j] = intervals[j] * sum * older[j];
      exponents[j] += exponent;
      largest = shares[j] > 0 ? Math.max(largest, exponents[j]) : largest;
      if (j < size) {
        see(crashed[j], ok[j]);
        exponent -= sum < SMALL ? scaleUp(present) : 0;
      }
    }
    double total = 0;
    for (int j = 0; j <= size; j++) {
      shares[j] = Math.scalb(shares[j], exponents[j] - largest);
      total += shares[j];
    }
    for (int j = 0; j <= size; j++) {
      shares[j] = total > 0 ? shares[j] / total : intervals[j];
    }
  }

  private int crashed(int revision, int mask) {
    int sum = certain[revision];
    int[] open = uncertain[revision];
    for (int c = 0; c < open.length; c += 2) {
      sum += (mask >> open[c] & 1) * open[c + 1];
    }
    return sum;
  }

  /** Likelihood of the runs of a revision without the bug. */
  private double absent(int crashed, int ok) {
    if (crashed > 0) {
      return parameters.accidental * parameters.strangers.of(0, crashed, ok);
    }
    return ok > 0 ? 1 - parameters.accidental : 1;
  }

  /** Multiplies the chances by the likelihood of the runs of a revision with the bug. */
  private void see(int crashed, int ok) {
    if (crashed > 0 || ok > 0) {
      parameters.runs.multiply(
          present, crashed, ok, 1 - parameters.silent, crashed > 0 ? 0 : parameters.silent);
    }
  }

  /** Multiplies by a power of two until the largest is not small; returns its exponent. */
  private static int scaleUp(double[] products) {
    double most = 0;
    for (double each : products) {
      most = Math.max(most, each);
    }
    int exponent = 0;
    for (; most > 0 && most < SMALL; most *= UP) {
      exponent += STEP;
    }
    for (int p = 0; p < products.length && exponent > 0; p++) {
      products[p] = Math.scalb(products[p], exponent);
    }
    return exponent;
  }
}
