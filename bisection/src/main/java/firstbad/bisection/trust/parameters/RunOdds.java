package firstbad.bisection.trust.parameters;

import firstbad.bisection.trust.number.Numbers;

/**
 * How likely the runs of a revision are, for a chance of reproduction: the beta-binomial of k
 * crashes and g OK runs around p with strength s, B(ps+k, (1-p)s+g) / B(ps, (1-p)s).
 *
 * @param strength s
 */
public record RunOdds(double strength) {

  /** Up to so many runs a product is cheaper than gamma functions, and cannot underflow. */
  private static final int FEW = 40;

  /** The odds of runs for the chance p; counts from 0 on. */
  public double of(double p, int crashed, int ok) {
    double a = p * strength;
    double b = (1 - p) * strength;
    if (crashed + ok > FEW) {
      return StrictMath.exp(Numbers.lnBeta(a + crashed, b + ok) - Numbers.lnBeta(a, b));
    }
    double odds = 1;
    for (int i = 0; i < crashed; i++) {
      odds = odds * (a + i) / (strength + i);
    }
    for (int i = 0; i < ok; i++) {
      odds = odds * (b + i) / (strength + crashed + i);
    }
    return odds;
  }
}
