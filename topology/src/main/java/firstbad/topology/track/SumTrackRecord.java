package firstbad.topology.track;

import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topics;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.count.SumByKey;
import firstbad.topology.event.AvroEvents;
import firstbad.topology.event.Sinks;
import firstbad.topology.sum.StandingChange;
import firstbad.topology.sum.TrackSums;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;

/**
 * Sums how often trust was right. What it reads are the topics of culprits and verifications alone,
 * so that any topology that begins anew finds the same sums, and a culprit leaves them whenever its
 * event is removed.
 */
public final class SumTrackRecord {

  /** The store of culprits beside what is said of them. */
  public static final String CULPRITS = "culprits-and-verifications-by-id";

  /** The store of the sums. */
  public static final String SUMS = "track-record-by-parameters";

  /**
   * Culprits and verifications are few, so one partition takes all of them: nothing has to be sent
   * once more from where they meet to where they are summed.
   */
  public static final int PARTITIONS = 1;

  private SumTrackRecord() {}

  /** Reads both topics. */
  public static Processor<byte[], byte[], String, byte[]> reading(
      Topics topics, EventSerdes serdes, StateCodec<StandingChange> changes) {
    return new StandingReading(topics, serdes).processor(changes);
  }

  /** Joins what was read. */
  public static Processor<String, byte[], String, TrackSums.Delta> joining(
      StateCodec<StandingChange> changes) {
    return new JoinVerifications(changes);
  }

  /** Sums what the join sends. */
  public static SumByKey<TrackSums.Delta, TrackSums.Delta, TrackSums> summing(AvroEvents events) {
    return new SumByKey<>(
        SUMS,
        Sinks.TRACK_RECORD,
        record -> List.of(Map.entry(record.key(), record.value())),
        TrackSums.NONE,
        TrackSums::plus,
        TrackSums::isNothing,
        events::trackRecord);
  }
}
