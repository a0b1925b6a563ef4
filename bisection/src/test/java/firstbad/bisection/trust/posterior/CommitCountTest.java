package firstbad.bisection.trust.posterior;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against a git that halves a range as git does. */
class CommitCountTest {
  private static final int COMMITS = 12_345;

  @Test
  void nobody_knows_before_git_has_printed_a_number() {
    assertThat(CommitCount.UNKNOWN.known()).isNull();
    assertThat(CommitCount.UNKNOWN.decided(null, true).known()).isNull();
    assertThat(CommitCount.UNKNOWN.chosen(6155).known()).isEqualTo(12_312);
  }

  /** After git's good end has moved, its number is that of the commits left. */
  @Test
  void without_skips_it_is_what_is_left() {
    for (int bits = 0; bits < 64; bits++) {
      CommitCount told = CommitCount.UNKNOWN;
      long range = COMMITS;
      boolean exact = false;
      for (int step = 0; range > 1; step++) {
        boolean bad = (bits >> step % 6 & 1) == 1;
        long older = range / 2;
        int left = (int) (range - older - 1);
        assertThat(told.chosen(left).known()).isBetween((int) range - 1, (int) range + 1);
        told = told.decided(left, bad);
        range = bad ? older : range - older;
        exact |= !bad;
        if (exact) {
          assertThat(told.known()).isEqualTo((int) range);
        }
      }
    }
  }

  /** Git then tests another commit than the one that it counts for, and skips are never undone. */
  @Test
  void from_a_skipped_step_on_only_the_next_number_tells() {
    CommitCount skipped = CommitCount.UNKNOWN.decided(8816, false).skipped(4408);
    assertThat(skipped.known()).isEqualTo(8817);
    CommitCount decided = skipped.decided(4408, false);
    assertThat(decided.known()).isNull();
    assertThat(decided.chosen(4400).known()).isEqualTo(8802);
    assertThat(decided.chosen(4400).decided(4400, true).known()).isNull();
  }

  /** Where a number says otherwise, the steps before it were not all read. */
  @Test
  void what_git_prints_goes_before_what_was_worked_out() {
    CommitCount exact = CommitCount.UNKNOWN.decided(99, false);
    assertThat(exact.chosen(49).known()).isEqualTo(100);
    assertThat(exact.chosen(99).known()).isEqualTo(200);
    assertThat(exact.chosen(12).known()).isEqualTo(26);
  }

  @Test
  void no_number_of_a_hostile_log_overflows() {
    CommitCount largest = CommitCount.UNKNOWN.chosen(Integer.MAX_VALUE);
    assertThat(largest.known()).isEqualTo(Integer.MAX_VALUE);
    assertThat(largest.decided(Integer.MAX_VALUE, true).known()).isEqualTo(Integer.MAX_VALUE);
    assertThat(CommitCount.UNKNOWN.chosen(-1).known()).isNull();
  }

  /** Of three commits git may print 0 for the second, too: then two are left, not one. */
  @Test
  void of_few_commits_twice_what_git_printed_is_no_count() {
    assertThat(CommitCount.UNKNOWN.decided(0, true).known()).isNull();
    assertThat(CommitCount.UNKNOWN.decided(1, true).known()).isNull();
    assertThat(CommitCount.UNKNOWN.decided(2, false).decided(0, true).known()).isEqualTo(2);
  }
}
