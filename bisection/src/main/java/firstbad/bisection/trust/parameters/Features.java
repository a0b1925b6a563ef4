package firstbad.bisection.trust.parameters;

import java.util.EnumMap;
import java.util.Map;

/** The signs of one bisection; those that are not known count as 0. */
public final class Features {
  private final Map<Feature, Double> values = new EnumMap<>(Feature.class);

  public void put(Feature sign, double value) {
    values.put(sign, value);
  }

  public void put(Feature sign, boolean holds) {
    values.put(sign, holds ? 1.0 : 0.0);
  }

  public double of(Feature sign) {
    return values.getOrDefault(sign, 0.0);
  }
}
