package firstbad.topology.count;

import firstbad.bisection.finding.CrashDelta;
import firstbad.topology.event.EventEncoder;
import firstbad.topology.event.Sinks;
import firstbad.topology.store.CurrentNode;
import firstbad.topology.store.StateCodec;
import firstbad.topology.store.WriteBehindStore;
import firstbad.topology.sum.CommitCrashes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sums the crash deltas of each kernel commit and sends each changed count once per commit. */
public final class CountCrashes
    implements Processor<String, byte[], String, byte[]>, WriteBehindStore.Companion {

  /** The store. */
  public static final String CRASH_COUNTS = "crash-counts-by-commit";

  private final EventEncoder encoder;
  private final StateCodec<CrashDelta> deltaCodec;
  // Kernel commits whose counts changed, with the time of the newest change.
  private final Map<String, Long> changed = new LinkedHashMap<>();

  // Set by init, which Streams calls before anything else.
  private ProcessorContext<String, byte[]> context;
  private CurrentNode node;
  private WriteBehindStore<CommitCrashes> counts;

  @SuppressWarnings("NullAway.Init")
  public CountCrashes(EventEncoder encoder, StateCodec<CrashDelta> deltaCodec) {
    this.encoder = encoder;
    this.deltaCodec = deltaCodec;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    node = CurrentNode.of(context);
    counts = context.getStateStore(CRASH_COUNTS);
    counts.accompanyWith(this);
    changed.clear();
  }

  @Override
  public void process(Record<String, byte[]> record) {
    String commit = record.key();
    CrashDelta delta = deltaCodec.decode(record.value());
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
          new Record<>(commit, value, at, new RecordHeaders()), Sinks.CRASH_COUNTS.node());
    }
  }

  @Override
  public void forget() {
    changed.clear();
  }
}
