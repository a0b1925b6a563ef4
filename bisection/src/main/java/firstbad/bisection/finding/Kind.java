package firstbad.bisection.finding;

/** What a bisection looks for. */
public enum Kind {
  /** No header has been read yet. */
  UNKNOWN,
  /** The commit that introduced the crash: the search goes back in time. */
  CAUSE,
  /** The commit that removed the crash: the search goes forward, git's words are inverted. */
  FIX
}
