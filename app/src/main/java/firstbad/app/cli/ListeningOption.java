package firstbad.app.cli;

import firstbad.server.ServerSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the page and its API listen. A mixin. */
public final class ListeningOption {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on; default: ${DEFAULT-VALUE}, which only this machine reaches.")
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Port of the page and its API; 0 for any free one; default: "
              + ServerSettings.DEFAULT_PORT
              + ".")
  private @Nullable Integer port;

  /** Its address, by name or number. */
  public String host() {
    return host;
  }

  /** Its port; 0 for any free one. */
  public int port(int usual) {
    return port == null ? usual : port;
  }
}
