package firstbad.bisection.finding;

/** Where a verdict comes from. */
public enum VerdictSource {
  UNKNOWN,
  /** The log says it. */
  LOGGED,
  /** Computed by the rule of the log's era. */
  DERIVED
}
