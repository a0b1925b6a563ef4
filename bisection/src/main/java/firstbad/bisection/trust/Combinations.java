package firstbad.bisection.trust;

import java.util.Arrays;
import java.util.List;

/**
 * The posterior of the intervals, over all combinations of uncertain titles.
 *
 * <p>An interval's likelihood is the product of the {@link BugOdds} of all newer revisions: what
 * they would show without the bug is the same for every interval and cancels out. Going back from
 * the newest revision, a title is decided both ways where it first crashes, so that combinations
 * share all the work up to there; and behind the last revision that an uncertain title crashed the
 * products are the same in all of them but for one factor for each chance of reproduction.
 *
 * <p>Products stay plain doubles. Those that get too large are multiplied by a power of two, which
 * is exact; what falls 10^300 behind the others is nothing.
 */
final class Combinations {
  private static final double LARGE = Math.scalb(1.0, 300);
  private static final double DOWN = 1 / LARGE;
  private static final int[] NONE = {};

  private final RunTable odds;
  private final TitleOdds titles;
  private final double[] intervals;
  private final int[] ok;

  /** Runs that crashed with titles that surely show the bug, by revision from the newest on. */
  private final int[] certain;

  /** By revision: pairs of an uncertain title's bit and its runs. */
  private final int[][] uncertain;

  /** The revision behind the last one that an uncertain title crashed. */
  private final int tail;

  /** How many chances of reproduction there are. */
  private final int chances;

  /**
   * By revision up to the tail, then by chance: products of the odds before it in the combination
   * that is being tried, with the chance's own weight.
   */
  private final double[] head;

  /** By revision from the tail on, then by chance: products of the odds between the two. */
  private final double[] behind;

  /** By chance: the products behind the tail, added up with the weights of their intervals. */
  private final double[] allBehind;

  /** By chance: the products at the tail, added up with what each combination counts. */
  private final double[] allHeads;

  /** A power of two that all products behind the tail were multiplied by. */
  private double behindScale = 1;

  private final double[] masses;

  Combinations(
      Shown.Bug bug,
      List<Cluster> clusters,
      List<Tested> tested,
      int[] order,
      double[] edges,
      Parameters parameters) {
    odds = parameters.odds;
    titles = new TitleOdds(bug, clusters, tested, parameters);
    intervals = intervals(edges, parameters.onset);
    int size = order.length;
    ok = new int[size];
    certain = new int[size];
    uncertain = new int[size][];
    int last = 0;
    for (int i = 0; i < size; i++) {
      Tested each = tested.get(order[i]);
      ok[i] = each.ok();
      uncertain[i] = sort(each, i);
      last = uncertain[i].length > 0 ? i + 1 : last;
    }
    tail = last;
    double[] weights = parameters.firstRuns.of(bug.crashed(), bug.ok());
    chances = weights.length;
    head = Arrays.copyOf(weights, (tail + 1) * chances);
    behind = new double[(size - tail + 1) * chances];
    allBehind = new double[chances];
    allHeads = new double[chances];
    masses = new double[size + 1];
  }

  private static double[] intervals(double[] edges, OnsetPrior onset) {
    double[] intervals = new double[edges.length - 1];
    double within = 0;
    for (int j = 0; j < intervals.length; j++) {
      double next = j == intervals.length - 1 ? 1 : onset.within(edges[j + 1]);
      intervals[j] = next - within;
      within = next;
    }
    return intervals;
  }

  /** Tells the uncertain crashes of a revision from the certain ones, which it adds up. */
  private int[] sort(Tested each, int revision) {
    int[] open = NONE;
    for (int c = 0; c < each.clusters(); c++) {
      int bit = titles.bit(each.cluster(c));
      if (bit >= 0) {
        open = Arrays.copyOf(open, open.length + 2);
        open[open.length - 2] = bit;
        open[open.length - 1] = each.runs(c);
      } else if (titles.taken(each.cluster(c))) {
        certain[revision] += each.runs(c);
      }
    }
    return open;
  }

  /** The posterior of each interval, from the newest to the oldest. */
  double[] masses() {
    multiplyBehind();
    weigh(0, 0, 1, 0, 0);
    for (int j = tail; j < masses.length; j++) {
      double sum = 0;
      for (int p = 0; p < chances; p++) {
        sum += behind[(j - tail) * chances + p] * allHeads[p];
      }
      masses[j] = intervals[j] * sum;
    }
    return masses;
  }

  private void multiplyBehind() {
    Arrays.fill(behind, 0, chances, 1);
    for (int j = tail; j < masses.length; j++) {
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
      if (j < ok.length) {
        double[] factors = odds.of(certain[j], ok[j]);
        for (int p = 0; p < chances; p++) {
          behind[at + chances + p] = behind[at + p] * factors[p];
        }
      }
    }
  }

  /**
   * Weighs an interval and all older ones, in all combinations that are left.
   *
   * @param newer sum of the likelihoods of the newer intervals
   * @param weight prior of the combinations that are left
   * @param decided the titles that are decided, one bit each
   * @param bug those of them that show the bug
   * @return the factor that makes probabilities of likelihoods, added up over the combinations
   */
  private double weigh(int j, double newer, double weight, int decided, int bug) {
    if (j == tail) {
      return weighBehind(newer, weight);
    }
    double sum = 0;
    for (int p = j * chances; p < (j + 1) * chances; p++) {
      sum += head[p];
    }
    double scale = sum > LARGE ? DOWN : 1;
    if (scale < 1) {
      multiply(head, j * chances, chances, scale);
    }
    double likelihood = intervals[j] * sum;
    double factor =
        scale * see(j, 0, certain[j], scale * (newer + likelihood), weight, decided, bug);
    masses[j] += likelihood * factor;
    return factor;
  }

  /**
   * Goes on behind a revision.
   *
   * @param next the place of the next one of its uncertain titles
   * @param crashed its runs that crashed with titles that show the bug, as far as decided
   */
  private double see(
      int i, int next, int crashed, double newer, double weight, int decided, int bug) {
    int[] open = uncertain[i];
    if (next < open.length) {
      int bit = 1 << open[next];
      int more = crashed + open[next + 1];
      if ((decided & bit) != 0) {
        return see(i, next + 2, (bug & bit) != 0 ? more : crashed, newer, weight, decided, bug);
      }
      double shows = titles.ofTried(open[next]);
      return see(i, next + 2, crashed, newer, weight * (1 - shows), decided | bit, bug)
          + see(i, next + 2, more, newer, weight * shows, decided | bit, bug | bit);
    }
    double[] factors = odds.of(crashed, ok[i]);
    int at = i * chances;
    for (int p = 0; p < factors.length; p++) {
      head[at + chances + p] = head[at + p] * factors[p];
    }
    return weigh(i + 1, newer, weight, decided, bug);
  }

  /** Ends a combination: what is behind the tail counts by the products that lead there. */
  private double weighBehind(double newer, double weight) {
    int at = tail * chances;
    double total = behindScale * newer;
    for (int p = 0; p < chances; p++) {
      total += head[at + p] * allBehind[p];
    }
    double factor = total > 0 ? weight / total : 0;
    for (int p = 0; p < chances; p++) {
      allHeads[p] += factor * head[at + p];
    }
    return behindScale * factor;
  }

  private static void multiply(double[] values, int from, int length, double factor) {
    for (int i = from; i < from + length; i++) {
      values[i] *= factor;
    }
  }
}
