package firstbad.bisection.finding;

/** The program whose words a log is in. */
public enum Tool {
  /** Nothing has been read that tells it. */
  UNKNOWN,
  /** The fuzzer's own bisection, which runs a reproducer on each revision. */
  SYZKALLER,
  /** Git alone, in the hands of a person or a script: it knows words, and no crashes. */
  GIT
}
