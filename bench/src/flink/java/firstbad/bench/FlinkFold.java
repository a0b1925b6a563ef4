package firstbad.bench;

import firstbad.bench.PlainAggregate.State;
import firstbad.bisection.finding.CrashDelta;
import firstbad.bisection.finding.Finding;
import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.codec.StateFormat;
import firstbad.topology.event.Events;
import firstbad.topology.event.RevisionKeys;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Folds the lines of a bisection. An operator and no function, since the newest heads, revisions
 * and assessments go out right before a checkpoint, which a function does not hear of in time.
 */
final class FlinkFold extends AbstractStreamOperator<Tuple3<String, String, byte[]>>
    implements OneInputStreamOperator<Tuple2<String, byte[]>, Tuple3<String, String, byte[]>> {
  private static final long serialVersionUID = 1;

  /** What is to be added to the sums: a commit, and a {@link CrashDelta}. */
  static final OutputTag<Tuple2<String, byte[]>> DELTAS =
      new OutputTag<>("deltas", TypeInformation.of(new TypeHint<Tuple2<String, byte[]>>() {}));

  private final String bootstrapServers;
  private final String registryUrl;

  // What changed since the last checkpoint.
  private transient Map<String, State> heads;
  private transient Map<String, SpecificRecord> revisions;
  private transient Map<String, SpecificRecord> assessments;

  private transient Deserializer<LogLine> lines;
  private transient Serializer<SpecificRecord> events;
  private transient StateCodec<CrashDelta> deltas;
  private transient ValueState<State> open;

  FlinkFold(BenchKafka cluster) {
    bootstrapServers = cluster.bootstrapServers();
    registryUrl = cluster.registryUrl();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    open =
        context
            .getKeyedStateStore()
            .getState(new ValueStateDescriptor<>("open", new FlinkState<>(State.class)));
    EventSerdes serdes = EventSerdes.of(new BenchKafka(bootstrapServers, registryUrl).properties());
    lines = serdes.deserializer(LogLine.class);
    events = serdes.serializer(SpecificRecord.class);
    deltas = new StateCodec<>(CrashDelta.class, StateFormat.of(CrashDelta.class));
    heads = new HashMap<>();
    revisions = new HashMap<>();
    assessments = new HashMap<>();
  }

  @Override
  public void processElement(StreamRecord<Tuple2<String, byte[]>> element) throws Exception {
    String id = element.getValue().f0;
    LogLine line = lines.deserialize("", element.getValue().f1);
    State before = open.value();
    State next = (before == null ? State.none() : before).after(id, line);
    if (line.getEndOfLog()) {
      open.clear();
    } else {
      open.update(next);
    }
    for (Finding finding : next.findings()) {
      if (finding instanceof Finding.HeadChanged || heads.containsKey(id)) {
        heads.put(id, next);
      }
      if (finding instanceof Finding.RevisionChanged changed) {
        revisions.put(
            RevisionKeys.key(id, changed.revision().ordinal()),
            Events.revision(changed.revision()));
      } else if (finding instanceof Finding.AssessmentChanged changed) {
        assessments.put(id, Events.assessment(changed.assessment()));
      } else if (finding instanceof Finding.AlertRaised raised) {
        send(Topic.ALERTS, id, Events.alert(raised.alert()));
      } else if (finding instanceof Finding.CulpritNamed named) {
        send(Topic.CULPRITS, id, Events.culprit(named.culprit()));
      } else if (finding instanceof Finding.CrashesCounted crashes) {
        output.collect(
            DELTAS,
            new StreamRecord<>(Tuple2.of(crashes.commit(), deltas.encode(crashes.delta()))));
      }
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) {
    heads.forEach((id, state) -> send(Topic.BISECTIONS, id, Events.bisection(state.head())));
    revisions.forEach((key, event) -> send(Topic.REVISIONS, key, event));
    assessments.forEach((id, event) -> send(Topic.ASSESSMENTS, id, event));
    heads.clear();
    revisions.clear();
    assessments.clear();
  }

  private void send(Topic topic, String key, SpecificRecord event) {
    String name = BenchKafka.TOPICS.name(topic);
    output.collect(new StreamRecord<>(Tuple3.of(name, key, events.serialize(name, event))));
  }
}
