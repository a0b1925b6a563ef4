package firstbad.story;

import firstbad.events.Bisection;
import firstbad.events.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which of a log's times can be told. */
public enum LogClock {
  /** Its start and its end. */
  OWN,
  /** It began by its own clock, and was received long after that. */
  READ_LATER,
  /**
   * Its lines have no times, and came faster than they were written: that they came is all that is
   * known, and the last of them came when it ended, or after it.
   */
  END_ONLY;

  private static final long MINUTE_MS = 60_000;
  private static final long DAY_MS = 1440 * MINUTE_MS;

  /** That of a bisection. */
  static LogClock of(Known known) {
    Bisection head = known.head();
    Revision first = known.revisions().isEmpty() ? null : known.revisions().get(0);
    Instant ended = head.getEndedAt();
    return of(
        head.getStartedAt().toEpochMilli(),
        first == null ? 0 : first.getOpenedAt().toEpochMilli(),
        ended == null ? null : (Long) ended.toEpochMilli(),
        head.getTotalTimeMs());
  }

  /**
   * That of a bisection. Times are in milliseconds since the epoch, and 0 where they are not known.
   *
   * @param startedAt as the event has it
   * @param firstLineAt when a line of its first revision was observed
   * @param endedAt null while it runs
   * @param took how long it took by its own words, in milliseconds; null where it does not say
   */
  public static LogClock of(
      long startedAt, long firstLineAt, @Nullable Long endedAt, @Nullable Long took) {
    boolean late = startedAt > 0 && firstLineAt - startedAt > DAY_MS;
    if (endedAt == null) {
      return late ? READ_LATER : OWN;
    }
    if (startedAt <= 0 || endedAt <= 0) {
      return OWN;
    }
    long between = endedAt - startedAt;
    if (took == null) {
      return late ? READ_LATER : between == 0 ? END_ONLY : OWN;
    }
    return between > 2 * took + DAY_MS ? READ_LATER : between < took - MINUTE_MS ? END_ONLY : OWN;
  }
}
