package firstbad.bisection.finding;

import firstbad.bisection.caps.Caps;

/** What a line of a log brought to light. The order of findings is part of the result. */
public sealed interface Finding {

  /**
   * The head of the bisection changed. {@code Fold.head} composes it from the state that this input
   * left, when it is wanted: of many versions within a moment only the newest is.
   *
   * @param version of the head
   */
  record HeadChanged(int version) implements Finding {}

  /** A revision opened or closed. */
  record RevisionChanged(Revision revision) implements Finding {}

  /** Runs were counted at a commit. */
  record CrashesCounted(String commit, CrashDelta delta) implements Finding {}

  /** A revision closed, or the log ended: how far the result can be believed now. */
  record AssessmentChanged(Assessment assessment) implements Finding {}

  /** A person should look. */
  record AlertRaised(Alert alert) implements Finding {}

  /** The log ended and names commits: what that adds to what is known of one of them. */
  record Suspected(Suspicion suspicion) implements Finding {}

  /** The log ended and names a commit; at most one per bisection. */
  record CulpritNamed(CulpritFound culprit) implements Finding {}

  /**
   * A line was applied that is neither a known shape nor pasted text of a known mode.
   *
   * @param lineNumber its number
   * @param text the line, cut at {@link Caps#UNKNOWN_LINE_BYTES}
   */
  record NotUnderstood(long lineNumber, String text) implements Finding {}
}
