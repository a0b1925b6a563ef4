package firstbad.bisection.finding;

/** How a bisection ended. Every bisection gets exactly one ending that is not {@link #RUNNING}. */
public enum Outcome {
  /** Nothing is known yet. */
  UNKNOWN,
  /** Lines are still expected. */
  RUNNING,
  /** The log names one commit. */
  CULPRIT_FOUND,
  /** Several commits are left, since the ones between them could not be tested. */
  INCONCLUSIVE,
  /** No revision of the other behaviour was found to start from. */
  NO_RANGE_END,
  /** The crash happens on the oldest release (cause) or still on HEAD (fix). */
  STILL_HAPPENS,
  /** Cross-tree fix bisection: the merge base does not crash. */
  MERGE_BASE_CLEAN,
  /** The crash did not happen on the original commit. */
  NOT_REPRODUCED,
  /** The log ends with an error. */
  FAILED,
  /** The log ends with the error of the time limit. */
  TIMED_OUT,
  /** The log stops without a word. */
  BROKEN_OFF,
  /** The text is not a bisection log. */
  NOT_A_BISECTION
}
