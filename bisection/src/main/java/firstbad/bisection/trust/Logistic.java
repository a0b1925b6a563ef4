package firstbad.bisection.trust;

import java.util.EnumMap;
import java.util.Map;

/** Weighs signs into a probability: 1 / (1 + exp(-(constant + sum of weight * sign))). */
final class Logistic {
  private static final Sign[] SIGNS = Sign.values();

  private final double constant;
  private final Map<Sign, Weight> weights;

  Logistic(double constant, Map<Sign, Weight> weights) {
    this.constant = constant;
    this.weights = new EnumMap<>(weights);
  }

  double probability(Signs signs) {
    double x = constant;
    for (Sign sign : SIGNS) {
      x += weight(sign).each * signs.of(sign);
    }
    return Numbers.sigmoid(x);
  }

  /** What a sign adds compared with a usual log, in units of the logit. */
  double contribution(Sign sign, double value) {
    Weight weight = weight(sign);
    return weight.each * (value - weight.usual);
  }

  private Weight weight(Sign sign) {
    return weights.getOrDefault(sign, Weight.NONE);
  }

  /**
   * The weight of a sign.
   *
   * @param usual what the sign is as a rule: explanations are told against it
   */
  record Weight(double each, double usual) {
    static final Weight NONE = new Weight(0, 0);
  }
}
