package firstbad.story;

import firstbad.events.Bisection;
import firstbad.events.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast the lines of a running search come, so that a reader knows when a silence is one. It
 * names the time of day: a sentence with a duration in it would be wrong an hour later.
 *
 * @param silentFrom from when on a log is silent that has no newer line; null where nobody knows
 */
record Pace(@Nullable Instant silentFrom) {

  /** A log is silent after so many times what a revision took on average. */
  private static final int REVISIONS = 3;

  /** A build alone may be quiet for so long. */
  private static final Duration LEAST = Duration.ofMinutes(20);

  static Pace of(Known known) {
    Bisection head = known.head();
    List<Revision> revisions = known.revisions();
    int tested = head.getRevisions().getTested();
    Instant last = head.getLastLineAt();
    if (tested == 0 || revisions.isEmpty() || last.toEpochMilli() <= 0) {
      return new Pace(null);
    }
    Duration each = Duration.between(revisions.get(0).getOpenedAt(), last).dividedBy(tested);
    Duration silence = each.multipliedBy(REVISIONS);
    return new Pace(last.plus(silence.compareTo(LEAST) < 0 ? LEAST : silence));
  }

  /** What to do while nothing else is to be done. */
  String waiting() {
    return silentFrom == null
        ? "Wait for the next verdict."
        : "Wait for the next verdict; if the log has no new line by "
            + Phrases.time(silentFrom)
            + ", see whether the job still runs.";
  }
}
