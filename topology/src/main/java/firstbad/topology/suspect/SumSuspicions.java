package firstbad.topology.suspect;

import firstbad.bisection.finding.Suspicion;
import firstbad.topology.event.EventEncoder;
import firstbad.topology.event.Sinks;
import firstbad.topology.store.StateCodec;
import firstbad.topology.store.WriteBehindStore;
import firstbad.topology.sum.CommitSuspicions;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sums what the ends of bisections say of the commits that they name. */
public final class SumSuspicions implements Processor<String, byte[], String, byte[]> {

  /** The store. */
  public static final String SUSPECTS = "suspects-by-commit";

  private final EventEncoder encoder;
  private final StateCodec<Suspicion> codec = new StateCodec<>(Suspicion.class);

  // Set by init, which Streams calls before anything else.
  private ProcessorContext<String, byte[]> context;
  private WriteBehindStore<CommitSuspicions> suspects;

  @SuppressWarnings("NullAway.Init")
  public SumSuspicions(EventEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    suspects = context.getStateStore(SUSPECTS);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    String commit = record.key();
    CommitSuspicions before = suspects.get(commit);
    CommitSuspicions after =
        (before == null ? CommitSuspicions.NONE : before).plus(codec.decode(record.value()));
    byte[] event = encoder.suspect(commit, after);
    suspects.put(commit, after);
    context.forward(
        new Record<>(commit, event, record.timestamp(), new RecordHeaders()),
        Sinks.SUSPECTS.node());
  }
}
