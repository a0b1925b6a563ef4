package firstbad.app.cli;

/** How a command ends. */
public final class ExitCode {
  /** All was done. */
  public static final int DONE = 0;

  /** Some input failed, said on standard error; the rest was done. */
  public static final int FAILED = 1;

  /** The command was called in a way it does not know. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
