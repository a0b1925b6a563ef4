package firstbad.topology;

import firstbad.bisection.Input;
import firstbad.bisection.OpenBisection;
import org.jspecify.annotations.Nullable;

/** What the topology keeps under the id of a bisection. */
sealed interface Kept {

  /** The highest number of an applied input. */
  long highest();

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
      OpenBisection bisection,
      long highest,
      long lastAt,
      long silentFor,
      @Nullable Timer timer,
      int faults)
      implements Kept {

    static Open of(String id) {
      return new Open(OpenBisection.of(id), 0, 0, 0, null, 0);
    }

    /** After a record that was appended at {@code at}. */
    Open heard(OpenBisection next, long number, long at) {
      return new Open(next, Math.max(highest, number), Math.max(lastAt, at), 0, timer, faults);
    }

    /** After a silence was reported. */
    Open silent(OpenBisection next, long millis) {
      return new Open(next, highest, lastAt, millis, timer, faults);
    }

    Open faulted() {
      return new Open(bisection, highest, lastAt, silentFor, timer, faults + 1);
    }

    Open timed(@Nullable Timer timer) {
      return new Open(bisection, highest, lastAt, silentFor, timer, faults);
    }

    /** The next silence that would change something; null when there is none. */
    Input.@Nullable Silence awaited(Patience patience) {
      Input.Silence next = null;
      for (Input.Silence silence : bisection.awaited()) {
        long millis = patience.millis(silence);
        if (millis > silentFor && (next == null || millis < patience.millis(next))) {
          next = silence;
        }
      }
      return next;
    }

    /** When it wants to be looked at: at its next silence, else when its retention is over. */
    Timer wakeUp(Patience patience) {
      Input.Silence silence = awaited(patience);
      return silence == null
          ? new Timer(Timer.Lane.LONG, lastAt + patience.retention().toMillis())
          : new Timer(patience.lane(silence), lastAt + patience.millis(silence));
    }
  }

  /** All that stays of a bisection after its retention: whatever still comes changes nothing. */
  record Retired(long highest) implements Kept {}
}
