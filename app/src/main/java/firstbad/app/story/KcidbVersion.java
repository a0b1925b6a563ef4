package firstbad.app.story;

import static java.time.temporal.ChronoUnit.SECONDS;

import firstbad.bisection.finding.Assessment;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Versions of an issue of KCIDB, which keeps them in 32 bits: milliseconds would not fit. A new
 * assessment is a new version, and so is another verification. Both only grow, so that no version
 * comes twice: the newest that KCIDB was given is the one that counts.
 */
public final class KcidbVersion {
  /** Before all verifications; so counted, seconds fit into an integer for 68 years. */
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private KcidbVersion() {}

  /**
   * The version of a report.
   *
   * @param assessment null where there is none
   * @param newest when the newest verification was made; null where there is none
   */
  static int of(@Nullable Assessment assessment, @Nullable Instant newest) {
    long since = newest == null ? 0 : Math.max(0, Duration.between(FIRST, newest).toSeconds());
    return (int)
        Math.min(Integer.MAX_VALUE, since + (assessment == null ? 0 : assessment.version()));
  }

  /**
   * When the newest verification was made, as far as a version may depend on it: a clock that is
   * years ahead would else make the last version that KCIDB ever takes.
   */
  public static @Nullable Instant notAhead(@Nullable Instant newest, Instant now) {
    return newest != null && newest.isAfter(now) ? now : newest;
  }

  /**
   * How long a report should wait: until the second of the newest verification is over, another one
   * may come that would make another report of the same version. At most a second.
   *
   * @param newest when the newest verification was made; null where there is none
   */
  public static Duration unsettled(@Nullable Instant newest, Instant now) {
    Instant second = now.truncatedTo(SECONDS);
    return newest == null || !newest.truncatedTo(SECONDS).equals(second)
        ? Duration.ZERO
        : Duration.between(now, second.plusSeconds(1));
  }
}
