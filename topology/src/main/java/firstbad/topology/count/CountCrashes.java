package firstbad.topology.count;

import firstbad.bisection.finding.CrashDelta;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.event.AvroEvents;
import firstbad.topology.event.Sinks;
import firstbad.topology.sum.CommitCrashes;
import java.util.Map;

/** Sums the crash deltas of each kernel commit. */
public final class CountCrashes {

  /** The store. */
  public static final String CRASH_COUNTS = "crash-counts-by-commit";

  /** A processor for one task. */
  public static SumByKey<byte[], CrashDelta, CommitCrashes> processor(
      AvroEvents events, StateCodec<CrashDeltas> deltas) {
    return new SumByKey<>(
        CRASH_COUNTS,
        Sinks.CRASH_COUNTS,
        record ->
            deltas.decode(record.value()).deltas().stream()
                .map(of -> Map.entry(of.commit(), of.delta()))
                .toList(),
        CommitCrashes.NONE,
        CommitCrashes::plus,
        CommitCrashes::isNothing,
        events::crashCounts);
  }

  private CountCrashes() {}
}
