package firstbad.app.serve;

import firstbad.app.cli.Problem;
import picocli.CommandLine.Option;

/** The server that a command asks. A mixin: {@code @Mixin RequiredServer server}. */
final class RequiredServer extends ServerToken {
  @Option(
      names = {"-s", "--server"},
      paramLabel = "URL",
      defaultValue = "${env:FIRSTBAD_SERVER:-http://127.0.0.1:8080}",
      description = "Address of the server (FIRSTBAD_SERVER); default: ${DEFAULT-VALUE}.")
  private String server = "";

  /**
   * What is asked.
   *
   * @throws Problem when the token cannot be read
   */
  ServerApi api() {
    return at(server);
  }
}
