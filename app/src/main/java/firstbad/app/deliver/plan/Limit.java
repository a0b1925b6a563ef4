package firstbad.app.deliver.plan;

import java.time.Duration;

/**
 * Not more than so many in a time.
 *
 * @param most 1 or more
 * @param within any span of this length, at most {@link #LONGEST}
 */
public record Limit(int most, Duration within) {
  /** How far back deliveries are counted. */
  public static final Duration LONGEST = Duration.ofDays(1);
}
