package firstbad.topology.track;

import firstbad.schemas.NewHeaders;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.store.WriteBehindStore;
import firstbad.topology.sum.StandingChange;
import firstbad.topology.sum.StandingCulprit;
import firstbad.topology.sum.StandingCulprit.Counted;
import firstbad.topology.sum.TrackSums;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps for each bisection its culprit beside what is said of it. Where a change lets the culprit
 * count for something else, it sends on what it counted for until now, to be taken away, and what
 * it counts for now, each under the version of its parameters.
 */
final class JoinVerifications implements Processor<String, byte[], String, TrackSums.Delta> {
  private final StateCodec<StandingChange> changes;

  // Set by init, which Streams calls before anything else.
  private ProcessorContext<String, TrackSums.Delta> context;
  private WriteBehindStore<StandingCulprit> culprits;

  @SuppressWarnings("NullAway.Init")
  JoinVerifications(StateCodec<StandingChange> changes) {
    this.changes = changes;
  }

  @Override
  public void init(ProcessorContext<String, TrackSums.Delta> context) {
    this.context = context;
    culprits = context.getStateStore(SumTrackRecord.CULPRITS);
    culprits.demandReadable();
  }

  @Override
  public void process(Record<String, byte[]> record) {
    String id = record.key();
    StandingCulprit stored = culprits.get(id);
    StandingCulprit before = stored == null ? StandingCulprit.UNKNOWN : stored;
    StandingCulprit after = before.after(changes.decode(record.value()));
    if (after.equals(before)) {
      return;
    }
    if (after.isNothing()) {
      culprits.remove(id);
    } else {
      culprits.put(id, after);
    }
    if (!Objects.equals(before.counted(), after.counted())) {
      send(before.counted(), -1, record.timestamp());
      send(after.counted(), 1, record.timestamp());
    }
  }

  private void send(@Nullable Counted culprit, int sign, long at) {
    if (culprit != null) {
      context.forward(
          new Record<>(
              culprit.judged().parameters(),
              new TrackSums.Delta(culprit, sign),
              at,
              NewHeaders.none()));
    }
  }
}
