package firstbad.bisection.state;

/** What became of an input. */
public enum Receipt {
  /** It was read as the next line, or as the end, or as a silence that was awaited. */
  APPLIED,
  /** Its number had been read before. */
  DUPLICATE,
  /** A higher number had been read before it, and it falls into a gap or after the retention. */
  LATE,
  /** It contradicts the first lines of the log: two logs under one id. */
  CONFLICT
}
