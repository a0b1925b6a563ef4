package firstbad.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/**
 * What a test needs of the machine it runs on. This is the only place where a test may be skipped;
 * {@code StructureTest} holds all others to it.
 */
public final class Prerequisite {
  private static final boolean CI = Boolean.parseBoolean(System.getenv("CI"));

  private Prerequisite() {}

  /**
   * Goes on where it is present. Where it is missing the test is skipped and says so; where {@code
   * CI=true} it fails, since nobody reads there what was skipped.
   *
   * @param what what is missing and how to get it, one sentence
   */
  public static void require(boolean present, String what) {
    require(present, what, CI);
  }

  /**
   * The exception: a folder of real logs. They carry no licence and cannot be part of the project,
   * so a test on them is skipped where they are missing, also where {@code CI=true}.
   */
  public static void requireLocalLogs(boolean present, String what) {
    require(present, what, false);
  }

  /** Whether this command is there and ends well. What it prints is not shown. */
  public static boolean runs(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static void require(boolean present, String what, boolean ci) {
    if (!present && ci) {
      fail(what + " With CI=true no test is skipped.");
    }
    if (!present) {
      System.out.println("Skipped: " + what);
    }
    assumeTrue(present, what);
  }
}
