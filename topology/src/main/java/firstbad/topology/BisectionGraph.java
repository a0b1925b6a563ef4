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
import firstbad.topology.sum.StandingChange;
import firstbad.topology.sum.StandingCulprit;
import firstbad.topology.sum.TrackSums;
import firstbad.topology.suspect.SumSuspicions;
import firstbad.topology.track.SumTrackRecord;
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
 * culprits ──────┬▶ culprits-and-verifications ─▶ join-verifications
 * verifications ─┘                                  └▶ sum-track-record ─▶ track-record
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
          CommitSuspicions.class,
          StandingChange.class,
          StandingCulprit.class,
          TrackSums.class);

  private final Topics topics;
  private final Fold fold;
  private final SilenceLimits silences;
  private final EventSerdes serdes;
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
      EventSerdes serdes,
      AvroEvents events,
      LineCounters counters,
      StateFormat state,
      PartitionWatch watch,
      NamedBefore named) {
    this.topics = topics;
    this.fold = fold;
    this.silences = silences;
    this.serdes = serdes;
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
    return new BisectionGraph(
        settings.topics(),
        new Fold(new Assessor(settings.rules().parameters())),
        settings.rules().silences(),
        serdes,
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
    LineReading lines = new LineReading(serdes);
    KStream<String, byte[]> findings =
        builder.stream(
                topics.name(Topic.LOG_LINES),
                Consumed.with(reading(lines.ids()), reading(lines.lines())).withName("log-lines"))
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

    addTrackRecord(builder);
    return builder.build();
  }

  private void addTrackRecord(StreamsBuilder builder) {
    builder.stream(
            List.of(topics.name(Topic.CULPRITS), topics.name(Topic.VERIFICATIONS)),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(Sinks.STANDING_FLOW))
        .process(standings(), Named.as("read-standings"))
        .repartition(
            Repartitioned.with(Serdes.String(), Serdes.ByteArray())
                .withNumberOfPartitions(SumTrackRecord.PARTITIONS)
                .withName(Sinks.STANDING_FLOW))
        .process(joiner(), Named.as("join-verifications"))
        .process(recorder(), Named.as("sum-track-record"))
        .to(
            topics.name(Topic.TRACK_RECORD),
            Produced.with(Serdes.String(), Serdes.ByteArray()).withName(Sinks.TRACK_RECORD.node()));
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

  private ProcessorSupplier<byte[], byte[], String, byte[]> standings() {
    return supplier(
        () -> SumTrackRecord.reading(topics, serdes, new StateCodec<>(StandingChange.class, state)),
        List.of());
  }

  private ProcessorSupplier<String, byte[], String, TrackSums.Delta> joiner() {
    return supplier(
        () -> SumTrackRecord.joining(new StateCodec<>(StandingChange.class, state)),
        List.of(
            new WriteBehindStoreBuilder<>(
                Stores.persistentKeyValueStore(SumTrackRecord.CULPRITS),
                new StateCodec<>(StandingCulprit.class, state),
                live)));
  }

  private ProcessorSupplier<String, TrackSums.Delta, String, byte[]> recorder() {
    return supplier(
        () -> SumTrackRecord.summing(events),
        List.of(
            new WriteBehindStoreBuilder<>(
                Stores.persistentKeyValueStore(SumTrackRecord.SUMS),
                new StateCodec<>(TrackSums.class, state),
                live)));
  }

  private static <K, V, W> ProcessorSupplier<K, V, String, W> supplier(
      Supplier<Processor<K, V, String, W>> processors, List<StoreBuilder<?>> stores) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<K, V, String, W> get() {
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
