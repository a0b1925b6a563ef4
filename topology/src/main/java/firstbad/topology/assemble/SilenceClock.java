package firstbad.topology.assemble;

import firstbad.bisection.fold.Input.Silence;
import firstbad.topology.assemble.Timer.Lane;
import firstbad.topology.read.PartitionWatch;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What time it is in the topic of a task, and whether silence counts. While records come, the time
 * is that of the newest; where none comes, it goes on by a clock that nobody sets. The host's own
 * clock decides nothing.
 */
final class SilenceClock {
  /** No record of the partition was ever read. */
  static final long UNKNOWN = -1;

  private final ProcessorContext<?, ?> context;
  private final PartitionWatch watch;
  private final SilenceLimits limits;
  private final int partition;
  private final long startedAt;

  /** When a record was read last, by the steady clock. */
  private long readAt;

  /** The topic's time from which on records came without a gap, else {@link #UNKNOWN}. */
  private long heardFrom = UNKNOWN;

  private long newest = UNKNOWN;

  /** The topic's time minus the steady clock: the largest that a record has proved. */
  private long ahead = Long.MIN_VALUE;

  /** For a task that starts: what it reads first may have waited for long. */
  SilenceClock(ProcessorContext<?, ?> context, PartitionWatch watch, SilenceLimits limits) {
    this.context = context;
    this.watch = watch;
    this.limits = limits;
    partition = context.taskId().partition();
    startedAt = steady();
    readAt = startedAt;
  }

  /** A record was read that was appended at {@code at}. */
  void read(long at) {
    boolean gap = newest == UNKNOWN || at - newest >= limits.idleMillis();
    if (gap && !watched()) {
      heardFrom = at;
    }
    newest = at;
    readAt = steady();
    ahead = Math.max(ahead, at - readAt);
  }

  /**
   * Whether the silences of the lane that are over at {@code at}, when a record was appended, were
   * heard. In a gap between records the leader may have been away, and lines may have waited: the
   * short silence counts from the gap's end then.
   */
  boolean heard(Lane lane, long at) {
    return lane == Lane.LONG || at - heardFrom >= limits.millis(Silence.SETTLED);
  }

  /** The topic's time now; {@link #UNKNOWN} before the first record that was ever read. */
  long now() {
    long restored = context.currentStreamTimeMs();
    if (newest == UNKNOWN && restored >= 0) {
      ahead = Math.max(ahead, restored - startedAt);
    }
    return ahead == Long.MIN_VALUE ? UNKNOWN : steady() + ahead;
  }

  /**
   * Whether the lane's silences that are over now count although no record says so: nothing was
   * read for a while, the task has run long enough to have read what waited, and the partition was
   * heard to its end.
   */
  boolean passes(Lane lane) {
    boolean heard = lane == Lane.SHORT ? watched() : watch.heardMillis(partition) > 0;
    return heard
        && steady() - readAt >= limits.idleMillis()
        && steady() - startedAt >= limits.warmUpMillis(lane);
  }

  private boolean watched() {
    return watch.heardMillis(partition) >= limits.millis(Silence.SETTLED);
  }

  private long steady() {
    return watch.steady(context.currentSystemTimeMs());
  }
}
