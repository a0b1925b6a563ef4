package firstbad.bisection.grammar;

import org.jspecify.annotations.Nullable;

/** The echo of git's commands and git's own output. */
public sealed interface GitEntry extends Entry {

  /** Git shows no fewer digits of a hash. */
  int SHORTEST = 7;

  /** Whether a revision is the full hash of a commit, and not a name. */
  static boolean isCommit(String revision) {
    return revision.length() == 40 && Template.isHash(revision, 0);
  }

  /** Whether a revision may be the hash of a commit, which a person has cut short. */
  static boolean mayBeCommit(String revision) {
    return revision.length() >= SHORTEST
        && revision.length() <= 40
        && revision.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** {@code # git bisect start 9f7fb8de5d9b... df0cc57e057f...}: the bad end, the good end. */
  record Started(String bad, String good) implements GitEntry {}

  /** {@code # git bisect bad e4b8954074f6...}. */
  record Marked(GitWord word, String commit) implements GitEntry {}

  /** {@code Bisecting: 6155 revisions left to test after this (roughly 13 steps)}. */
  record Left(int revisions, int steps) implements GitEntry {}

  /** {@code Bisecting: a merge base must be tested}. */
  record MergeBaseFirst() implements GitEntry {
    /** The whole line. */
    public static final String LINE = "Bisecting: a merge base must be tested";
  }

  /** {@code [84bfcc0b6994...] Merge tag 'integrity-v5.17'}: the candidate. */
  record Chosen(String commit, String title) implements GitEntry {}

  /** {@code e4b8954074f6... is the first bad commit}. */
  record Concluded(String commit) implements GitEntry {}

  /** {@code The first bad commit could be any of:} and {@code bisection is inconclusive}. */
  record CouldBeAnyOf(@Nullable String sentence) implements GitEntry {}

  /** A hash alone in such a list. */
  record Candidate(String commit) implements GitEntry {}

  /** {@code Note: switching to '...'.}: advice of several paragraphs follows. */
  record Advice() implements GitEntry {}

  /** {@code The merge base 1111... is bad.}, and why else git ends without an answer. */
  record GaveUp() implements GitEntry {}

  /** Other lines of git: warnings, advice, where HEAD is now. */
  record Remark() implements GitEntry {}
}
