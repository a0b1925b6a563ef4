package firstbad.bisection.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search by git alone: what {@code git bisect log} and {@code git bisect run} print, and the
 * steps of programs around them. The words for a commit are {@code bad} and {@code good}, {@code
 * new} and {@code old}, or what the search was started with.
 */
public sealed interface GitLogEntry extends Entry {

  /** A line with which a log of git's own can begin. */
  sealed interface Opening extends GitLogEntry {}

  /**
   * {@code git bisect start '--term-old' 'fast' '--term-new' 'slow' 'HEAD' 'v6.0' '--' 'mm'}.
   *
   * @param bad the bad end where it is given
   * @param good the first of the good ends; null where none is given
   * @param newer the word for a bad commit; null where the usual ones hold
   * @param older the word for a good commit; null where the usual ones hold
   */
  record Started(
      @Nullable String bad, @Nullable String good, @Nullable String newer, @Nullable String older)
      implements Opening {

    /** Whether it says nothing: a person may have such a line above a log of any kind. */
    public boolean plain() {
      return bad == null && newer == null && older == null;
    }
  }

  /** {@code # bad: [e0c7abf24f9a...] f: set it to 15}. */
  record Noted(String term, String commit, String title) implements Opening {}

  /** {@code git bisect bad e0c7abf24f9a...}: as a rule after the line that notes it. */
  record Told(String term, List<String> revisions) implements Opening {}

  /** {@code running './test.sh'}: the test of the commit that git chose. */
  record Running() implements Opening {}

  /** {@code Testing commit: e0c7abf24f9a...}, as kci-dev says it. */
  record Testing(String commit) implements Opening {}

  /** {@code # testing the bad commit first: [ab2226f1093e...] f: set it to 20}. */
  record TestingBad(String commit, String title) implements GitLogEntry {}

  /** {@code Loaded state file}, and whatever else kci-dev says before its first step. */
  record Prepared() implements Opening {}

  /** {@code # status: waiting for good commit(s), bad commit known}. */
  record Status() implements Opening {}

  /** {@code bad: ab2226f1093e...}: an end of the search that kci-dev goes on with. */
  record Given(String term, String revision) implements GitLogEntry {}

  /** {@code # first bad commit: [b163879c2a19...] f: set it to 13}; the title may be missing. */
  record First(String commit, @Nullable String title) implements GitLogEntry {}

  /** {@code # only skipped commits left to test}: a list follows. */
  record OnlySkipped() implements GitLogEntry {}

  /** {@code # possible first bad commit: [b163879c2a19...] f: set it to 13}. */
  record Possible(String commit) implements GitLogEntry {}

  /** {@code bisect run failed:}, and the like. */
  record Aborted() implements GitLogEntry {}

  /**
   * {@code bisect found first bad commit}, after git has named it, and {@code git bisect run
   * ./test.sh}: what says nothing of a commit.
   */
  record Remark() implements GitLogEntry {}
}
