package firstbad.bisection.made;

/**
 * What came of one run.
 *
 * @param text the crash title or the error; empty for OK; may have line feeds
 */
record Run(What what, String text) {

  enum What {
    OK,
    CRASHED,
    BOOT_FAILED,
    TEST_FAILED,
    /** An infrastructure problem under its own name, from 2023-05-09 on. */
    INFRA,
    /** Any other error of a run. */
    FAILED,
    IGNORED
  }

  static final Run OK = new Run(What.OK, "");

  /** The outcome as the log of that day prints it. */
  String printed(Era era) {
    return switch (what) {
      case OK -> "OK";
      case CRASHED -> (era.firstMorning() ? "kernel crashed: " : "crashed: ") + text;
      case BOOT_FAILED -> "boot failed: " + text;
      case TEST_FAILED -> "basic kernel testing failed: " + text;
      case INFRA -> "infra problem: " + text;
      case FAILED -> "failed: " + text;
      case IGNORED -> "ignore: " + text;
    };
  }
}
