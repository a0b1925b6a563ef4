package firstbad.bisection.grammar;

import firstbad.bisection.grammar.Template.Captures;
import org.jspecify.annotations.Nullable;

/** What came of one run. */
public enum RunOutcome {
  OK("OK"),
  CRASHED("crashed:"),
  BOOT_FAILED("boot failed:"),
  TEST_FAILED("basic kernel testing failed:"),
  IGNORED("ignore:"),
  INFRA("infra problem:"),
  FAILED("failed:"),
  /** A test that ended so, and no crash was seen. */
  BAD("bad:"),
  /** A test that says that it cannot tell. */
  SKIPPED("skip:"),
  /** For some hours of 2018. */
  KERNEL_CRASHED("kernel crashed:");

  private static final RunOutcome[] ALL = values();

  private final String start;

  RunOutcome(String start) {
    this.start = start;
  }

  /** The outcome that this field of a line holds; null when it holds none. */
  static @Nullable RunOutcome in(Captures captures, int field) {
    for (RunOutcome outcome : ALL) {
      if (captures.starts(field, outcome.start)) {
        return outcome == OK && !captures.text(field).equals("OK") ? null : outcome;
      }
    }
    return null;
  }

  /** What stands behind the outcome's words: a crash title or an error. */
  String text(Captures captures, int field) {
    return this == OK ? "" : captures.after(field, start.length());
  }

  /** The run crashed, and the crash is counted; a bad run stands for one. */
  public boolean crashed() {
    return this == CRASHED || this == KERNEL_CRASHED || this == BAD;
  }

  /** The run crashed, and its words are the title of the crash. */
  public boolean titled() {
    return crashed() && this != BAD;
  }

  /** The test failed before it could tell anything. */
  public boolean testFailed() {
    return this == TEST_FAILED || this == SKIPPED;
  }

  /** The run says something of the kernel: its reproducer ran to the end, or the kernel crashed. */
  public boolean conclusive() {
    return this == OK || crashed();
  }
}
