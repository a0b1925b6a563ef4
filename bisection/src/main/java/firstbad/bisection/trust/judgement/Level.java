package firstbad.bisection.trust.judgement;

/** How far a culprit can be believed. */
public enum Level {
  UNKNOWN,
  /** It is probably right. */
  HIGH,
  /** The reasons want a look before it is mailed. */
  MIDDLE,
  /** It is probably wrong. */
  LOW,
  /** There is nothing to judge; the judgement says why. */
  NONE
}
