package firstbad.bisection.trust.parameters;

import firstbad.bisection.trust.number.Numbers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Weighs signs into a probability: 1 / (1 + exp(-(constant + sum of weight * sign))). */
public final class Logistic {
  private static final Feature[] SIGNS = Feature.values();

  private final double constant;
  private final Map<Feature, Weight> weights;

  Logistic(double constant, Map<Feature, Weight> weights) {
    this.constant = constant;
    this.weights = new EnumMap<>(weights);
  }

  public double probability(Features signs) {
    double x = constant;
    for (Feature sign : SIGNS) {
      x += weight(sign).each * signs.of(sign);
    }
    return Numbers.sigmoid(x);
  }

  /** What a sign adds compared with a usual log, in units of the logit. */
  public double contribution(Feature sign, double value) {
    Weight weight = weight(sign);
    return weight.each * (value - weight.usual);
  }

  /** What a sign is in a usual log: there it adds nothing. */
  public double usual(Feature sign) {
    return weight(sign).usual;
  }

  /** Of these signs those that speak for it say nothing any more; the others stay. */
  public void takeMerits(Features signs, List<Feature> of) {
    for (Feature sign : of) {
      if (contribution(sign, signs.of(sign)) > 0) {
        signs.put(sign, usual(sign));
      }
    }
  }

  private Weight weight(Feature sign) {
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
