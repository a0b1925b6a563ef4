package firstbad.bisection.trust;

import java.util.EnumMap;
import java.util.Map;

/** The signs of one bisection; those that are not known count as 0. */
final class Signs {
  private final Map<Sign, Double> values = new EnumMap<>(Sign.class);

  void put(Sign sign, double value) {
    values.put(sign, value);
  }

  void put(Sign sign, boolean holds) {
    values.put(sign, holds ? 1.0 : 0.0);
  }

  double of(Sign sign) {
    return values.getOrDefault(sign, 0.0);
  }
}
