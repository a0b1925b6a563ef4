package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.number.Numbers;
import firstbad.bisection.trust.parameters.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How likely each cluster of titles shows the bug: a prior by its relation, moved a little by how
 * its crash ratios fit those of the first revision.
 */
public final class TitleOdds {
  private final Parameters parameters;
  private final List<TitleCluster> clusters;
  private final double[] odds;

  /** By cluster: its place among those that are tried both ways; -1 where it is not one. */
  private final int[] bits;

  public TitleOdds(
      BugTitles bug,
      List<TitleCluster> clusters,
      List<DecidedRevision> tested,
      Parameters parameters) {
    this.parameters = parameters;
    this.clusters = clusters;
    odds = new double[clusters.size()];
    for (int c = 0; c < odds.length; c++) {
      odds[c] = prior(clusters.get(c));
    }
    bits = new int[odds.length];
    int uncertain = number();
    if (uncertain > 0) {
      move(bug, tested);
    }
    if (uncertain > parameters.enumerated) {
      numberMostFrequent(parameters.enumerated);
    }
  }

  private double prior(TitleCluster cluster) {
    if (cluster.certain()) {
      return 1;
    }
    return cluster.reference()
        ? parameters.otherReferencePrior
        : parameters.relationPriors.getOrDefault(cluster.closest(), 0.5);
  }

  /** Gives each uncertain cluster its place, and says how many there are. */
  private int number() {
    int uncertain = 0;
    for (int c = 0; c < bits.length; c++) {
      bits[c] = clusters.get(c).uncertain() ? uncertain++ : -1;
    }
    return uncertain;
  }

  /** Leaves a place to the uncertain clusters in most revisions alone. */
  private void numberMostFrequent(int most) {
    List<Integer> uncertain = new ArrayList<>();
    for (int c = 0; c < bits.length; c++) {
      if (bits[c] >= 0) {
        uncertain.add(c);
      }
    }
    uncertain.sort(
        Comparator.<Integer>comparingInt(c -> -clusters.get(c).revisions())
            .thenComparingInt(c -> clusters.get(c).key()));
    Arrays.fill(bits, -1);
    for (int bit = 0; bit < most; bit++) {
      bits[uncertain.get(bit)] = bit;
    }
  }

  private void move(BugTitles bug, List<DecidedRevision> tested) {
    double[] moves = new double[odds.length];
    for (DecidedRevision each : tested) {
      if (each.clusters() == 1 && clusters.get(each.cluster(0)).uncertain()) {
        moves[each.cluster(0)] += ratioOdds(bug, each.runs(0), each.ok());
      }
    }
    for (int c = 0; c < odds.length; c++) {
      if (clusters.get(c).uncertain()) {
        double move = Numbers.clamp(moves[c], parameters.titleLeast, parameters.titleMost);
        odds[c] = Numbers.sigmoid(Numbers.logit(odds[c]) + move);
      }
    }
  }

  /**
   * Logarithm of how much better the first revision's ratio explains runs than any ratio at all:
   * {@code BB(k,g; ratio, strength) / (B(0.5+k, 1+g) / B(0.5, 1))}, by factors that stay near 1.
   */
  private double ratioOdds(BugTitles bug, int crashed, int ok) {
    double ratio = (bug.crashed() + 0.5) / (bug.crashed() + (double) bug.ok() + 1);
    double strength = parameters.titleStrength;
    double a = ratio * strength;
    double b = (1 - ratio) * strength;
    double product = 1;
    for (int i = 0; i < crashed; i++) {
      product *= (a + i) * (1.5 + i) / ((0.5 + i) * (strength + i));
    }
    for (int i = 0; i < ok; i++) {
      product *= (b + i) * (1.5 + crashed + i) / ((1 + i) * (strength + crashed + i));
    }
    return StrictMath.log(product);
  }

  /** The chance that a cluster shows the bug. */
  public double of(int cluster) {
    return odds[cluster];
  }

  /** How many clusters there are. */
  int clusters() {
    return odds.length;
  }

  /** The place of a cluster among those that are tried both ways; -1 when it is not. */
  public int bit(int cluster) {
    return bits[cluster];
  }

  /** Whether a cluster that is not tried both ways is taken for the bug. */
  public boolean taken(int cluster) {
    return prior(clusters.get(cluster)) >= 0.5;
  }
}
