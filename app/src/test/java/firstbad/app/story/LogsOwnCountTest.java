package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Where the end of a log counts other revisions than its box, the box says so. */
class LogsOwnCountTest {
  private static final String UNBUILT =
      "failed: failed to run [\"make\"]: mm/mmap.c:1:2: error: implicit declaration";

  @Test
  void revisions_that_had_no_run_are_not_counted_by_the_log() throws IOException {
    assertThat(ended("all runs: OK", 2)).endsWith(" 1 bad, 1 good.");
    assertThat(ended(UNBUILT, 2)).endsWith(" 1 bad, 0 good, 1 could not be tested.");
    assertThat(ended(UNBUILT, 1))
        .endsWith(
            " 1 bad, 0 good, 1 could not be tested; the log counts 1, without the one that had no"
                + " run.");
    assertThat(ended("all runs: OK", 5)).endsWith(" 1 bad, 1 good; the log counts 5.");
  }

  private static String ended(String runs, int counted) throws IOException {
    return Stories.of(
            """
            bisecting cause commit starting from %1$s
            building syzkaller on %2$s
            testing commit %1$s with gcc (GCC) 8.1.0
            all runs: crashed: WARNING in foo_release
            testing release v5.3
            testing commit %2$s with gcc (GCC) 8.1.0
            %3$s
            revisions tested: %4$d, total time: 8h0m1s (build: 4h0m0s, test: 4h0m0s)
            error: bisection is taking too long (>8h0m0s), aborting
            """
                .formatted("b".repeat(40), "c".repeat(40), runs, counted))
        .summary()
        .ended();
  }
}
