package firstbad.app.serve;

import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The token that a command shows. In a file, since others see what a command line says. */
class ServerToken {
  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      defaultValue = "${env:FIRSTBAD_TOKEN_FILE}",
      description = "File with the token that the server needs (FIRSTBAD_TOKEN_FILE).")
  private @Nullable Path file;

  /**
   * The server at an address, as it is to be asked.
   *
   * @throws Problem when the file cannot be read
   */
  final ServerApi at(String url) {
    try {
      return new ServerApi(url, file == null ? null : Files.readString(file).strip());
    } catch (IOException e) {
      throw new Problem("Cannot read the token in " + file + ": " + Sentences.reason(e) + ".", e);
    }
  }
}
