package firstbad.bisection;

import java.util.List;

/**
 * What one input made of a bisection.
 *
 * @param next the bisection after it; the one before is unchanged
 * @param receipt what became of the input
 * @param findings what it brought to light, in order; empty for most lines
 */
public record Advance(OpenBisection next, Receipt receipt, List<Finding> findings) {

  /** What became of an input. */
  public enum Receipt {
    /** It was read as the next line, or as the end, or as a silence that was awaited. */
    APPLIED,
    /** Its number had been read before. */
    DUPLICATE,
    /** A higher number had been read before it, and it falls into a gap or behind the retention. */
    LATE,
    /** It contradicts the first lines of the log: two logs under one id. */
    CONFLICT
  }
}
