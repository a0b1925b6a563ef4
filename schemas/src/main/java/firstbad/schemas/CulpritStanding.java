package firstbad.schemas;

import firstbad.events.VerificationState;
import java.util.Collection;

/** How a culprit stands after what every source said last. */
public enum CulpritStanding {
  /** Nobody has said anything that still stands. */
  OPEN,
  CONFIRMED,
  REFUTED,
  /** It is in doubt, and the bisection should run again. */
  NEEDS_RERUN,
  /** One source confirms it, and another refutes it. */
  CONFLICT;

  /** Whether it is known from elsewhere whether it is right: trust in it is then of the past. */
  public boolean answered() {
    return this == CONFIRMED || this == REFUTED;
  }

  /**
   * The rule, which everybody who asks shares.
   *
   * @param states the newest of each source
   */
  public static CulpritStanding of(Collection<VerificationState> states) {
    boolean confirmed = states.contains(VerificationState.CONFIRMED);
    boolean refuted = states.contains(VerificationState.REFUTED);
    if (confirmed && refuted) {
      return CONFLICT;
    }
    if (confirmed) {
      return CONFIRMED;
    }
    if (refuted) {
      return REFUTED;
    }
    return states.contains(VerificationState.NEEDS_RERUN) ? NEEDS_RERUN : OPEN;
  }
}
