package firstbad.bisection.trust.posterior;

import org.jspecify.annotations.Nullable;

/**
 * How many commits the range of a search has, by what git prints and by nothing else: what is told
 * of a range. (Trust needs a distance where git has printed nothing: {@link SearchDistances}.)
 *
 * <p>Before a step git prints how many commits are left after it: those of the part on the side of
 * its bad end, without that end. Until a step is skipped this is exact. From then on git tests
 * another commit than the one for which it prints, so only its next number says what a verdict
 * left.
 *
 * @param commits in the range, the end that git calls bad among them; 0 as long as nobody knows
 * @param exact whether git's numbers leave no other; else it is twice what git printed
 * @param skipped whether a step of the search was skipped
 */
public record CommitCount(long commits, boolean exact, boolean skipped) {
  /** Git halves a range as well as it can; what is farther from that than twice was not read. */
  private static final long FARTHEST = 4;

  /**
   * Of 6,639 choices in real logs none leaves fewer tenths of the range, two commits apart; where a
   * step is lost, a quarter is left.
   */
  private static final int LEAST_TENTHS = 3;

  /** Twice what git printed may lack a commit or two, which is much of so few. */
  private static final int FEW = 2;

  /** Before git has printed a number. */
  public static final CommitCount UNKNOWN = new CommitCount(0, false, false);

  /**
   * Once git has chosen a commit in it.
   *
   * @param left what git printed then; null where it printed nothing
   */
  public CommitCount chosen(@Nullable Integer left) {
    if (left == null || left < 0) {
      return this;
    }
    boolean fits = commits >= left + 2L && commits <= FARTHEST * (left + 1L);
    return exact && fits ? this : new CommitCount(2 * (left + 1L), false, skipped);
  }

  /** Whether git may say that so many are left once it has chosen a commit in the range. */
  public boolean mayLeave(int left) {
    boolean fits = commits >= left + 2L && 10 * (left + 2L) >= LEAST_TENTHS * commits;
    return !exact || skipped || fits;
  }

  /**
   * After a verdict of git.
   *
   * @param left what git printed before it; null where it printed nothing
   * @param bad whether that commit is what git calls bad
   */
  public CommitCount decided(@Nullable Integer left, boolean bad) {
    if (left == null || left < 0 || skipped) {
      return new CommitCount(0, false, skipped);
    }
    long newer = left + 1L;
    CommitCount range = chosen(left);
    if (bad && !range.exact && left < FEW) {
      return UNKNOWN;
    }
    return bad
        ? new CommitCount(range.commits - newer, range.exact, false)
        : new CommitCount(newer, true, false);
  }

  /** After the verdict of git that a commit cannot be tested. */
  public CommitCount skipped(@Nullable Integer left) {
    CommitCount range = chosen(left);
    return new CommitCount(range.commits, range.exact, true);
  }

  /** The commits; null as long as nobody knows. */
  public @Nullable Integer known() {
    return commits == 0 ? null : (Integer) (int) Math.min(Integer.MAX_VALUE, commits);
  }
}
