package firstbad.server.metrics;

import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import io.javalin.http.Context;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** {@code /metrics}: what Prometheus reads. */
public final class Metrics implements RouteGroup, AutoCloseable {
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();

  public Metrics(List<Part> parts) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collector.bindTo(registry);
    parts.forEach(part -> part.bind(registry));
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/metrics", this::scraped));
  }

  private void scraped(Context request) {
    request.result(registry.scrape(FORMAT)).contentType(FORMAT);
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }
}
