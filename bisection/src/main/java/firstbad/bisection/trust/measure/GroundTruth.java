package firstbad.bisection.trust.measure;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a bisection from elsewhere, mostly from the fix of its bug.
 *
 * @param log its name
 * @param group what must not be torn apart by cross-validation: bisections of one bug, true cause
 *     or culprit
 * @param right whether the culprit is right; null when that is not known, or none is named
 * @param truth what is known of its path
 * @param derailedAt ordinal of the first revision whose verdict contradicts the true cause; null
 *     when there is none or it is not known
 * @param revisions how many were tested
 */
public record GroundTruth(
    String log,
    String group,
    @Nullable Boolean right,
    WatchedSearch.Truth truth,
    @Nullable Integer derailedAt,
    int revisions) {

  /** Its path, and what was said about that. */
  public WatchedSearch watched(Prediction said) {
    return new WatchedSearch(truth, derailedAt, said.alarmedAt(), said.blamedAt(), revisions);
  }

  /** Nothing is known but the log. */
  public static GroundTruth unknown(String log, int revisions) {
    return new GroundTruth(log, log, null, WatchedSearch.Truth.OTHER, null, revisions);
  }
}
