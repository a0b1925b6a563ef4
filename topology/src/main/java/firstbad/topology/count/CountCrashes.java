package firstbad.topology.count;

import firstbad.bisection.finding.CrashDelta;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.event.AvroEvents;
import firstbad.topology.event.Sinks;
import firstbad.topology.sum.CommitCrashes;

/** Sums the crash deltas of each kernel commit. */
public final class CountCrashes {

  /** The store. */
  public static final String CRASH_COUNTS = "crash-counts-by-commit";

  /** A processor for one task. */
  public static SumByCommit<CrashDelta, CommitCrashes> processor(
      AvroEvents events, StateCodec<CrashDelta> deltas) {
    return new SumByCommit<>(
        CRASH_COUNTS,
        Sinks.CRASH_COUNTS,
        deltas,
        CommitCrashes.NONE,
        CommitCrashes::plus,
        events::crashCounts);
  }

  private CountCrashes() {}
}
