package firstbad.bisection.trust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How likely each cluster of titles shows the bug: a prior by its relation, moved a little by how
 * its crash ratios fit those of the first revision (trust.md section 2.2).
 */
final class TitleOdds {
  private final Parameters parameters;
  private final List<Cluster> clusters;
  private final double[] odds;

  TitleOdds(Evidence evidence, List<Cluster> clusters, List<Tested> tested, Parameters parameters) {
    this.parameters = parameters;
    this.clusters = clusters;
    odds = new double[clusters.size()];
    boolean[] open = new boolean[odds.length];
    for (int c = 0; c < odds.length; c++) {
      odds[c] = prior(clusters.get(c));
      open[c] = !clusters.get(c).certain() && clusters.get(c).revisions() > 0;
    }
    double[] moves = new double[odds.length];
    RatioOdds ratio = null;
    for (Tested each : tested) {
      if (each.crashes().size() == 2 && open[each.crashes().get(0)]) {
        ratio = ratio == null ? new RatioOdds(evidence, parameters) : ratio;
        moves[each.crashes().get(0)] += ratio.of(each.crashes().get(1), each.ok());
      }
    }
    for (int c = 0; c < odds.length; c++) {
      if (open[c]) {
        double move = Numbers.clamp(moves[c], parameters.titleLeast, parameters.titleMost);
        odds[c] = Numbers.sigmoid(Numbers.logit(odds[c]) + move);
      }
    }
  }

  private double prior(Cluster cluster) {
    if (cluster.certain()) {
      return 1;
    }
    return cluster.reference()
        ? parameters.otherReferencePrior
        : parameters.relationPriors.getOrDefault(cluster.closest(), 0.5);
  }

  /** The chance that a cluster shows the bug. */
  double of(int cluster) {
    return odds[cluster];
  }

  /** Whether a cluster that is not tried both ways is taken for the bug. */
  boolean taken(int cluster) {
    return prior(clusters.get(cluster)) >= 0.5;
  }

  /** The uncertain clusters in most revisions, which are tried both ways. */
  List<Integer> tried() {
    List<Integer> uncertain = new ArrayList<>();
    for (int c = 0; c < odds.length; c++) {
      if (!clusters.get(c).certain() && clusters.get(c).revisions() > 0) {
        uncertain.add(c);
      }
    }
    if (uncertain.size() > parameters.enumerated) {
      uncertain.sort(
          Comparator.<Integer>comparingInt(c -> -clusters.get(c).revisions())
              .thenComparingInt(c -> clusters.get(c).key()));
      uncertain = uncertain.subList(0, parameters.enumerated);
    }
    return uncertain;
  }

  /** How much better the first revision's ratio explains runs than any ratio at all. */
  private static final class RatioOdds {
    private final double a;
    private final double b;
    private final double own;
    private final double any;

    RatioOdds(Evidence evidence, Parameters parameters) {
      double ratio = (evidence.crashed() + 0.5) / (evidence.crashed() + (double) evidence.ok() + 1);
      a = ratio * parameters.titleStrength;
      b = (1 - ratio) * parameters.titleStrength;
      own = Numbers.lnBeta(a, b);
      any = Numbers.lnBeta(0.5, 1);
    }

    double of(int crashed, int ok) {
      return Numbers.lnBeta(a + crashed, b + ok)
          - own
          - (Numbers.lnBeta(0.5 + crashed, 1 + ok) - any);
    }
  }
}
