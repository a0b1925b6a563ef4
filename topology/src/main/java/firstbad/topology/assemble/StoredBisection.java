package firstbad.topology.assemble;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.fold.Input;
import firstbad.bisection.fold.Silences;
import firstbad.bisection.state.BisectionState;
import org.jspecify.annotations.Nullable;

/** What the topology keeps under the id of a bisection. */
public sealed interface StoredBisection {

  /** The highest number of an applied input. */
  long highest();

  /** How many of its revisions were sent: the ordinals from 1 on. */
  int revisions();

  /**
   * A bisection whose lines are applied.
   *
   * @param bisection its state
   * @param lastAt when its last record was appended, in the topic's own time
   * @param silentFor the longest silence since then that was reported, in milliseconds
   * @param timer its entry in the timer queue; null when it has none
   * @param faults lines that our own mistakes sent to the dead letters
   */
  record Open(
      BisectionState bisection,
      long highest,
      long lastAt,
      long silentFor,
      @Nullable Timer timer,
      int faults)
      implements StoredBisection {

    public static Open of(String id) {
      return new Open(BisectionState.of(id), 0, 0, 0, null, 0);
    }

    /** After a record that was appended at {@code at}. */
    Open heard(BisectionState next, long number, long at) {
      return new Open(next, Math.max(highest, number), Math.max(lastAt, at), 0, timer, faults);
    }

    /** After a record of another log, whose publisher says nothing of how this one goes on. */
    Open disturbed(BisectionState next) {
      return new Open(next, highest, lastAt, silentFor, timer, faults);
    }

    /** After a silence was reported. */
    Open silent(BisectionState next, long millis) {
      return new Open(next, highest, lastAt, millis, timer, faults);
    }

    Open faulted() {
      return new Open(bisection, highest, lastAt, silentFor, timer, faults + 1);
    }

    /** Whether its culprit was sent. */
    boolean named() {
      return bisection.life().once().named();
    }

    @Override
    public int revisions() {
      // A last line without a line feed may have opened one that is only shown.
      int shown = bisection.ended() ? 1 : 0;
      return Math.min(bisection.progress().verdicts().opened() + shown, Caps.REVISIONS);
    }

    /** Its lines are applied no longer; what was sent stays. */
    Retired retired() {
      return new Retired(highest, revisions());
    }

    /** Its culprit was sent by another application. */
    Open asNamed() {
      return new Open(bisection.named(), highest, lastAt, silentFor, timer, faults);
    }

    Open timed(@Nullable Timer timer) {
      return new Open(bisection, highest, lastAt, silentFor, timer, faults);
    }

    /** The next silence that would change something; null when there is none. */
    Input.@Nullable Silence awaited(SilenceLimits limits) {
      Input.Silence next = null;
      for (Input.Silence silence : Silences.awaited(bisection)) {
        long millis = limits.millis(silence);
        if (millis > silentFor && (next == null || millis < limits.millis(next))) {
          next = silence;
        }
      }
      return next;
    }

    /** When it wants to be looked at: at its next silence, else when its retention is over. */
    Timer wakeUp(SilenceLimits limits) {
      Input.Silence silence = awaited(limits);
      return silence == null
          ? new Timer(Timer.Lane.LONG, lastAt + limits.retention().toMillis())
          : new Timer(limits.lane(silence), lastAt + limits.millis(silence));
    }
  }

  /**
   * All that stays of a bisection after its retention: whatever still comes changes nothing, and an
   * order to forget it finds what to take back.
   */
  record Retired(long highest, int revisions) implements StoredBisection {}
}
