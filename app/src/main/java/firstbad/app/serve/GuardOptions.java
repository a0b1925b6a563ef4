package firstbad.app.serve;

import firstbad.app.cli.Problem;
import firstbad.server.ServerSettings;
import firstbad.server.access.Certificate;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may use a server, and how it is reached. A mixin. */
public final class GuardOptions {
  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description =
          "File of tokens, one in each line ('read TOKEN' for one that only reads); needed where"
              + " other machines reach the server. Read again when it changes.")
  private @Nullable Path tokens;

  @Option(
      names = "--origin",
      paramLabel = "URL",
      description =
          "A page on this machine that may write beside the server's own, such as"
              + " http://localhost:3000; may be repeated. Not needed with --tokens.")
  private List<String> origins = List.of();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Certificate and its chain in PEM, for https.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Its key in PEM (PKCS #8, not encrypted).")
  private @Nullable Path key;

  /**
   * The settings with what was asked for here.
   *
   * @throws Problem when one half of a pair is missing
   */
  public ServerSettings guarded(ServerSettings settings) {
    if (certificate == null || key == null) {
      if (certificate != null || key != null) {
        throw new Problem("--tls-cert and --tls-key go together; one of them is missing.");
      }
      return settings.open(Set.copyOf(origins)).guarded(tokens, null);
    }
    return settings.open(Set.copyOf(origins)).guarded(tokens, new Certificate(certificate, key));
  }
}
