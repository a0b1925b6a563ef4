package firstbad.bisection.trust;

import org.jspecify.annotations.Nullable;

/**
 * What a log says once the search is over.
 *
 * @param named what it names
 * @param commit the culprit; null unless one is named
 * @param title its title; null or empty when the log has none
 * @param sameBinary whether culprit and parent have equal kernel signatures; false when unknown
 * @param flaky whether the log calls the reproducer flaky
 * @param described whether git printed the culprit's description
 * @param changedFiles what is known of the files that the culprit changes
 * @param holes whether something of the log is missing
 * @param report text of the final crash report; empty when there is none
 */
public record SearchEnd(
    Named named,
    @Nullable String commit,
    @Nullable String title,
    boolean sameBinary,
    boolean flaky,
    boolean described,
    ChangedFiles changedFiles,
    boolean holes,
    String report) {

  /** What an ending names. */
  public enum Named {
    CULPRIT(null),
    /** Several candidates: the newest revision that crashed is judged in their place. */
    CANDIDATES(null),
    /** A culprit, though git's search did not end on any commit. */
    UNFOUNDED("git's search ended on no commit, and the log names one"),
    /** Not as many candidates as git's search left. */
    PARTIAL("the log does not name all the candidates that git named"),
    NOTHING("the log names no culprit");

    /** Why that cannot be judged; null where it can. */
    public final @Nullable String unjudged;

    Named(@Nullable String unjudged) {
      this.unjudged = unjudged;
    }
  }
}
