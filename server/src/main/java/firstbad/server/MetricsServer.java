package firstbad.server;

import firstbad.server.metrics.HealthRoutes;
import firstbad.server.metrics.Legs;
import firstbad.server.metrics.Metrics;
import firstbad.server.metrics.Part;
import java.util.List;

/** Only {@code /metrics} and {@code /health}, for a process that serves nothing else. */
public final class MetricsServer implements AutoCloseable {
  private final Metrics metrics;
  private final HttpSide http;

  private MetricsServer(Metrics metrics, HttpSide http) {
    this.metrics = metrics;
    this.http = http;
  }

  /**
   * Starts.
   *
   * @param port 0 for any free one
   * @throws NotStarted when the address cannot be had
   */
  public static MetricsServer started(String host, int port, List<Part> parts) {
    Metrics metrics = new Metrics(parts);
    try {
      return new MetricsServer(
          metrics,
          HttpSide.started(
              new Listening(host, port, null),
              List.of(),
              List.of(metrics, new HealthRoutes(parts, Legs.none())),
              Legs.none()));
    } catch (ServerNotStarted e) {
      metrics.close();
      throw e;
    }
  }

  /** Where it listens: http, address and port. */
  public String url() {
    return http.url();
  }

  @Override
  public void close() {
    http.close();
    metrics.close();
  }
}
