package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.mail.LaterFacts;
import firstbad.app.mail.Mails;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.made.MadeLogs;
import firstbad.bisection.trust.judgement.Level;
import firstbad.events.VerificationState;
import firstbad.story.Advice;
import firstbad.story.Summary;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing in the box on top of a bisection contradicts anything else in it. */
class BeliefAndAdviceTest {
  private static final int LOGS = 400;
  private static final List<Story> STORIES = new ArrayList<>();

  @BeforeAll
  static void tell() throws IOException {
    for (int seed = 0; seed < LOGS; seed++) {
      List<String> lines = MadeLogs.whole(seed).lines();
      STORIES.add(Stories.of(String.join("\n", lines) + "\n"));
      if (seed % 4 == 0) {
        List<String> half = lines.subList(0, 1 + lines.size() / 2);
        STORIES.add(Stories.of(String.join("\n", half) + "\n"));
      }
    }
  }

  @Test
  void a_refuted_culprit_is_neither_believed_nor_sent_to_anybody() {
    for (Story story : named()) {
      Summary refuted = Stories.verified(story, VerificationState.REFUTED).summary();
      assertThat(refuted.headline()).contains("refuted").doesNotContain("trust");
      assertThat(refuted.belief()).startsWith("Refuted: this ").doesNotContain("Probably");
      assertThat(advice(refuted)).doesNotContain("Write to", "then ask", "Do not mail");
      assertThat(refuted.next()).isNotEmpty();
      Summary confirmed = Stories.verified(story, VerificationState.CONFIRMED).summary();
      assertThat(confirmed.headline()).contains("confirmed").doesNotContain("trust");
      assertThat(confirmed.belief()).startsWith("Confirmed: this ").doesNotContain("Probably");
      assertThat(advice(confirmed)).doesNotContain("Do not mail", "still allows");
    }
  }

  @Test
  void a_search_that_left_the_bug_is_never_taken_up_within_the_range_that_is_left() {
    int derailed = 0;
    for (Story story : STORIES) {
      Assessment judged = story.assessment();
      if (judged != null && judged.derailed() != null) {
        derailed++;
        Summary summary = story.summary();
        if (String.join(" ", summary.happened()).contains("the bug's own crash came back at ")) {
          assertThat(summary.headline()).endsWith("derailed, came back");
          continue;
        }
        assertThat(summary.headline()).endsWith("derailed");
        assertThat(advice(summary))
            .doesNotContain(
                "within the range that is left", "Wait for the next verdict", "Write to");
        if (story.head().outcome() == Outcome.RUNNING) {
          assertThat(advice(summary)).containsIgnoringCase("stop the job");
        }
      }
    }
    assertThat(derailed).isPositive();
  }

  @Test
  void a_verdict_on_another_crash_is_not_to_be_tested_again_once_the_bug_came_back_below_it()
      throws IOException {
    String sample = Stories.SAMPLE;
    int step = sample.indexOf("testing commit adc76fc97bd8");
    String log =
        sample.substring(0, step)
            + sample
                .substring(step)
                .replace("WARNING in free_netdev", "general protection fault in hidraw_release");
    Story back = Stories.of(log);
    assertThat(Objects.requireNonNull(back.assessment()).derailed()).isNotNull();
    Summary summary = back.summary();

    assertThat(summary.headline()).endsWith("derailed, came back");
    assertThat(back.head().atStakeMs()).isNull();
    assertThat(Mails.of(back, LaterFacts.NONE).text().replaceAll("\\s+", " "))
        .contains("the bug's own crash came back at step 9 (adc76fc97bd8), so the search did not")
        .doesNotContain("left the bug", "test step 5 (38970eac41db) again");
    assertThat(summary.happened())
        .anyMatch(
            sentence ->
                sentence.endsWith(
                    "came back at step 9 (adc76fc97bd8), an earlier commit, so the search did not"
                        + " leave it there."));
    assertThat(advice(summary)).doesNotContain("step 5 ");
    Story open = Stories.running(log.substring(0, log.indexOf("testing commit 4d92b95ff2f9")));
    assertThat(advice(open.summary())).doesNotContain("Stop the job", "step 5 ");
  }

  @Test
  void a_bug_that_came_back_once_and_was_lost_again_for_good_did_not_come_back()
      throws IOException {
    Story lost =
        Stories.of(
            Stories.SAMPLE.replaceFirst(
                "(testing commit adc76fc97bd8.*\n(.*\n){2}all runs: crashed: )WARNING in free_netdev",
                "$1general protection fault in hidraw_release"));
    Summary summary = lost.summary();

    assertThat(summary.headline()).endsWith("low trust, derailed");
    assertThat(lost.head().atStakeMs()).isNotNull();
    assertThat(summary.happened().get(0))
        .startsWith("From step ")
        .doesNotContain("step 5 ")
        .endsWith(": the search followed another bug.");
  }

