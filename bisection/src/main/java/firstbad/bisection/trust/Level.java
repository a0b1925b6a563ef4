package firstbad.bisection.trust;

/** How far a culprit can be believed. */
public enum Level {
  HIGH,
  MIDDLE,
  LOW,
  /** There is nothing to judge; the judgement says why. */
  NONE
}
