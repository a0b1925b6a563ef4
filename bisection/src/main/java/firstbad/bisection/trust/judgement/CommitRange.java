package firstbad.bisection.trust.judgement;

import org.jspecify.annotations.Nullable;

/**
 * A range of commits.
 *
 * @param crashesAt the end that crashes; it belongs to the range
 * @param cleanAt the end that does not; null when none is known yet
 * @param commits how many, by what git printed; null when there is no clean end, when lines of the
 *     log are missing, or when git has printed nothing that tells
 */
public record CommitRange(String crashesAt, @Nullable String cleanAt, @Nullable Integer commits) {

  /** The same range where nobody can say how many commits it has. */
  public CommitRange uncounted() {
    return new CommitRange(crashesAt, cleanAt, null);
  }
}
