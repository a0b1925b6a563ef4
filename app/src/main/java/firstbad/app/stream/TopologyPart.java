package firstbad.app.stream;

import firstbad.server.metrics.Part;
import firstbad.topology.BisectionTopology;
import firstbad.topology.Health;
import firstbad.topology.read.LineCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The Streams application: what became of the lines, how it is, and Kafka's own figures of it. */
public final class TopologyPart implements Part {
  private final BisectionTopology topology;

  public TopologyPart(BisectionTopology topology) {
    this.topology = topology;
  }

  @Override
  public String name() {
    return "topology";
  }

  /** The results are those of the equation: together they are all lines that came in. */
  @Override
  public void bind(MeterRegistry registry) {
    result(registry, "applied", LineCounters.Snapshot::applied);
    result(registry, "duplicate", LineCounters.Snapshot::duplicate);
    result(registry, "late", LineCounters.Snapshot::late);
    result(registry, "conflict", LineCounters.Snapshot::conflict);
    result(registry, "dead_lettered", LineCounters.Snapshot::deadLettered);
    FunctionCounter.builder("firstbad.lines.unknown", topology, t -> t.lines().notUnderstood())
        .description("Applied lines of no known shape.")
        .register(registry);
    FunctionCounter.builder("firstbad.lines.misdated", topology, t -> t.lines().misdated())
        .description("Lines with an impossible time of observation; Kafka's time was used instead.")
        .register(registry);
    FunctionCounter.builder("firstbad.culprits.found", topology, t -> t.lines().culprits())
        .description("Culprits found since the start of the process.")
        .register(registry);
    Gauge.builder(
            "firstbad.clock.seconds.ahead",
            topology,
            t -> t.clock().aheadMillis().orElse(0) / 1000.0)
        .description("How far the clock of this machine is ahead of the brokers'.")
        .register(registry);
    for (Health.State state : Health.State.values()) {
      Gauge.builder("firstbad.topology.state", topology, t -> t.health().state() == state ? 1 : 0)
          .tag("state", state.name())
          .description("1 for the state that the topology is in.")
          .register(registry);
    }
    new KafkaStreamsMetrics(topology.streams()).bindTo(registry);
  }

  private void result(
      MeterRegistry registry, String result, ToLongFunction<LineCounters.Snapshot> count) {
    FunctionCounter.builder("firstbad.lines", topology, t -> count.applyAsLong(t.lines()))
        .tag("result", result)
        .description("Lines read, by what was done with them.")
        .register(registry);
  }

  @Override
  public Optional<String> remark() {
    return topology.clock().remark();
  }

  @Override
  public Optional<String> dead() {
    Health health = topology.health();
    return health.alive() ? Optional.empty() : Optional.of(said(health, "The topology has ended."));
  }

  @Override
  public Optional<String> notReady() {
    Health health = topology.health();
    return health.state() == Health.State.RUNNING
        ? Optional.empty()
        : Optional.of(said(health, "The topology starts."));
  }

  private static String said(Health health, String otherwise) {
    return Objects.requireNonNullElse(health.sentence(), otherwise);
  }
}
