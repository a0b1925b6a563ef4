package firstbad.app.stream;

import firstbad.schemas.Topic;
import firstbad.server.metrics.Part;
import firstbad.topology.BisectionTopology;
import firstbad.topology.Health;
import firstbad.topology.SharedRocksDb;
import firstbad.topology.read.FindingTimes;
import firstbad.topology.read.LineCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The Streams application: what became of the lines, how it is, how long it takes, and some of
 * Kafka's own figures of it.
 */
public final class TopologyPart implements Part {
  /** From what is promised (a quarter of a second) to what somebody should look at. */
  private static final Duration[] DELAYS =
      Stream.of(50, 100, 250, 500, 1000, 2500, 5000, 15_000, 60_000, 300_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private static final Duration[] COMMITS =
      Stream.of(10, 25, 50, 100, 250, 1000, 5000).map(Duration::ofMillis).toArray(Duration[]::new);

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
            t -> t.clock().hostAheadMillis().orElse(0) / 1000.0)
        .description("How far the clock of this machine is ahead of the brokers'.")
        .register(registry);
    for (Health.State state : Health.State.values()) {
      Gauge.builder("firstbad.topology.state", topology, t -> t.health().state() == state ? 1 : 0)
          .tag("state", state.name())
          .description("1 for the state that the topology is in.")
          .register(registry);
    }
    bindTimes(registry);
    bindState(registry);
    KafkaFigures.bind(registry, topology::kafkaMetrics);
  }

  private void bindTimes(MeterRegistry registry) {
    Timer culprits =
        timer(registry, "firstbad.culprit.delay", "From the end of a log to its culprit.", DELAYS);
    Timer alerts =
        timer(registry, "firstbad.alert.delay", "From the line to the alert about it.", DELAYS);
    Timer commits = timer(registry, "firstbad.commit", "What a commit takes.", COMMITS);
    topology
        .times()
        .onCommit(
            new FindingTimes.Listener() {
              @Override
              public void found(Topic topic, Duration after) {
                (topic == Topic.CULPRITS ? culprits : alerts).record(after);
              }

              @Override
              public void committed(Duration took) {
                commits.record(took);
              }
            });
  }

  private static Timer timer(
      MeterRegistry registry, String name, String description, Duration[] buckets) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  private void bindState(MeterRegistry registry) {
    Gauge.builder("firstbad.restore.remaining.records", topology, t -> t.restoring().remaining())
        .description("Records of the state that are still to be read before lines are processed.")
        .register(registry);
    FunctionCounter.builder("firstbad.restored.records", topology, t -> t.restoring().restored())
        .description("Records of the state that were read since the start of the process.")
        .register(registry);
    Gauge.builder("firstbad.rocksdb.memory.bytes", SharedRocksDb::used)
        .description("Memory that the stores take beside the heap, all together.")
        .register(registry);
    Gauge.builder("firstbad.rocksdb.memory.limit.bytes", SharedRocksDb::capacity)
        .description("What the stores are to keep to.")
        .register(registry);
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
