package firstbad.topology;

import firstbad.bisection.Archive;
import firstbad.bisection.trust.Assessor;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The graph.
 *
 * <pre>
 * log-lines ─▶ assemble-bisections ─▶ bisections · revisions · culprits · assessments
 *                        │                       alerts · dead-letters
 *                        ├▶ crash-deltas ─▶ count-crashes ─▶ crash-counts
 *                        └▶ suspicions ─▶ sum-suspicions ─▶ suspects
 * </pre>
 */
final class BisectionGraph {
  static final String OPEN_BISECTIONS = "open-bisections-by-id";
  static final String ARCHIVE = "archive-by-bisection-and-key";
  static final String TIMERS = "timers-by-due-time";
  static final String CRASH_COUNTS = "crash-counts-by-commit";
  static final String CRASH_DELTAS = "crash-deltas";
  static final String CRASH_COUNTS_SINK = "crash-counts";
  static final String SUSPECTS = "suspects-by-commit";
  static final String SUSPICIONS = "suspicions";
  static final String SUSPECTS_SINK = "suspects";

  // Decoded values that stay in memory between commits, for each task: some 3 KB each.
  private static final int LIVE_BISECTIONS = 10_000;
  private static final int LIVE_PIECES = 1_000;
  private static final int LIVE_COUNTS = 10_000;
  private static final int LIVE_SUSPECTS = 1_000;

  private final StateCodec<CommitDelta> deltas = new StateCodec<>(CommitDelta.class);
  private final Topics topics;
  private final Assessor assessor;
  private final Patience patience;
  private final Deserializer<String> ids;
  private final Deserializer<ReadLine> lines;
  private final EventEncoder events;
  private final LineCounters counters;

  BisectionGraph(
      Topics topics,
      Assessor assessor,
      Patience patience,
      Deserializer<String> ids,
      Deserializer<ReadLine> lines,
      EventEncoder events,
      LineCounters counters) {
    this.topics = topics;
    this.assessor = assessor;
    this.patience = patience;
    this.ids = ids;
    this.lines = lines;
    this.events = events;
    this.counters = counters;
  }

  static BisectionGraph of(TopologySettings settings, EventSerdes serdes, LineCounters counters) {
    LineReading reading = new LineReading(serdes);
    return new BisectionGraph(
        settings.topics(),
        new Assessor(settings.parameters()),
        settings.patience(),
        reading.ids(),
        reading.lines(),
        new AvroEvents(settings.topics(), serdes),
        counters);
  }

  /**
   * @param config must demand explicit names, see {@link StreamsSettings}
   */
  Topology build(TopologyConfig config) {
    StreamsBuilder builder = new StreamsBuilder(config);
    KStream<String, byte[]> findings =
        builder.stream(
                topics.name(Topic.LOG_LINES),
                Consumed.with(reading(ids), reading(lines)).withName("log-lines"))
            .process(assembler(), Named.as("assemble-bisections"));

    findings.to(topics.name(Topic.BISECTIONS), to(Sinks.BISECTIONS));
    findings.to(
        topics.name(Topic.REVISIONS),
        to(Sinks.REVISIONS).withStreamPartitioner(new RevisionKeys()));
    findings.to(topics.name(Topic.CULPRITS), to(Sinks.CULPRITS));
    findings.to(topics.name(Topic.ASSESSMENTS), to(Sinks.ASSESSMENTS));
    findings.to(topics.name(Topic.ALERTS), to(Sinks.ALERTS));
    findings.to(topics.name(Topic.DEAD_LETTERS), to(Sinks.DEAD_LETTERS));

    findings
        .repartition(Repartitioned.with(Serdes.String(), Serdes.ByteArray()).withName(CRASH_DELTAS))
        .process(counter(), Named.as("count-crashes"))
        .to(
            topics.name(Topic.CRASH_COUNTS),
            Produced.with(Serdes.String(), Serdes.ByteArray()).withName(CRASH_COUNTS_SINK));

    findings
        .repartition(Repartitioned.with(Serdes.String(), Serdes.ByteArray()).withName(SUSPICIONS))
        .process(suspector(), Named.as("sum-suspicions"))
        .to(
            topics.name(Topic.SUSPECTS),
            Produced.with(Serdes.String(), Serdes.ByteArray()).withName(SUSPECTS_SINK));
    return builder.build();
  }

  private ProcessorSupplier<String, ReadLine, String, byte[]> assembler() {
    return supplier(
        () -> new AssembleBisections(assessor, patience, events, deltas, counters),
        List.of(
            new WriteBehindStoreBuilder<>(
                Stores.persistentKeyValueStore(OPEN_BISECTIONS),
                new StateCodec<>(Kept.class),
                LIVE_BISECTIONS),
            new WriteBehindStoreBuilder<>(
                Stores.persistentKeyValueStore(ARCHIVE),
                new StateCodec<>(Archive.Piece.class),
                LIVE_PIECES),
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(TIMERS), Serdes.Bytes(), Serdes.ByteArray())));
  }

  private ProcessorSupplier<String, byte[], String, byte[]> counter() {
    return supplier(
        () -> new CountCrashes(events, deltas),
        List.of(
            new WriteBehindStoreBuilder<>(
                Stores.persistentKeyValueStore(CRASH_COUNTS),
                new StateCodec<>(CommitCrashes.class),
                LIVE_COUNTS)));
  }

  private ProcessorSupplier<String, byte[], String, byte[]> suspector() {
    return supplier(
        () -> new SumSuspicions(events),
        List.of(
            new WriteBehindStoreBuilder<>(
                Stores.persistentKeyValueStore(SUSPECTS),
                new StateCodec<>(CommitSuspicions.class),
                LIVE_SUSPECTS)));
  }

  private static <V> ProcessorSupplier<String, V, String, byte[]> supplier(
      Supplier<Processor<String, V, String, byte[]>> processors, List<StoreBuilder<?>> stores) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, V, String, byte[]> get() {
        return processors.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return new LinkedHashSet<>(stores);
      }
    };
  }

  private static Produced<String, byte[]> to(Sinks sink) {
    return Produced.with(Serdes.String(), Serdes.ByteArray()).withName(sink.node());
  }

  private static <T> Serde<T> reading(Deserializer<T> deserializer) {
    Serializer<T> none =
        (topic, value) -> {
          throw new UnsupportedOperationException("log lines are only read");
        };
    return Serdes.serdeFrom(none, deserializer);
  }
}
