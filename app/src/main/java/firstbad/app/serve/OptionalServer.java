package firstbad.app.serve;

import firstbad.app.cli.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A server that a command asks instead of reading Kafka, where one is named. A mixin. */
public final class OptionalServer extends ServerToken {
  @Option(
      names = {"-s", "--server"},
      paramLabel = "URL",
      defaultValue = "${env:FIRSTBAD_SERVER}",
      description = "Talks to this server instead of Kafka (FIRSTBAD_SERVER).")
  private @Nullable String server;

  /**
   * What is asked; empty where Kafka is to be read.
   *
   * @throws Problem when the token cannot be read
   */
  public Optional<ServerApi> api() {
    return Optional.ofNullable(server).filter(url -> !url.isBlank()).map(this::at);
  }
}
