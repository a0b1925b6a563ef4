package firstbad.bench;

import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CrashDelta;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.fold.Fold;
import firstbad.bisection.fold.FoldResult;
import firstbad.bisection.fold.Input;
import firstbad.bisection.state.Archive;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.MapArchive;
import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.codec.StateFormat;
import firstbad.topology.event.Events;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/**
 * The fold as one would write it first: a DSL {@code aggregate} whose value holds the bisection and
 * the findings of its newest line, in the same codec as firstbad's, with the cache off, since a
 * cache merges updates and loses findings.
 */
final class PlainAggregate {

  private PlainAggregate() {}

  /**
   * The value of the aggregate.
   *
   * @param findings of the newest line
   */
  record State(
      BisectionState bisection, Map<String, Archive.Piece> archive, List<Finding> findings) {

    static State none() {
      return new State(BisectionState.of(""), Map.of(), List.of());
    }

    State after(String id, LogLine line) {
      BisectionState before = bisection.id().isEmpty() ? BisectionState.of(id) : bisection;
      Map<String, Archive.Piece> pieces = new HashMap<>(archive);
      FoldResult advance = Fold.SHIPPED.apply(before, input(line), new MapArchive(pieces));
      return new State(advance.next(), pieces, advance.findings());
    }

    boolean changesHead() {
      return findings.stream().anyMatch(Finding.HeadChanged.class::isInstance);
    }

    Bisection head() {
      return Fold.SHIPPED.head(bisection, new MapArchive(archive));
    }
  }

  /** The crashed runs of a commit. */
  record Sum(long revisions, long crashed, Map<String, Integer> titles) {
    static Sum none() {
      return new Sum(0, 0, Map.of());
    }

    Sum plus(CrashDelta delta) {
      Map<String, Integer> sums = new HashMap<>(titles);
      delta.titles().forEach(title -> sums.merge(title.title(), title.runs(), Integer::sum));
      return new Sum(revisions + delta.tests().revisions(), crashed + delta.runs().crashed(), sums);
    }
  }

  static Topology graph(EventSerdes serdes, TopologyConfig config) {
    StreamsBuilder builder = new StreamsBuilder(config);
    KStream<String, State> states =
        builder.stream(
                BenchKafka.TOPICS.name(Topic.LOG_LINES),
                Consumed.with(Serdes.String(), serdes.serde(LogLine.class)).withName("log-lines"))
            .groupByKey(Grouped.as("by-id"))
            .aggregate(
                State::none,
                (id, line, state) -> state.after(id, line),
                Named.as("fold"),
                Materialized.<String, State>as(Stores.persistentKeyValueStore("bisections"))
                    .withKeySerde(Serdes.String())
                    .withValueSerde(serde(State.class))
                    .withCachingDisabled())
            .toStream(Named.as("states"));
    KStream<String, Finding> findings = states.flatMapValues(State::findings, Named.as("findings"));

    Serde<SpecificRecord> events = writing(serdes);
    heads(states).to(topic(Topic.BISECTIONS), to("bisections", events));
    revisions(findings).to(topic(Topic.REVISIONS), to("revisions", events));
    culprits(findings).to(topic(Topic.CULPRITS), to("culprits", events));

    findings
        .filter((id, finding) -> finding instanceof Finding.CrashesCounted, Named.as("counted"))
        .map(
            (id, finding) -> {
              Finding.CrashesCounted counted = (Finding.CrashesCounted) finding;
              return KeyValue.pair(counted.commit(), counted.delta());
            },
            Named.as("by-commit"))
        .groupByKey(Grouped.with("deltas", Serdes.String(), serde(CrashDelta.class)))
        .aggregate(
            Sum::none,
            (commit, delta, sum) -> sum.plus(delta),
            Named.as("count"),
            Materialized.<String, Sum>as(Stores.persistentKeyValueStore("counts"))
                .withKeySerde(Serdes.String())
                .withValueSerde(serde(Sum.class))
                .withCachingDisabled());
    return builder.build();
  }

  private static KStream<String, SpecificRecord> heads(KStream<String, State> states) {
    return states
        .filter((id, state) -> state.changesHead(), Named.as("heads"))
        .mapValues(state -> Events.bisection(state.head()), Named.as("head-events"));
  }

  private static KStream<String, SpecificRecord> revisions(KStream<String, Finding> findings) {
    return findings
        .filter((id, finding) -> finding instanceof Finding.RevisionChanged, Named.as("changes"))
        .mapValues(
            finding -> Events.revision(((Finding.RevisionChanged) finding).revision()),
            Named.as("revision-events"));
  }

  private static KStream<String, SpecificRecord> culprits(KStream<String, Finding> findings) {
    return findings
        .filter((id, finding) -> finding instanceof Finding.CulpritNamed, Named.as("named"))
        .mapValues(
            finding -> Events.culprit(((Finding.CulpritNamed) finding).culprit()),
            Named.as("culprit-events"));
  }

  private static Produced<String, SpecificRecord> to(String name, Serde<SpecificRecord> events) {
    return Produced.with(Serdes.String(), events).withName(name);
  }

  private static String topic(Topic topic) {
    return BenchKafka.TOPICS.name(topic);
  }

  private static Input input(LogLine line) {
    long at = line.getObservedAt().toEpochMilli();
    return line.getEndOfLog()
        ? new Input.End(line.getLineNumber(), line.getLabels(), at)
        : new Input.Line(line.getLineNumber(), line.getText(), line.getLabels(), at);
  }

  private static Serde<SpecificRecord> writing(EventSerdes serdes) {
    return Serdes.serdeFrom(
        serdes.serializer(SpecificRecord.class),
        (topic, bytes) -> {
          throw new IllegalStateException("events are only written here");
        });
  }

  private static <T> Serde<T> serde(Class<T> type) {
    StateCodec<T> codec = new StateCodec<>(type, StateFormat.of(type));
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : codec.encode(value),
        (topic, bytes) -> bytes == null ? null : codec.decode(bytes));
  }
}
