package firstbad.app.cli;

import picocli.CommandLine.Option;

/** On which address a command listens. A mixin. */
public final class ListeningOption {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on; default: ${DEFAULT-VALUE}, which only this machine reaches.")
  private String host = "";

  /** Its address, by name or number. */
  public String host() {
    return host;
  }
}
