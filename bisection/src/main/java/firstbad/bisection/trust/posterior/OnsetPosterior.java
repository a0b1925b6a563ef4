package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.parameters.OnsetPrior;
import firstbad.bisection.trust.parameters.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the bug was written, given what the revisions showed: probabilities of the intervals
 * between their distances.
 *
 * <p>Which titles show the bug is not certain, so each combination of the uncertain ones is tried.
 * Inside a combination every interval is weighed over all chances of reproduction: revisions newer
 * than the onset have the bug, older ones do not. The posterior is normalised inside each
 * combination and then weighed with the combination's prior, since titles must not learn from
 * distances. Work grows with revisions, times at most 2^8 combinations.
 */
public final class OnsetPosterior {
  private final double[] edges;
  private final Combinations combinations;
  private final double[] masses;

  private OnsetPosterior(double[] edges, Combinations combinations) {
    this.edges = edges;
    this.combinations = combinations;
    masses = combinations.masses();
  }

  /**
   * The posterior after the first {@code tested} revisions.
   *
   * @param shown by all of these and maybe later revisions
   * @param tested the revisions that count, which may be the first few only
   * @param distances of all of these and maybe later revisions
   */
  public static OnsetPosterior of(
      ObservedRevisions shown,
      List<TitleCluster> clusters,
      List<DecidedRevision> tested,
      SearchDistances distances,
      Parameters parameters) {
    return of(shown, clusters, tested, distances, parameters, null);
  }

  /** The same, by what was computed for the revisions before the newest; null where it is lost. */
  static OnsetPosterior of(
      ObservedRevisions shown,
      List<TitleCluster> clusters,
      List<DecidedRevision> tested,
      SearchDistances distances,
      Parameters parameters,
      @Nullable OnsetPosterior before) {
    int[] order = byPlace(distances, tested.size());
    double[] edges = new double[order.length + 2];
    for (int i = 0; i < order.length; i++) {
      edges[i + 1] = distances.at(order[i]);
    }
    edges[order.length + 1] = Double.POSITIVE_INFINITY;
    BugTitles bug = shown.bug();
    RunEvidence seen =
        new RunEvidence(tested, order, new TitleOdds(bug, clusters, tested, parameters));
    double[] weights = parameters.firstRuns.of(bug.crashed(), bug.ok());
    double[] intervals = intervals(edges, parameters.onset);
    return new OnsetPosterior(
        edges,
        Combinations.of(
            before == null ? null : before.combinations,
            seen,
            parameters.odds,
            weights,
            intervals));
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

  /**
   * Indexes of the revisions from the newest to the oldest; where distances are equal, as tested.
   */
  private static int[] byPlace(SearchDistances distances, int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int at = i;
      for (; at > 0 && distances.at(order[at - 1]) > distances.at(i); at--) {
        order[at] = order[at - 1];
      }
      order[at] = i;
    }
    return order;
  }

  /** Share of the posterior in (from, to]; the newer end must be a place. */
  public double within(double from, double to) {
    double sum = 0;
    for (int j = 0; j < masses.length && edges[j] < to; j++) {
      if (edges[j] >= from) {
        sum += masses[j];
      }
    }
    return Math.min(1, sum);
  }

  /** The intervals' probabilities, from the newest to the oldest. */
  public double[] masses() {
    return masses.clone();
  }
}
