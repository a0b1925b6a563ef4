package firstbad.topology;

/** Names of the sinks of {@code assemble-bisections}, as its records are addressed to them. */
enum Sinks {
  BISECTIONS("bisections"),
  REVISIONS("revisions"),
  CULPRITS("culprits"),
  ASSESSMENTS("assessments"),
  ALERTS("alerts"),
  DEAD_LETTERS("dead-letters"),
  /** Streams puts its filter of null keys in front of a repartition topic. */
  CRASH_DELTAS(BisectionGraph.CRASH_DELTAS + "-repartition-filter"),
  SUSPICIONS(BisectionGraph.SUSPICIONS + "-repartition-filter");

  private final String node;

  Sinks(String node) {
    this.node = node;
  }

  /** The name of the node in the graph. */
  String node() {
    return node;
  }
}
