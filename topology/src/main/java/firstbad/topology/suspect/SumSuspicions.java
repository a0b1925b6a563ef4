package firstbad.topology.suspect;

import firstbad.bisection.finding.Suspicion;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.count.SumByKey;
import firstbad.topology.event.AvroEvents;
import firstbad.topology.event.Sinks;
import firstbad.topology.sum.CommitSuspicions;
import java.util.List;
import java.util.Map;

/** Sums what the ends of bisections say of the commits that they name. */
public final class SumSuspicions {

  /** The store. */
  public static final String SUSPECTS = "suspects-by-commit";

  /** A processor for one task. */
  public static SumByKey<byte[], Suspicion, CommitSuspicions> processor(
      AvroEvents events, StateCodec<Suspicion> suspicions) {
    return new SumByKey<>(
        SUSPECTS,
        Sinks.SUSPECTS,
        record -> List.of(Map.entry(record.key(), suspicions.decode(record.value()))),
        CommitSuspicions.NONE,
        CommitSuspicions::plus,
        CommitSuspicions::isNothing,
        events::suspect);
  }

  private SumSuspicions() {}
}
