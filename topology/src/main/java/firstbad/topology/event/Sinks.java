package firstbad.topology.event;

/** Names of the nodes that records are forwarded to. */
public enum Sinks {
  BISECTIONS("bisections"),
  REVISIONS("revisions"),
  CULPRITS("culprits"),
  ASSESSMENTS("assessments"),
  ALERTS("alerts"),
  DEAD_LETTERS("dead-letters"),
  /** Streams puts its filter of null keys in front of a repartition topic. */
  CRASH_DELTAS(Sinks.CRASH_DELTA_FLOW + "-repartition-filter"),
  SUSPICIONS(Sinks.SUSPICION_FLOW + "-repartition-filter"),
  CRASH_COUNTS("crash-counts"),
  SUSPECTS("suspects"),
  TRACK_RECORD("track-record");

  /** The flow of crash deltas from the lines to the counts, a repartition topic. */
  public static final String CRASH_DELTA_FLOW = "crash-deltas";

  /** The flow of suspicions from the ends of bisections to the sums, a repartition topic. */
  public static final String SUSPICION_FLOW = "suspicions";

  /** The flow of culprits and verifications to where they meet, a repartition topic. */
  public static final String STANDING_FLOW = "culprits-and-verifications";

  private final String node;

  Sinks(String node) {
    this.node = node;
  }

  /** The name of the node in the graph. */
  public String node() {
    return node;
  }
}
