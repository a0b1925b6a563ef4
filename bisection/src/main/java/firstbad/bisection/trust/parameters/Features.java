package firstbad.bisection.trust.parameters;

/** The features of one bisection; those that are not known count as 0. */
@SuppressWarnings("EnumOrdinal") // an index that is never kept, in place of a box for each number
public final class Features {
  private final double[] values = new double[Feature.COUNT];

  public void put(Feature feature, double value) {
    values[feature.ordinal()] = value;
  }

  public void put(Feature feature, boolean holds) {
    put(feature, holds ? 1.0 : 0.0);
  }

  public double of(Feature feature) {
    return values[feature.ordinal()];
  }
}
