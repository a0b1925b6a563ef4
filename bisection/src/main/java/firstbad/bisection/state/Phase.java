package firstbad.bisection.state;

/** How far a bisection has come. */
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
