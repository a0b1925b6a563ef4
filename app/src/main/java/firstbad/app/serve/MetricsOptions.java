package firstbad.app.serve;

import firstbad.server.MetricsServer;
import firstbad.server.metrics.Part;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a process that has no page serves its metrics and its health. A mixin. */
public final class MetricsOptions {
  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Port of /metrics and /health, 0 for any free one; default: none.")
  private @Nullable Integer port;

  @Option(
      names = "--metrics-host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address of /metrics and /health; default: ${DEFAULT-VALUE}, which only this machine"
              + " reaches.")
  private String host = "";

  /**
   * Serves those of a part; null when that was not asked for.
   *
   * @throws firstbad.server.ServerNotStarted when the address cannot be had
   */
  public @Nullable MetricsServer started(Part part) {
    return port == null ? null : MetricsServer.started(host, port, List.of(part));
  }

  /** Says where they are, if anywhere. */
  public static void say(@Nullable MetricsServer server, PrintWriter out) {
    if (server != null) {
      out.println("Metrics are at " + server.url() + "/metrics");
      out.flush();
    }
  }
}
