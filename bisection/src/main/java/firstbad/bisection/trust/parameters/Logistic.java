package firstbad.bisection.trust.parameters;

import firstbad.bisection.trust.number.Numbers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Weighs features into a probability: 1 / (1 + exp(-(constant + sum of weight * feature))). */
public final class Logistic {
  private static final Feature[] SIGNS = Feature.values();

  private final double constant;
  private final Map<Feature, Weight> weights;

  Logistic(double constant, Map<Feature, Weight> weights) {
    this.constant = constant;
    this.weights = new EnumMap<>(weights);
  }

  public double probability(Features features) {
    double x = constant;
    for (Feature feature : SIGNS) {
      x += weight(feature).each * features.of(feature);
    }
    return Numbers.sigmoid(x);
  }

  /** What a feature adds compared with a usual log, in units of the logit. */
  public double contribution(Feature feature, double value) {
    Weight weight = weight(feature);
    return weight.each * (value - weight.usual);
  }

  /** What a feature is in a usual log: there it adds nothing. */
  public double usual(Feature feature) {
    return weight(feature).usual;
  }

  /** Of these features those that speak for it say nothing any more; the others stay. */
  public void takeMerits(Features features, List<Feature> of) {
    for (Feature feature : of) {
      if (contribution(feature, features.of(feature)) > 0) {
        features.put(feature, usual(feature));
      }
    }
  }

  private Weight weight(Feature feature) {
    return weights.getOrDefault(feature, Weight.NONE);
  }

  /**
   * The weight of a feature.
   *
   * @param usual what the feature is as a rule: explanations are told against it
   */
  record Weight(double each, double usual) {
    static final Weight NONE = new Weight(0, 0);
  }
}