  @Test
  void a_running_search_has_a_number_only_once_one_was_measured_for_its_stage() {
    String log =
        Stories.SAMPLE.replace(
            "WARNING in free_netdev", "general protection fault in hidraw_release");
    Summary first = running(log, "testing commit df0cc57e057f");
    assertThat(first.headline()).isEqualTo("running");
    assertThat(first.belief()).isEqualTo("Too early to judge: there is no range to search in yet.");
    assertThat(first.reasonsFor()).isEmpty();
    assertThat(first.reasonsAgainst()).isEmpty();

    Summary middle = running(log, "testing commit 38970eac41db");
    assertThat(middle.headline()).isEqualTo("running");
    assertThat(middle.belief())
        .matches("Too early to judge: about \\d+ more steps will follow, .*");

    Summary last = running(log, "testing commit 08f0b22d731f");
    assertThat(last.headline()).isEqualTo("running, probably going right");
    assertThat(last.belief()).startsWith("Probably going right: of 100 searches that stood so");
    assertThat(last.reasonsFor()).isNotEmpty();
  }

  /** A sentence is read when it is opened, and an hour later; the time in it stays right. */
  @Test
  void a_search_that_runs_as_it_should_is_waited_for_until_it_is_silent() {
    String log = Stories.SAMPLE.substring(0, Stories.SAMPLE.indexOf("testing commit 38970eac41db"));
    Story story = Stories.running(log);
    Instant last = Instant.EPOCH.plus(Duration.ofHours(2));
    assertThat(story.head().revisions().tested()).isEqualTo(4);

    assertThat(advice(Stories.lastHeardOf(story, last).summary()))
        .contains(
            "Wait for the next verdict; if the log has no new line by 1 Jan 1970 03:30 UTC, see"
                + " whether the job still runs.");
    assertThat(advice(Stories.lastHeardOf(story, Instant.EPOCH.plusSeconds(8)).summary()))
        .contains("by 1 Jan 1970 00:20 UTC,");
    assertThat(advice(story.summary())).contains("Wait for the next verdict.");
  }

  private static Summary running(String log, String until) {
    Summary summary = Stories.running(log.substring(0, log.indexOf(until))).summary();
    assertThat(summary.ended()).startsWith("It is still running");
    return summary;
  }

  @Test
  void a_search_that_ended_before_git_was_told_its_range_is_taken_up_in_what_it_tested()
      throws IOException {
    String log = Stories.SAMPLE;
    Story story = Stories.of(log.substring(0, log.indexOf("# git bisect start")));

    assertThat(advice(story.summary()))
        .contains("between step 1 (9f7fb8de5d9b), which crashes, and v5.16 (step 2)");
    assertThat(story.summary().next().get(0).commands())
        .contains("git bisect start 9f7fb8de5d9b df0cc57e057f");
  }

  /** Configurations of one commit crash or do not: between them lies no range. */
  @Test
  void a_search_that_tested_one_commit_only_is_not_taken_up_between_it_and_itself()
      throws IOException {
    String commit = "1111111111111111111111111111111111111111";
    Story story =
        Stories.of(
            """
            ci starts bisection 2023-07-20 09:00:00.123456789 +0000 UTC m=+4711.000000001
            bisecting cause commit starting from %1$s
            ensuring issue is reproducible on original commit %1$s

            testing commit %1$s gcc
            all runs: crashed: WARNING in foo_release
            representative crash: WARNING in foo_release, types: [WARNING]
            kconfig minimization: base=4000 full=7800 leaves diff=2000
            split chunks (needed=false): <2000>
            split chunk #0 of len 2000 into 5 parts
            testing without sub-chunk 1/5
            testing commit %1$s gcc
            all runs: OK
            false negative chance: 0.000
            the chunk is needed
            """
                .formatted(commit));

    assertThat(story.revisions()).hasSize(2);
    assertThat(advice(story.summary())).contains("run it again").doesNotContain("between");
    assertThat(story.summary().next()).allSatisfy(next -> assertThat(next.commands()).isEmpty());
  }

  @Test
  void an_alarm_beside_a_high_level_is_named_in_the_belief_and_forbids_nothing()
      throws IOException {
    Story high = Stories.judged(Stories.sample(), Level.HIGH, 0.8);
    Summary summary = high.summary();

    assertThat(summary.belief())
        .startsWith("Probably right, although one verdict rested on another bug: of 100 ");
    assertThat(advice(summary))
        .startsWith("Test step 5 (38970eac41db) again before you mail this culprit (line 60 of the")
        .doesNotContain("Do not");
    String mail = Mails.of(high, LaterFacts.NONE).text();
    assertThat(mail.replaceAll("\\s+", " "))
        .contains("But one verdict rested on another bug: test step 5 (38970eac41db) again")
        .doesNotContain("#regzbot");
    assertThat(advice(Stories.judged(Stories.sample(), Level.LOW, 0.2).summary()))
        .startsWith("Do not mail this culprit until step 5 (38970eac41db) has been tested again");
  }

