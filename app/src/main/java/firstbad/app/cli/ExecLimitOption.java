package firstbad.app.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command of {@code --exec} may run. A mixin. */
public final class ExecLimitOption {
  @Option(
      names = "--exec-limit",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "1m",
      description =
          "Time after which CMD is killed, which counts as a failure; default: ${DEFAULT-VALUE}.")
  private Duration limit = Duration.ZERO;

  /** The time; not negative. */
  public Duration limit() {
    return limit;
  }
}
