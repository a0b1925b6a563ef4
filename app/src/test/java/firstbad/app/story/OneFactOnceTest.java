package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.cli.Terminal;
import firstbad.story.Summary;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The box says a thing once, and not more than the log shows. */
class OneFactOnceTest {
  private static final String NOT_REPRODUCED =
      """
      bisecting cause commit starting from 1111111111111111111111111111111111111111
      building syzkaller on 2222222222222222222222222222222222222222
      testing commit 1111111111111111111111111111111111111111 with gcc (GCC) 8.1.0
      %s
      revisions tested: 1, total time: 18m10.0s (build: 10m0.5s, test: 8m10s)
      error: the crash wasn't reproduced on the original commit
      """;

  @Test
  void that_a_crash_was_not_reproduced_is_said_once() throws IOException {
    Story story = Stories.of(NOT_REPRODUCED.formatted("all runs: OK"));
    Summary summary = story.summary();

    assertThat(summary.ended())
        .isEqualTo(
            "The crash did not happen again on the original commit, in 10 runs."
                + " It was tested in 18 m.");
    assertThat(summary.happened()).isEmpty();
    assertThat(summary.belief()).isEqualTo("Not judged.");
    String text = StoryText.of(story, new Terminal(false, false, true, false, 80, 24));
    assertThat(text.split("the original commit", -1))
        .as("the box, its advice, and the name of the revision: %s", text)
        .hasSize(4);
  }

  @Test
  void where_no_run_was_conclusive_the_crash_was_not_looked_for() throws IOException {
    Story story =
        Stories.of(
            NOT_REPRODUCED.formatted("all runs: basic kernel testing failed: lost connection"));

    assertThat(story.summary().ended())
        .startsWith("The crash could not be looked for on the original commit: in ")
        .doesNotContain("did not happen");
  }

  @Test
  void a_title_that_says_nothing_of_the_kernel_has_no_look_alike_but_can_hide_any()
      throws IOException {
    int searched = Stories.SAMPLE.indexOf("testing release");
    String silent = "crashed: no output from test machine";
    String log =
        Stories.SAMPLE.substring(0, searched).replaceAll("crashed: .*", silent)
            + Stories.SAMPLE
                .substring(searched)
                .replace("crashed: general protection fault in hidraw_release", silent)
                .replace("KASAN: use-after-free Read in hidraw_release", "WARNING in free_netdev");

    assertThat(Stories.of(log).summary().happened())
        .contains(
            "From step 5 (38970eac41db) on, only other titles were seen: \"WARNING in free_netdev\"."
                + " \"no output from test machine\" can hide any of them.")
        .noneMatch(sentence -> sentence.contains("look like it"));
  }
}