  @Test
  void reasons_count_runs_and_name_no_percentage() {
    Pattern runs =
        Pattern.compile("(only )?(\\d+) of the (\\d+) conclusive runs of the culprit crashed");
    int counted = 0;
    for (Story story : STORIES) {
      Summary summary = story.summary();
      for (String reason : summary.reasonsFor()) {
        assertThat(reason).doesNotContain("%").doesNotStartWith("only ");
      }
      for (String reason : summary.reasonsAgainst()) {
        assertThat(reason).doesNotContain("%");
        Matcher told = runs.matcher(reason);
        if (told.matches()) {
          counted++;
          Revision culprit = last(story, Objects.requireNonNull(story.head().culprit()));
          assertThat(culprit.runs().crashed()).isEqualTo(Integer.parseInt(told.group(2)));
          assertThat(culprit.runs().ok() + culprit.runs().crashed())
              .isEqualTo(Integer.parseInt(told.group(3)));
        }
      }
    }
    assertThat(counted).isPositive();
  }

  private static Revision last(Story story, String commit) {
    return story.revisions().stream()
        .filter(each -> each.commit().equals(commit))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  @Test
  void what_was_never_tested_is_not_judged_and_says_so() throws IOException {
    Story story = Stories.of("bisecting cause commit starting from " + "1".repeat(40) + "\n");
    assertThat(story.summary().belief()).startsWith("Not judged");
    assertThat(story.summary().belief()).doesNotContain("the original commit");
  }

  @Test
  void no_search_has_0_of_anything_left() {
    for (Story story : STORIES) {
      assertThat(story.summary().ended()).doesNotContain(" 0 more", " 0 commits");
    }
  }

  @Test
  void a_range_is_advised_only_where_a_verdict_is_blamed() {
    for (Story story : STORIES) {
      Assessment judged = story.assessment();
      if (story.culprit() != null && judged != null && judged.blamed() == null) {
        assertThat(advice(story.summary())).doesNotContainIgnoringCase("the evidence still allows");
      }
    }
  }

  @Test
  void a_set_that_is_probably_wrong_is_not_advised_to_be_read() {
    int doubtful = 0;
    for (Story story : STORIES) {
      Assessment judged = story.assessment();
      if (!story.head().candidates().isEmpty() && judged != null && judged.level() == Level.LOW) {
        doubtful++;
        Summary summary = story.summary();
        assertThat(summary.ended()).doesNotContain("is one of");
        assertThat(summary.belief()).contains(" is probably not one of ");
        assertThat(advice(summary)).doesNotContain("Read the candidates");
      }
    }
    assertThat(doubtful).isPositive();
  }

  @Test
  void a_mail_accuses_a_step_of_leaving_the_bug_only_where_the_alarm_was_raised() {
    int blamedAlone = 0;
    for (Story story : named()) {
      Assessment judged = Objects.requireNonNull(story.culprit()).assessment();
      String mail = Mails.of(story, LaterFacts.NONE).text().replaceAll("\\s+", " ");
      if (judged.derailed() == null) {
        assertThat(mail).doesNotContain("left the bug", "is not the bug's own crash. In the log");
        blamedAlone += judged.blamed() == null || judged.level() == Level.HIGH ? 0 : 1;
      }
    }
    assertThat(blamedAlone).isPositive();
  }

  @Test
  void a_mail_of_an_ending_has_the_sentences_and_commands_of_the_box() {
    int commands = 0;
    for (Story story : STORIES) {
      if (story.culprit() == null) {
        Summary summary = story.summary();
        String mail = Mails.of(story, LaterFacts.NONE).text();
        String unwrapped = mail.replaceAll("\\s+", " ");
        assertThat(unwrapped).contains(summary.belief().replaceAll("\\s+", " "));
        for (Advice advice : summary.next()) {
          for (String command : advice.commands()) {
            assertThat(mail.replaceAll(" \\\\\n +", " ")).contains("  " + command + "\n");
            commands++;
          }
        }
      }
    }
    assertThat(commands).isPositive();
  }

  private static List<Story> named() {
    List<Story> named = STORIES.stream().filter(story -> story.culprit() != null).toList();
    assertThat(named).isNotEmpty();
    return named;
  }

  private static String advice(Summary summary) {
    return summary.next().stream().map(Advice::sentence).collect(Collectors.joining("\n"));
  }
}
