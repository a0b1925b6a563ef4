package firstbad.topology.read;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the lines since the process started. In = applied + duplicate + late + conflict +
 * dead-lettered. A line that is read again after an aborted transaction counts again here; the
 * counts in the {@code bisections} records do not know such repetition.
 */
public final class LineCounters {
  public final LongAdder applied = new LongAdder();
  public final LongAdder duplicate = new LongAdder();
  public final LongAdder late = new LongAdder();
  public final LongAdder conflict = new LongAdder();
  final LongAdder unreadable = new LongAdder();
  public final LongAdder faulted = new LongAdder();
  public final LongAdder notUnderstood = new LongAdder();
  public final LongAdder culprits = new LongAdder();
  final LongAdder misdated = new LongAdder();

  /** The counts now. */
  public Snapshot snapshot() {
    return new Snapshot(
        applied.sum(),
        duplicate.sum(),
        late.sum(),
        conflict.sum(),
        unreadable.sum(),
        faulted.sum(),
        notUnderstood.sum(),
        culprits.sum(),
        misdated.sum());
  }

  /**
   * The counts at one time.
   *
   * @param applied read as the next line or the end
   * @param duplicate read before
   * @param late after a higher number, or after the retention
   * @param conflict of another log under the same id; in the dead letters
   * @param unreadable not a {@code LogLine}, or in a partition that is not its bisection's; in the
   *     dead letters
   * @param faulted sent to the dead letters by our own mistake
   * @param notUnderstood applied lines of no known shape; not a summand of {@link #in}
   * @param culprits culprits found; not a summand of {@link #in}
   * @param misdated lines observed at a time that cannot be, read as of the time at which Kafka
   *     took them; not a summand of {@link #in}
   */
  public record Snapshot(
      long applied,
      long duplicate,
      long late,
      long conflict,
      long unreadable,
      long faulted,
      long notUnderstood,
      long culprits,
      long misdated) {

    /** All lines that came in. */
    public long in() {
      return applied + duplicate + late + conflict + unreadable + faulted;
    }

    /** Those in the dead letters; conflicts are there too and count for themselves. */
    public long deadLettered() {
      return unreadable + faulted;
    }
  }
}
