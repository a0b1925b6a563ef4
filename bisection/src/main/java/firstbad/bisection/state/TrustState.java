package firstbad.bisection.state;

import firstbad.bisection.trust.Evidence;

/**
 * What trust goes on from.
 *
 * @param evidence what was shown so far
 * @param version of the newest assessment
 */
public record TrustState(Evidence evidence, int version) {
  static final TrustState NONE = new TrustState(Evidence.OF_CAUSE, 0);

  /** The same, after the assessment with this version. */
  public TrustState at(int newest) {
    return new TrustState(evidence, newest);
  }
}
