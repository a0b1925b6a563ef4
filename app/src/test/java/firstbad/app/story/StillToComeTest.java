package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.cli.Terminal;
import firstbad.story.Advice;
import firstbad.story.Summary;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a search that left the bug is told while it runs: nothing of steps that do not come. */
class StillToComeTest {

  @Test
  void once_git_has_ended_its_search_no_step_is_left_that_could_be_saved() {
    String text = Stories.SAMPLE;
    Story story = Stories.running(text.substring(0, text.indexOf("revisions tested:")));
    Summary summary = story.summary();
    assertThat(summary.ended()).startsWith("It is still running").doesNotContain("more step");
    assertThat(advice(summary))
        .startsWith(
            "Do not use what this search ends on until step 5 (38970eac41db) has been tested")
        .contains("No step is left that could be saved.")
        .doesNotContain("each further step", "Stop the job", "stake");
    assertThat(StoryText.of(story, Terminal.none(true))).doesNotContain("each further step");
  }

  @Test
  void before_that_the_job_is_to_be_stopped() {
    String text = Stories.SAMPLE;
    int end = text.lastIndexOf("Bisecting: ");
    Summary summary = Stories.running(text.substring(0, end)).summary();
    assertThat(advice(summary))
        .contains("Stop the job, since each further step tests for another bug")
        .doesNotContain("stake");
  }

  private static String advice(Summary summary) {
    return summary.next().stream().map(Advice::sentence).collect(Collectors.joining("\n"));
  }
}
