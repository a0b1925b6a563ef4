package firstbad.bisection.trust.parameters;

/** The signs of one bisection; those that are not known count as 0. */
@SuppressWarnings("EnumOrdinal") // an index that is never kept, in place of a box for each number
public final class Features {
  private final double[] values = new double[Feature.COUNT];

  public void put(Feature sign, double value) {
    values[sign.ordinal()] = value;
  }

  public void put(Feature sign, boolean holds) {
    put(sign, holds ? 1.0 : 0.0);
  }

  public double of(Feature sign) {
    return values[sign.ordinal()];
  }
}
