package firstbad.bisection.state;

import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Role;
import firstbad.bisection.grammar.GitWord;
import org.jspecify.annotations.Nullable;

/**
 * Where the search stands.
 *
 * @param pending what is still to be tested
 * @param left what git last said is left to test
 * @param ends of what is searched
 * @param releases that were probed
 * @param git what is known besides of a search by git alone
 */
public record SearchState(
    Phase phase,
    Pending pending,
    @Nullable Left left,
    Ends ends,
    Releases releases,
    GitSession git) {

  /** Nothing is searched yet. */
  public static final SearchState NONE =
      new SearchState(
          Phase.HEADER,
          new Pending(null, null),
          null,
          new Ends(null, null),
          new Releases(null, null),
          GitSession.NONE);

  /**
   * What is to be tested.
   *
   * @param next what was announced for the revision that opens next
   * @param candidate the commit that git chose and that is not decided yet
   */
  public record Pending(@Nullable Next next, @Nullable Candidate candidate) {}

  /**
   * What the next revision is for.
   *
   * @param commit its hash where the announcement tells it
   * @param words the tag of a release, or what is changed in the configuration
   */
  public record Next(Role role, @Nullable String commit, @Nullable String words) {}

  /** {@code Bisecting: 6155 revisions left to test after this (roughly 13 steps)}. */
  public record Left(int revisions, int steps) {}

  /**
   * The commit that git chose.
   *
   * @param left as printed before it; null when it was a merge base that had to be tested
   */
  public record Candidate(String commit, String title, @Nullable Left left) {}

  /** Both ends of a range, in git's words. */
  public record Span(String bad, String good) {}

  /**
   * What is searched.
   *
   * @param open what is open now; null before git started
   * @param first what was open when git started
   */
  public record Ends(@Nullable Span open, @Nullable Span first) {}

  /** A probed release. */
  public record Release(String tag, String commit) {

    /** The hash of this release where it is named by its tag. */
    private @Nullable String named(String rev) {
      return rev.equals(tag) ? commit : null;
    }
  }

  /**
   * The releases that matter later.
   *
   * @param bad the newest one that crashes
   * @param last the newest one
   */
  public record Releases(@Nullable Release bad, @Nullable Release last) {}

  /** The search is in this phase. */
  public SearchState in(Phase now) {
    return now == phase ? this : new SearchState(now, pending, left, ends, releases, git);
  }

  /** The next revision was announced, or what was announced has happened. */
  public SearchState announcing(@Nullable Next announced) {
    return announced == null && next() == null
        ? this
        : pending(new Pending(announced, candidate()));
  }

  /** Git said what is left. */
  public SearchState left(@Nullable Left now) {
    return new SearchState(phase, pending, now, ends, releases, git);
  }

  /** Git chose a commit, or the chosen one is decided. */
  public SearchState choosing(@Nullable Candidate chosen) {
    return chosen == null && candidate() == null ? this : pending(new Pending(next(), chosen));
  }

  private SearchState pending(Pending now) {
    return new SearchState(phase, now, left, ends, releases, git);
  }

  /** Git starts between these ends. Some logs name releases by tag: those become hashes. */
  public SearchState started(String bad, String good) {
    Span span = new Span(resolved(bad), resolved(good));
    Span first = ends.first == null ? span : ends.first;
    return new SearchState(Phase.GIT, NONE.pending, left, new Ends(span, first), releases, git);
  }

  private String resolved(String rev) {
    String commit = releases.last == null ? null : releases.last.named(rev);
    if (commit == null && releases.bad != null) {
      commit = releases.bad.named(rev);
    }
    return commit == null ? Utf8.cut(rev, 100) : commit;
  }

  /** Git was told that a commit is bad or good; a skip moves neither end. */
  public SearchState narrowed(GitWord word, String commit) {
    Span open = ends.open;
    if (open == null || word == GitWord.SKIP) {
      return this;
    }
    Span span = word == GitWord.BAD ? new Span(commit, open.good) : new Span(open.bad, commit);
    return new SearchState(phase, pending, left, new Ends(span, ends.first), releases, git);
  }

  /** A release is probed. */
  public SearchState probed(String tag, String commit) {
    Release release = new Release(Utf8.cut(tag, 100), commit);
    return new SearchState(phase, pending, left, ends, new Releases(releases.bad, release), git);
  }

  /** The release that was probed last crashes. */
  public SearchState releaseCrashed() {
    return new SearchState(
        phase, pending, left, ends, new Releases(releases.last, releases.last), git);
  }

  /** More is known of a search by git alone. */
  public SearchState with(GitSession now) {
    return new SearchState(phase, pending, left, ends, releases, now);
  }

  /** What was announced for the revision that opens next; null where nothing was. */
  public @Nullable Next next() {
    return pending.next;
  }

  /** The commit that git chose and that is not decided yet; null where there is none. */
  public @Nullable Candidate candidate() {
    return pending.candidate;
  }
}
