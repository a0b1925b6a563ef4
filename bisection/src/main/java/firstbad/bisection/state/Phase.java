package firstbad.bisection.state;

/** How far a bisection has come (log-format.md section 16). */
public enum Phase {
  HEADER,
  REPRODUCTION,
  CONFIG,
  RANGE,
  GIT,
  /** Git has named a commit; its parent may still be built. */
  CONCLUDED,
  /** The trailer was read. */
  OUTCOME
}
