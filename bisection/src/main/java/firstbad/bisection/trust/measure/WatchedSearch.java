package firstbad.bisection.trust.measure;

import org.jspecify.annotations.Nullable;

/**
 * A bisection whose path is known, and what was said about it.
 *
 * @param truth what is known of it
 * @param derailedAt ordinal of the first revision whose verdict contradicts the true cause; null
 *     when there is none or it is not known
 * @param alarmedAt ordinal of the first revision that raised the alarm; null when none did
 * @param blamedAt ordinal of the blamed revision; null when none was blamed
 * @param revisions how many were tested
 */
public record WatchedSearch(
    Truth truth,
    @Nullable Integer derailedAt,
    @Nullable Integer alarmedAt,
    @Nullable Integer blamedAt,
    int revisions) {

  /** What is known. */
  public enum Truth {
    /** The culprit is right. */
    RIGHT,
    /** A revision without the cause was called bad. */
    CALLED_BAD,
    /** Anything else. */
    OTHER
  }
}
