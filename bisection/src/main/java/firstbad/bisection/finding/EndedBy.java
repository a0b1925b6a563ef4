package firstbad.bisection.finding;

/** What told that a log is complete. */
public enum EndedBy {
  UNKNOWN,
  /** The publisher's end-of-log record. */
  END_OF_LOG,
  /** Nothing more came for the time that is allowed. */
  SILENCE
}
