package firstbad.bisection.trust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the bug was written, given what the revisions showed (trust.md section 2.4): probabilities
 * of the intervals between their places.
 *
 * <p>Which titles show the bug is not certain, so each combination of the uncertain ones is tried.
 * Inside a combination every interval is weighed over all chances of reproduction: revisions newer
 * than the onset have the bug, older ones do not. The posterior is normalised inside each
 * combination and then weighed with the combination's prior, since titles must not learn from
 * places. Work grows with revisions, times at most 2^8 combinations.
 */
final class OnsetPosterior {
  private final double[] edges;
  private final double[] masses;

  private OnsetPosterior(double[] edges, double[] masses) {
    this.edges = edges;
    this.masses = masses;
  }

  /**
   * @param places of all of these and maybe later revisions
   */
  static OnsetPosterior of(
      Evidence evidence, List<Tested> tested, Places places, Parameters parameters) {
    int size = tested.size();
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(places::at))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] edges = new double[size + 2];
    for (int i = 0; i < size; i++) {
      edges[i + 1] = places.at(order[i]);
    }
    edges[size + 1] = Double.POSITIVE_INFINITY;
    double[] masses = new double[size + 1];
    new Combinations(evidence, tested, order, edges, parameters).addTo(masses);
    return new OnsetPosterior(edges, masses);
  }

  /** Share of the posterior in (from, to]; the newer end must be a place. */
  double within(double from, double to) {
    double sum = 0;
    for (int j = 0; j < masses.length; j++) {
      if (edges[j] >= from && edges[j] < to) {
        sum += masses[j];
      }
    }
    return Math.min(1, sum);
  }

  /** The intervals' probabilities, from the newest to the oldest. */
  double[] masses() {
    return masses.clone();
  }

  /** One pass over the combinations of uncertain titles; holds what they share. */
  private static final class Combinations {
    private final Parameters parameters;
    private final double[] chances;
    private final double[] intervals;
    private final double[] probabilities;
    private final int[] certain;
    private final int[] ok;
    private final int[][] uncertain;

    Combinations(
        Evidence evidence,
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
      intervals = new double[size + 1];
      double within = 0;
      for (int j = 0; j <= size; j++) {
        double next = j == size ? 1 : parameters.onset.within(edges[j + 1]);
        intervals[j] = next - within;
        within = next;
      }
      TitleOdds odds = new TitleOdds(evidence, tested, parameters);
      List<Integer> tried = odds.tried();
      probabilities = tried.stream().mapToDouble(odds::of).toArray();
      certain = new int[size];
      ok = new int[size];
      uncertain = new int[size][];
      for (int i = 0; i < size; i++) {
        Tested each = tested.get(order[i]);
        ok[i] = each.ok();
        List<Integer> open = new ArrayList<>();
        for (int c = 0; c < each.crashes().size(); c += 2) {
          int cluster = each.crashes().get(c);
          int bit = tried.indexOf(cluster);
          if (bit >= 0) {
            open.add(bit);
            open.add(each.crashes().get(c + 1));
          } else if (odds.taken(cluster)) {
            certain[i] += each.crashes().get(c + 1);
          }
        }
        uncertain[i] = open.stream().mapToInt(Integer::intValue).toArray();
      }
    }

    void addTo(double[] masses) {
      for (int mask = 0; mask < 1 << probabilities.length; mask++) {
        double weight = 1;
        for (int bit = 0; bit < probabilities.length; bit++) {
          weight *= (mask >> bit & 1) == 1 ? probabilities[bit] : 1 - probabilities[bit];
        }
        double[] shares = shares(mask);
        for (int j = 0; j < masses.length; j++) {
          masses[j] += weight * shares[j];
        }
      }
    }

    /** The posterior of the intervals if exactly the titles of the mask show the bug. */
    private double[] shares(int mask) {
      int size = ok.length;
      double[] logs = new double[size + 1];
      for (int i = size - 1; i >= 0; i--) {
        logs[i] = logs[i + 1] + StrictMath.log(absent(crashed(i, mask), ok[i]));
      }
      double[] shares = new double[size + 1];
      double[] present = chances.clone();
      double scale = rescale(present);
      double most = Double.NEGATIVE_INFINITY;
      for (int j = 0; j <= size; j++) {
        double sum = 0;
        for (double each : present) {
          sum += each;
        }
        shares[j] = intervals[j] * sum;
        logs[j] += scale;
        most = Math.max(most, logs[j]);
        if (j < size) {
          see(present, crashed(j, mask), ok[j]);
          scale += rescale(present);
        }
      }
      double total = 0;
      for (int j = 0; j <= size; j++) {
        shares[j] *= StrictMath.exp(logs[j] - most);
        total += shares[j];
      }
      for (int j = 0; j <= size; j++) {
        shares[j] = total > 0 ? shares[j] / total : 0;
      }
      return shares;
    }

    private int crashed(int i, int mask) {
      int sum = certain[i];
      for (int c = 0; c < uncertain[i].length; c += 2) {
        sum += (mask >> uncertain[i][c] & 1) * uncertain[i][c + 1];
      }
      return sum;
    }

    private double absent(int crashed, int ok) {
      if (crashed > 0) {
        return parameters.accidental * parameters.strangers.of(0, crashed, ok);
      }
      return ok > 0 ? 1 - parameters.accidental : 1;
    }

    private void see(double[] present, int crashed, int ok) {
      if (crashed == 0 && ok == 0) {
        return;
      }
      double hidden = crashed > 0 ? 0 : parameters.silent;
      for (int p = 0; p < present.length; p++) {
        present[p] *= hidden + (1 - parameters.silent) * parameters.runs.of(p, crashed, ok);
      }
    }

    /** Divides by the largest, so that long products do not vanish; returns its logarithm. */
    private static double rescale(double[] present) {
      double most = 0;
      for (double each : present) {
        most = Math.max(most, each);
      }
      for (int p = 0; p < present.length; p++) {
        present[p] /= most;
      }
      return StrictMath.log(most);
    }
  }
}
