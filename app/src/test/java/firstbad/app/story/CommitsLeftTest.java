package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many commits are left is one number while a search runs, and what git prints is the other.
 */
class CommitsLeftTest {

  /** Git prints what is left after a step, before the step has a verdict. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "roughly 13 steps | 12,311 commits left to test, 6155 after the one in test",
        "roughly 12 steps | 6659 commits left to test, 3329 after the one in test",
        "3 revisions left to test | 6 commits left to test, 3 after the one in test",
      })
  void a_step_that_git_chose_is_in_test(String printed, String left) throws IOException {
    String log = Stories.SAMPLE;
    int end = log.indexOf('\n', log.indexOf(printed));
    assertThat(Stories.of(log.substring(0, end + 1)).left().inWords()).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Bisecting: 1689 | 3329 commits left to test",
        "Bisecting: 819 | 1639 commits left to test",
        "Bisecting: 409 | 819 commits left to test",
        "Bisecting: 3 revisions | 6 commits left to test",
      })
  void a_step_with_a_verdict_has_no_second_number(String before, String left) throws IOException {
    String log = Stories.SAMPLE;
    assertThat(Stories.of(log.substring(0, log.indexOf(before))).left().inWords()).isEqualTo(left);
  }
}
