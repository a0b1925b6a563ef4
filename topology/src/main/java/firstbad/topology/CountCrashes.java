package firstbad.topology;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sums the crash deltas of each kernel commit and sends each changed count once per commit. */
final class CountCrashes
    implements Processor<String, byte[], String, byte[]>, WriteBehindStore.Companion {
  private final EventEncoder encoder;
  private final StateCodec<CommitDelta> deltaCodec;
  // Kernel commits whose counts changed, with the time of the newest change.
  private final Map<String, Long> changed = new LinkedHashMap<>();

  // Set by init, which Streams calls before anything else.
  private ProcessorContext<String, byte[]> context;
  private CurrentNode node;
  private WriteBehindStore<CommitCrashes> counts;

  @SuppressWarnings("NullAway.Init")
  CountCrashes(EventEncoder encoder, StateCodec<CommitDelta> deltaCodec) {
    this.encoder = encoder;
    this.deltaCodec = deltaCodec;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    node = CurrentNode.of(context);
    counts = context.getStateStore(BisectionGraph.CRASH_COUNTS);
    counts.accompanyWith(this);
    changed.clear();
  }

  @Override
  public void process(Record<String, byte[]> record) {
    String commit = record.key();
    CommitDelta delta = deltaCodec.decode(record.value());
    CommitCrashes before = counts.get(commit);
    counts.put(commit, (before == null ? CommitCrashes.NONE : before).plus(delta));
    changed.merge(commit, record.timestamp(), Math::max);
  }

  @Override
  public void beforeWriteBack() {
    node.during(() -> changed.forEach(this::send));
    changed.clear();
  }

  private void send(String commit, long at) {
    CommitCrashes crashes = counts.get(commit);
    if (crashes != null) {
      byte[] value = encoder.crashCounts(commit, crashes);
      context.forward(
          new Record<>(commit, value, at, new RecordHeaders()), BisectionGraph.CRASH_COUNTS_SINK);
    }
  }

  @Override
  public void forget() {
    changed.clear();
  }
}
