package firstbad.server.metrics;

import firstbad.server.ingest.Ingest;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Logs that come over HTTP. Not ready while Kafka does not acknowledge what was taken. */
public final class IngestPart implements Part {
  /** What takes longer than this is trouble. */
  private static final long TROUBLED_MS = 10_000;

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
    uploads(registry, "taken", Ingest::taken);
    uploads(registry, "refused", Ingest::refused);
    Gauge.builder("firstbad.leg.seconds.behind", ingest, each -> each.millis() / 1000.0)
        .tag("leg", name())
        .description("Age of the oldest line whose effect cannot be seen after this leg.")
        .register(registry);
    FunctionCounter.builder("firstbad.upload.lines", ingest, Ingest::lines)
        .description("Lines received over HTTP, including those sent again.")
        .register(registry);
  }

  @Override
  public Optional<String> notReady() {
    long waits = ingest.millis();
    return waits < TROUBLED_MS
        ? Optional.empty()
        : Optional.of(
            "A log that came over HTTP has waited %d s for Kafka to acknowledge it; check that Kafka can be reached, and that the log's partition has a leader and min.insync.replicas in sync (kafka-topics.sh --describe --topic %s)."
                .formatted(waits / 1000, ingest.topic()));
  }

  private void uploads(MeterRegistry registry, String result, ToDoubleFunction<Ingest> count) {
    FunctionCounter.builder("firstbad.uploads", ingest, count)
        .tag("result", result)
        .description(
            "Logs over HTTP that were taken as a whole, and that were refused or broke off.")
        .register(registry);
  }
}
