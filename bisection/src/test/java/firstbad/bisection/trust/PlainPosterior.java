package firstbad.bisection.trust;

import firstbad.bisection.trust.number.Numbers;
import firstbad.bisection.trust.parameters.Parameters;
import firstbad.bisection.trust.posterior.DecidedRevision;
import firstbad.bisection.trust.posterior.ObservedRevisions;
import firstbad.bisection.trust.posterior.SearchDistances;
import firstbad.bisection.trust.posterior.TitleOdds;
import java.util.List;

/**
 * The onset posterior by its definition: every combination from scratch, in logarithms, with gamma
 * functions. Slow, and nothing of it is shared with what it checks.
 */
public final class PlainPosterior {
  private static final double SILENT = 0.001;
  private static final double ACCIDENTAL = 0.01;

  private final ObservedRevisions shown;
  private final List<DecidedRevision> newestFirst;
  private final double[] intervals;
  private final TitleOdds titles;
  private final Parameters parameters;

  public PlainPosterior(ObservedRevisions shown, Parameters parameters) {
    this.shown = shown;
    this.parameters = parameters;
    List<DecidedRevision> tested = shown.tested();
    SearchDistances places = SearchDistances.of(tested, parameters);
    List<Integer> order =
        java.util.stream.IntStream.range(0, tested.size())
            .boxed()
            .sorted(java.util.Comparator.comparingDouble(places::at))
            .toList();
    newestFirst = order.stream().map(tested::get).toList();
    intervals = new double[tested.size() + 1];
    double within = 0;
    for (int j = 0; j < tested.size(); j++) {
      double share = parameters.onset.within(places.at(order.get(j)));
      intervals[j] = share - within;
      within = share;
    }
    intervals[tested.size()] = 1 - within;
    titles = new TitleOdds(shown.bug(), shown.clusters(), tested, parameters);
  }

  public double[] masses() {
    List<Integer> tried =
        java.util.stream.IntStream.range(0, shown.clusters().size())
            .filter(cluster -> titles.bit(cluster) >= 0)
            .boxed()
            .toList();
    double[] masses = new double[intervals.length];
    for (int combination = 0; combination < 1 << tried.size(); combination++) {
      double weight = 1;
      for (int cluster : tried) {
        double shows = titles.of(cluster);
        weight *= shows(cluster, combination) ? shows : 1 - shows;
      }
      double[] posterior = posterior(combination);
      for (int j = 0; j < masses.length; j++) {
        masses[j] += weight * posterior[j];
      }
    }
    return masses;
  }

  private boolean shows(int cluster, int combination) {
    int bit = titles.bit(cluster);
    return bit < 0 ? titles.taken(cluster) : (combination >> bit & 1) == 1;
  }

  private double[] posterior(int combination) {
    int chances = parameters.chances.length;
    double[][] logarithms = new double[intervals.length][chances];
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < intervals.length; j++) {
      for (int p = 0; p < chances; p++) {
        double chance = parameters.chances[p];
        // Beta(1, 0.5), times the first revision with strength 10
        double sum =
            StrictMath.log(intervals[j])
                - 0.5 * StrictMath.log(1 - chance)
                + beta(chance, 10, shown.bug().crashed(), shown.bug().ok());
        for (int i = 0; i < newestFirst.size(); i++) {
          DecidedRevision each = newestFirst.get(i);
          int crashed = 0;
          for (int c = 0; c < each.clusters(); c++) {
            crashed += shows(each.cluster(c), combination) ? each.runs(c) : 0;
          }
          sum += i < j ? present(chance, crashed, each.ok()) : absent(crashed, each.ok());
        }
        logarithms[j][p] = sum;
        most = Math.max(most, sum);
      }
    }
    double[] posterior = new double[intervals.length];
    double total = 0;
    for (int j = 0; j < posterior.length; j++) {
      for (double logarithm : logarithms[j]) {
        posterior[j] += StrictMath.exp(logarithm - most);
      }
      total += posterior[j];
    }
    for (int j = 0; j < posterior.length; j++) {
      posterior[j] /= total;
    }
    return posterior;
  }

  private static double present(double chance, int crashed, int ok) {
    if (crashed == 0 && ok == 0) {
      return 0;
    }
    double seen = StrictMath.exp(beta(chance, 2, crashed, ok));
    return StrictMath.log((1 - SILENT) * seen + (crashed == 0 ? SILENT : 0));
  }

  private static double absent(int crashed, int ok) {
    if (crashed > 0) {
      return StrictMath.log(ACCIDENTAL)
          + Numbers.lnBeta(1 + crashed, 3 + ok)
          - Numbers.lnBeta(1, 3);
    }
    return ok > 0 ? StrictMath.log(1 - ACCIDENTAL) : 0;
  }

  private static double beta(double chance, double strength, int crashed, int ok) {
    double a = chance * strength;
    double b = (1 - chance) * strength;
    return Numbers.lnBeta(a + crashed, b + ok) - Numbers.lnBeta(a, b);
  }
}
