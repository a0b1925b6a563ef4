package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.mail.Mails;
import firstbad.story.Advice;
import firstbad.story.Summary;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A crash of which no run could say anything did not fail to happen again. */
class NothingRanTest {
  private static final String NO_POOL =
      "failed: failed to create VM pool: create image operation failed";

  @Test
  void without_a_run_the_crash_could_not_be_looked_for() throws IOException {
    Story story = Stories.of(log(NO_POOL));
    Summary summary = story.summary();
    assertThat(summary.headline()).isEqualTo("could not be tested");
    assertThat(summary.ended())
        .isEqualTo(
            "The crash could not be looked for on the original commit, since no run took place:"
                + " \"failed to create VM pool: create image operation failed\". It took 18 m.");
    assertThat(summary.next())
        .extracting(Advice::sentence)
        .containsExactly(
            "Mend what kept the test from running (from line 3 of the log on), then run the"
                + " bisection again.");
    assertThat(Mails.of(story.head()).text())
        .contains("The original commit could not be tested.")
        .doesNotContain("happen again");
  }

  @Test
  void with_machines_lost_in_all_runs_the_headline_says_the_same() throws IOException {
    Story story =
        Stories.of(log("all runs: infra problem: failed to create instance: no quota left"));
    assertThat(story.summary().headline()).isEqualTo("could not be tested");
    assertThat(story.summary().ended()).contains("the reproducer never ran");
  }

  @Test
  void with_clean_runs_it_did_not_happen_again() throws IOException {
    assertThat(Stories.of(log("all runs: OK")).summary().headline()).isEqualTo("not reproduced");
    assertThat(Stories.of(log("all runs: OK")).summary().ended()).contains(", in about 10 runs.");
    String counted = "run #0: OK\nrun #1: OK";
    assertThat(Stories.of(log(counted)).summary().ended()).contains(", in 2 runs.");
  }

  private static String log(String runs) {
    return """
        bisecting cause commit starting from 1111111111111111111111111111111111111111
        building syzkaller on 2222222222222222222222222222222222222222
        testing commit 1111111111111111111111111111111111111111 with gcc (GCC) 8.1.0
        %s
        revisions tested: 1, total time: 18m10.0s (build: 10m0.5s, test: 8m10s)
        error: the crash wasn't reproduced on the original commit
        """
        .formatted(runs);
  }
}
