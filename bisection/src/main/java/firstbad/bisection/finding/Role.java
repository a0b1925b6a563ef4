package firstbad.bisection.finding;

/** Why a revision was tested. */
public enum Role {
  UNKNOWN,
  /** The commit the bug was reported on. */
  ORIGINAL,
  /** The original commit with another kernel configuration. */
  CONFIG,
  /** A release, probed to find the clean end of the range. */
  RELEASE,
  /** The head of the branch in a fix bisection. */
  HEAD,
  /** A merge base: of two trees, or of a candidate and the known bad commit. */
  MERGE_BASE,
  /** A candidate that git chose. */
  STEP,
  /** The culprit's parent, built for its signature only. */
  PARENT
}
