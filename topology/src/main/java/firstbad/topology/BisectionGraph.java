package firstbad.topology;

import firstbad.bisection.finding.Suspicion;
import firstbad.bisection.fold.Fold;
import firstbad.bisection.trust.Assessor;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.topology.assemble.ArchivePage;
import firstbad.topology.assemble.AssembleBisections;
import firstbad.topology.assemble.SilenceLimits;
import firstbad.topology.assemble.StoredBisection;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.codec.StateFormat;
import firstbad.topology.count.CountCrashes;
import firstbad.topology.count.CrashDeltas;
import firstbad.topology.event.AvroEvents;
import firstbad.topology.event.RevisionKeys;
import firstbad.topology.event.Sinks;
import firstbad.topology.read.LineCounters;
import firstbad.topology.read.LineReading;
import firstbad.topology.read.LineRecord;
import firstbad.topology.read.NamedBefore;
import firstbad.topology.read.PartitionWatch;
import firstbad.topology.store.LiveBytes;
import firstbad.topology.store.WriteBehindStoreBuilder;
import firstbad.topology.sum.CommitCrashes;
import firstbad.topology.sum.CommitSuspicions;
import firstbad.topology.suspect.SumSuspicions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
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
public final class BisectionGraph {
  /**
   * All kinds of values that are kept in stores or are on their way between sub-topologies. A test
   * holds their shapes against those of the newest version of the state.
   */
  static final List<Class<?>> KEPT =
      List.of(
          StoredBisection.class,
          ArchivePage.class,
          CrashDeltas.class,
          CommitCrashes.class,
          Suspicion.class,
          CommitSuspicions.class);

  private final Topics topics;
  private final Fold fold;
  private final SilenceLimits silences;
  private final Deserializer<String> ids;
  private final Deserializer<LineRecord> lines;
  private final AvroEvents events;
  private final LineCounters counters;
  private final StateFormat state;
  private final PartitionWatch watch;
  private final NamedBefore named;
  private final LiveBytes live = LiveBytes.ofHeap();

  BisectionGraph(
      Topics topics,
      Fold fold,
      SilenceLimits silences,
      Deserializer<String> ids,
      Deserializer<LineRecord> lines,
      AvroEvents events,
      LineCounters counters,
      StateFormat state,
      PartitionWatch watch,
      NamedBefore named) {
    this.topics = topics;
    this.fold = fold;
    this.silences = silences;
    this.ids = ids;
    this.lines = lines;
    this.events = events;
    this.counters = counters;
    this.state = state;
    this.watch = watch;
    this.named = named;
  }

  static BisectionGraph of(
      TopologySettings settings,
      EventSerdes serdes,
      LineCounters counters,
      PartitionWatch watch,
      NamedBefore named) {
    LineReading reading = new LineReading(serdes);
    return new BisectionGraph(
        settings.topics(),
        new Fold(new Assessor(settings.rules().parameters())),
        settings.rules().silences(),
        reading.ids(),
        reading.lines(),
        new AvroEvents(settings.topics(), serdes.serializer(SpecificRecord.class)),
        counters,
        settings.rules().state(),
        watch,
        named);
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
        .repartition(
            Repartitioned.with(Serdes.String(), Serdes.ByteArray())
                .withName(Sinks.CRASH_DELTA_FLOW))
        .process(counter(), Named.as("count-crashes"))
        .to(
            topics.name(Topic.CRASH_COUNTS),
            Produced.with(Serdes.String(), Serdes.ByteArray()).withName(Sinks.CRASH_COUNTS.node()));

    findings
        .repartition(
            Repartitioned.with(Serdes.String(), Serdes.ByteArray()).withName(Sinks.SUSPICION_FLOW))
        .process(suspector(), Named.as("sum-suspicions"))
        .to(
            topics.name(Topic.SUSPECTS),
            Produced.with(Serdes.String(), Serdes.ByteArray()).withName(Sinks.SUSPECTS.node()));
    return builder.build();
  }

  private ProcessorSupplier<String, LineRecord, String, byte[]> assembler() {
    return supplier(
        () -> new AssembleBisections(fold, silences, events, state, counters, watch, named),
        List.of(
            new WriteBehindStoreBuilder<>(
                Stores.persistentKeyValueStore(AssembleBisections.OPEN_BISECTIONS),
                new StateCodec<>(StoredBisection.class, state),
                live),
            new WriteBehindStoreBuilder<>(
                Stores.persistentKeyValueStore(AssembleBisections.ARCHIVE),
                new StateCodec<>(ArchivePage.class, state),
                live),
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(AssembleBisections.TIMERS),
                Serdes.Bytes(),
                Serdes.ByteArray())));
  }

  private ProcessorSupplier<String, byte[], String, byte[]> counter() {
    return supplier(
        () -> CountCrashes.processor(events, new StateCodec<>(CrashDeltas.class, state)),
        List.of(
            new WriteBehindStoreBuilder<>(
                Stores.persistentKeyValueStore(CountCrashes.CRASH_COUNTS),
                new StateCodec<>(CommitCrashes.class, state),
                live)));
  }

  private ProcessorSupplier<String, byte[], String, byte[]> suspector() {
    return supplier(
        () -> SumSuspicions.processor(events, new StateCodec<>(Suspicion.class, state)),
        List.of(
            new WriteBehindStoreBuilder<>(
                Stores.persistentKeyValueStore(SumSuspicions.SUSPECTS),
                new StateCodec<>(CommitSuspicions.class, state),
                live)));
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
