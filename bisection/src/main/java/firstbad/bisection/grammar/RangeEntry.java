package firstbad.bisection.grammar;

/** The search for the other end of the range. */
public sealed interface RangeEntry extends Entry {

  /** {@code testing release v5.16}. */
  record Probing(String tag) implements RangeEntry {}

  /** {@code picked [v6.9 v6.8 v6.7] out of 9 release tags}, and other remarks. */
  record Remark() implements RangeEntry {}

  /** {@code testing current HEAD 9999...}. */
  record HeadTest(String commit) implements RangeEntry {}

  /**
   * {@code 1111.../foo: bar is a merge base, check if it has the bug}.
   *
   * @param tested whether a test of it follows
   */
  record MergeBase(String commit, boolean tested) implements RangeEntry {}

  /** {@code reproducer does not crash the merge base, so there's no known bad commit}. */
  record MergeBaseClean() implements RangeEntry {}

  /** {@code crash still not fixed/happens on the oldest tested release}. */
  record StillCrashes() implements RangeEntry {}

  /** {@code HEAD had kernel build, boot or test errors}. */
  record HeadBroken() implements RangeEntry {}
}
