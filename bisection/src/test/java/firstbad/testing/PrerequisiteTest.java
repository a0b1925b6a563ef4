package firstbad.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class PrerequisiteTest {
  private static final String WHAT = "There is no browser; install chromium.";

  @Test
  void what_is_present_is_never_asked_for_again() {
    assertThatCode(() -> Prerequisite.require(true, WHAT, true)).doesNotThrowAnyException();
    assertThatCode(() -> Prerequisite.require(true, WHAT, false)).doesNotThrowAnyException();
  }

  @Test
  void what_is_missing_skips_the_test_at_home() {
    assertThatThrownBy(() -> Prerequisite.require(false, WHAT, false))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining(WHAT);
  }

  @Test
  void what_is_missing_fails_the_test_in_ci() {
    assertThatThrownBy(() -> Prerequisite.require(false, WHAT, true))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessage(WHAT + " With CI=true no test is skipped.");
  }
}
