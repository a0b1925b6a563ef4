package firstbad.bisection.trust.number;

/** The few functions that {@code StrictMath} lacks. */
public final class Numbers {
  private static final double HALF_LN_2_PI = 0.9189385332046728;

  private Numbers() {}

  public static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  public static double logit(double p) {
    return StrictMath.log(p / (1 - p));
  }

  public static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }

  /** ln of the gamma function for x > 0: Stirling's series after a shift, to 1e-13. */
  static double lnGamma(double x) {
    double product = 1;
    double shifted = x;
    while (shifted < 10) {
      product *= shifted;
      shifted += 1;
    }
    double inverse = 1 / shifted;
    double square = inverse * inverse;
    double series =
        inverse
            * (1.0 / 12
                - square
                    * (1.0 / 360
                        - square
                            * (1.0 / 1260
                                - square
                                    * (1.0 / 1680
                                        - square * (1.0 / 1188 - square * 691 / 360360)))));
    return (shifted - 0.5) * StrictMath.log(shifted)
        - shifted
        + HALF_LN_2_PI
        + series
        - StrictMath.log(product);
  }

  /** ln of the beta function. */
  public static double lnBeta(double a, double b) {
    return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
  }

  /** As numbers in events are rounded. */
  public static double rounded(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }
}
