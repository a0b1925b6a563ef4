package firstbad.bisection.trust.parameters;

/**
 * What counts for or against a culprit. Each has a weight and a usual value in the parameters,
 * under its name; plain values, not standardised. The last ones need what git or the final report
 * says of the culprit, so early trust has no weight for them.
 */
public enum Feature {
  /** Logit of the onset posterior's word on the final range. */
  ONSET("onset"),
  /** ln(1 + releases that crashed). */
  BAD_RELEASES("bad-releases"),
  /** The culprit is a merge, 1 or 0. */
  MERGE("merge"),
  /** The culprit is a release, 1 or 0. */
  RELEASE("release"),
  /** Culprit and parent are the same binary, 1 or 0. */
  SAME_BINARY("same-binary"),
  /** The log calls the reproducer flaky, 1 or 0. */
  FLAKY("flaky"),
  /** Some revision was called bad for one crash among five OK runs or more, 1 or 0. */
  SINGLE_CRASH("single-crash"),
  /** ln(1 + bad revisions whose titles are all foreign). */
  FOREIGN_STEPS("foreign-steps"),
  /** The culprit, or the newest bad revision while it runs, crashed on foreign titles only. */
  FOREIGN_END("foreign-end"),
  /** A file that the culprit changed is in the stack of the final report, 1 or 0. */
  STACK_FILE("stack-file"),
  /** A word of the bug's functions is in the culprit's title, 1 or 0. */
  TITLE_WORD("title-word"),
  /** The culprit's title speaks of a check that finds bugs, 1 or 0. */
  DETECTOR("detector"),
  /** Share of the culprit's runs that crashed; 0.5 when it was not tested. */
  CRASH_RATIO("crash-ratio");

  /** How many there are. */
  static final int COUNT = values().length;

  /** Its name in a parameter file. */
  public final String key;

  Feature(String key) {
    this.key = key;
  }

  /** Whether early trust knows it too. */
  public boolean early() {
    return compareTo(STACK_FILE) < 0;
  }
}
