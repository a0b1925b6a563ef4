package firstbad.bisection.finding;

/** What the runs say about a revision, by kernel behaviour and never in git's inverted words. */
public enum Verdict {
  /** The revision is still open, or was only built. */
  UNKNOWN,
  /** It does not crash. */
  GOOD,
  /** It crashes. */
  BAD,
  /** It cannot be decided. */
  SKIP
}
