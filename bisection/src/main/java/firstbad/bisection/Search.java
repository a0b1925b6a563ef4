package firstbad.bisection;

import org.jspecify.annotations.Nullable;

/**
 * Where the search stands.
 *
 * @param next what was announced for the revision that opens next
 * @param left what git last said is left to test
 * @param candidate the commit that git chose and that is not decided yet
 * @param range what is open now
 * @param firstRange what was open when git started
 * @param badRelease the newest probed release that crashes
 * @param lastRelease the newest release that was probed
 */
public record Search(
    Phase phase,
    @Nullable Next next,
    @Nullable Left left,
    @Nullable Candidate candidate,
    @Nullable Span range,
    @Nullable Span firstRange,
    @Nullable Release badRelease,
    @Nullable Release lastRelease) {

  static final Search NONE = new Search(Phase.HEADER, null, null, null, null, null, null, null);

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

  /** Both ends of what is open, in git's words. */
  public record Span(String bad, String good) {}

  /** A probed release. */
  public record Release(String tag, String commit) {}

  Search in(Phase now) {
    return now == phase
        ? this
        : new Search(now, next, left, candidate, range, firstRange, badRelease, lastRelease);
  }

  Search announcing(@Nullable Next announced) {
    return announced == null && next == null
        ? this
        : new Search(phase, announced, left, candidate, range, firstRange, badRelease, lastRelease);
  }

  Search left(@Nullable Left now) {
    return new Search(phase, next, now, candidate, range, firstRange, badRelease, lastRelease);
  }

  Search choosing(@Nullable Candidate chosen) {
    return chosen == null && candidate == null
        ? this
        : new Search(phase, next, left, chosen, range, firstRange, badRelease, lastRelease);
  }

  /** Git starts between these ends. Some logs name releases by tag: those become hashes. */
  Search started(String bad, String good) {
    Span span = new Span(resolved(bad), resolved(good));
    return new Search(
        Phase.GIT,
        null,
        left,
        null,
        span,
        firstRange == null ? span : firstRange,
        badRelease,
        lastRelease);
  }

  private String resolved(String rev) {
    if (lastRelease != null && rev.equals(lastRelease.tag)) {
      return lastRelease.commit;
    }
    return badRelease != null && rev.equals(badRelease.tag)
        ? badRelease.commit
        : Utf8.cut(rev, 100);
  }

  /** Git was told that a commit is bad or good; a skip moves neither end. */
  Search narrowed(GitWord word, String commit) {
    if (range == null || word == GitWord.SKIP) {
      return this;
    }
    Span span = word == GitWord.BAD ? new Span(commit, range.good) : new Span(range.bad, commit);
    return new Search(phase, next, left, candidate, span, firstRange, badRelease, lastRelease);
  }

  Search probed(String tag, String commit) {
    return new Search(
        phase,
        next,
        left,
        candidate,
        range,
        firstRange,
        badRelease,
        new Release(Utf8.cut(tag, 100), commit));
  }

  /** The release that was probed last crashes. */
  Search releaseCrashed() {
    return new Search(phase, next, left, candidate, range, firstRange, lastRelease, lastRelease);
  }
}
