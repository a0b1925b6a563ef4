package firstbad.server.metrics;

import firstbad.server.ingest.Ingest;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Logs that come over HTTP. Ready whenever the server is: Kafka that is away is said by 503. */
public final class IngestPart implements Part {
  private final Ingest ingest;

  public IngestPart(Ingest ingest) {
    this.ingest = ingest;
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public void bind(MeterRegistry registry) {
    Gauge.builder("firstbad.uploads.open", ingest, Ingest::openUploads)
        .description("Logs that are being sent now.")
        .register(registry);
    Gauge.builder("firstbad.leg.seconds.behind", ingest, each -> each.millis() / 1000.0)
        .tag("leg", name())
        .description("Age of the oldest line whose effect cannot be seen after this leg.")
        .register(registry);
    FunctionCounter.builder("firstbad.upload.lines", ingest, Ingest::lines)
        .description("Lines received over HTTP, including those sent again.")
        .register(registry);
  }
}
