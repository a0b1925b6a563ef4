package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.cli.Terminal;
import firstbad.bisection.trust.judgement.Judgement;
import firstbad.events.CulpritFound;
import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.schemas.TrustedEvents;
import firstbad.story.Advice;
import firstbad.story.Known;
import firstbad.story.KnownCourse;
import firstbad.story.RangeIfWrong;
import firstbad.story.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            "The crash did not happen again on the original commit, in about 10 runs."
                + " It was tested in 18 m.");
    assertThat(summary.happened()).isEmpty();
    assertThat(summary.belief()).isEqualTo("Not judged.");
    String text = StoryText.of(story, new Terminal(false, false, true, false, 80, 24));
    assertThat(text.split("the original commit", -1))
        .as("the box, its advice, and the name of the revision: %s", text)
        .hasSize(4);
  }

  @Test
  void a_release_has_its_tag_for_a_name_wherever_a_verdict_on_it_is_doubted() throws IOException {
    TrustedEvents.trust();
    Known read = Stories.sample().known();
    List<Revision> revisions = new ArrayList<>(read.revisions());
    revisions.set(
        4, Revision.newBuilder(revisions.get(4)).setRole(Role.RELEASE).setRelease("v4.6").build());
    Known known =
        new Known(read.head(), revisions, read.assessment(), read.culprit(), read.verifications());

    assertThat(Summary.of(known).reasonsAgainst())
        .anyMatch(reason -> reason.startsWith("v4.6 (step 5) was called bad on \"WARNING in "))
        .noneMatch(reason -> reason.startsWith("step 5"));
    assertThat(KnownCourse.of(known).names().first(5, "38970eac41db")).isEqualTo("v4.6 (step 5)");
    assertThat(KnownCourse.of(known).names().first(6, "38970eac41db"))
        .isEqualTo("Step 6 (38970eac41db)");
  }

  @Test
  void facts_stand_in_one_column_beside_labels_with_longer_names() throws IOException {
    Story story =
        Stories.labelled(
            Stories.sample(), Map.of("kernel.branch", "main", "manager", "ci-made-up"));
    String text = StoryText.of(story, new Terminal(false, false, true, false, 80, 24));

    assertThat(text)
        .containsPattern("(?m)^  kernel.branch main$")
        .containsPattern("(?m)^  manager       ci-made-up$")
        .containsPattern("(?m)^  original      [0-9a-f]{40}$");
  }

  @Test
  void the_drawing_marks_the_step_at_which_the_box_says_that_the_search_left_the_bug()
      throws IOException {
    assertThat(Stories.sample().summary().leftAt()).isEqualTo(5);

    // The bug is seen after the alarm of step 5, so it was not there that the search left it.
    int after =
        Stories.SAMPLE.indexOf(
            "WARNING in free_netdev", Stories.SAMPLE.indexOf("testing commit 6dc490e80ca3"));
    String seenAgain =
        Stories.SAMPLE.substring(0, after)
            + Stories.SAMPLE
                .substring(after)
                .replaceFirst(
                    "WARNING in free_netdev", "general protection fault in hidraw_release");
    Story story = Stories.of(seenAgain);
    assertThat(Objects.requireNonNull(story.assessment()).derailed())
        .extracting(Judgement.Blame::ordinal)
        .isEqualTo(5);
    assertThat(story.summary().leftAt()).isEqualTo(9);
    assertThat(story.summary().happened().get(0)).startsWith("From step 9 (adc76fc97bd8) on, ");
  }

  @Test
  void the_range_of_a_mail_has_the_condition_of_the_box() throws IOException {
    Story story = Stories.sample();
    String box =
        story.summary().next().stream()
            .map(Advice::sentence)
            .filter(sentence -> sentence.contains("still allows"))
            .findFirst()
            .orElseThrow();
    assertThat(box).startsWith("If it does not crash with the bug, the evidence still allows ");

    RangeIfWrong range = Objects.requireNonNull(story.course().range());
    assertThat(range.sentence())
        .isEqualTo(box.replaceFirst("If it does", "If step 5 (38970eac41db) does"));
    String ends = box.substring(box.indexOf("he evidence"), box.indexOf(" Continue "));
    assertThat(range.refuted().substring(1))
        .isEqualTo(ends + " Continue the search from there, or read the commits between.");
    assertThat(box)
        .as("whatever the test shows")
        .contains("'git bisect good 38970eac41db' if nothing crashed")
        .contains("'git bisect skip 38970eac41db' if another bug did");
    CulpritFound event = Objects.requireNonNull(story.known().culprit());
    assertThat(Objects.requireNonNull(KnownCourse.of(event).range()).sentence())
        .as("without the revisions")
        .isEqualTo(range.sentence());
  }

  @Test
  void a_range_beside_another_that_the_evidence_allows_says_on_what_it_rests() throws IOException {
    int stopped = Stories.SAMPLE.indexOf("\ntesting commit", Stories.SAMPLE.length() / 2);
    Story story = Stories.of(Stories.SAMPLE.substring(0, stopped + 1));

    assertThat(story.rangeDoubted()).isTrue();
    assertThat(StoryText.of(story, new Terminal(false, false, true, false, 200, 24)))
        .containsPattern("range left .* crashes, .* does not, if every verdict is right")
        .contains("the evidence still allows ");
    assertThat(StoryText.of(Stories.sample(), new Terminal(false, false, true, false, 200, 24)))
        .doesNotContain("every verdict is right");
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
