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
  /** It names its start and how long it took, so it ended then, whenever that was received. */
  BY_TOTAL,
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
        new Times(
            head.getHost() != null,
            head.getStartedAt().toEpochMilli(),
            first == null ? 0 : first.getOpenedAt().toEpochMilli(),
            head.getLastLineAt().toEpochMilli(),
            ended == null ? null : (Long) ended.toEpochMilli(),
            head.getTotalTimeMs(),
            head.getRevisions().getTested()));
  }

  /** That of a bisection with these times. */
  public static LogClock of(Times of) {
    boolean late = of.startedAt > 0 && of.firstLineAt - of.startedAt > DAY_MS;
    if (of.endedAt == null) {
      return late ? READ_LATER : OWN;
    }
    if (of.startedAt <= 0 || of.endedAt <= 0) {
      return OWN;
    }
    long between = of.endedAt - of.startedAt;
    if (of.took == null) {
      return late ? READ_LATER : between == 0 || of.cameAtOnce() ? END_ONLY : OWN;
    }
    if (of.named) {
      return Math.abs(between - of.took) > MINUTE_MS ? BY_TOTAL : OWN;
    }
    return between > 2 * of.took + DAY_MS
        ? READ_LATER
        : between < of.took - MINUTE_MS ? END_ONLY : OWN;
  }

  /**
   * What is known of a bisection's times. They are in milliseconds since the epoch, and 0 where
   * they are not known.
   *
   * @param named whether the log names its start
   * @param startedAt as the event has it
   * @param firstLineAt when a line of its first revision was observed
   * @param lastLineAt when its newest line was observed
   * @param endedAt null while it runs
   * @param took how long it took by its own words, in milliseconds; null where it does not say
   * @param tested how many revisions were
   */
  public record Times(
      boolean named,
      long startedAt,
      long firstLineAt,
      long lastLineAt,
      @Nullable Long endedAt,
      @Nullable Long took,
      int tested) {

    /** Several revisions are not built and tested in less than a minute. */
    private boolean cameAtOnce() {
      return !named && tested > 1 && lastLineAt - startedAt < MINUTE_MS;
    }
  }
}
