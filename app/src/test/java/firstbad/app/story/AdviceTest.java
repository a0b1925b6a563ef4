package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.cli.Terminal;
import firstbad.bisection.trust.judgement.Level;
import firstbad.story.Advice;
import firstbad.story.Summary;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What to do next, where the log shows what a test would, or that a test would show nothing. */
class AdviceTest {
  private static final String BUG = "WARNING in foo_release";
  private static final String OTHER = "KASAN: use-after-free Read in bar_open";
  private static final String BOOTLESS = "all runs: boot failed: BUG: early b";
  private static final String OK = "all runs: OK";

  @Test
  void a_revision_in_test_when_the_log_stops_is_neither_decided_nor_skipped() throws IOException {
    Story story =
        Stories.of(searched().step('1', 40, "run #0: basic kernel testing failed: lost").text());
    Summary summary = story.summary();
    assertThat(summary.ended())
        .contains("while step 3 (111111111111) was under test. 2 revisions were tested")
        .doesNotContain("could not be tested");
    assertThat(summary.belief()).isEqualTo("Not judged: the log has no ending.");
    assertThat(commands(summary)).contains("bisect start").doesNotContain("skip");
    assertThat(StoryText.of(story, Terminal.none(true)))
        .contains("a: step 1 (in test when the log stops)", "2 revisions: 1 bad, 1 good");

    String whole = searched().step('1', 40, "all runs: basic kernel testing failed: lost").text();
    Summary decided = Stories.of(whole).summary();
    assertThat(decided.ended()).contains("1 could not be tested");
    assertThat(decided.underTest()).isNull();
    assertThat(decided.revisions()).isEqualTo(new Summary.Decided(3, 1, 1, 1));
    assertThat(summary.underTest()).isEqualTo(3);
    assertThat(summary.revisions()).isEqualTo(new Summary.Decided(2, 1, 1, 0));
  }

  @Test
  void a_time_limit_amid_releases_that_cannot_be_tested_does_not_ask_for_more_time()
      throws IOException {
    Summary summary =
        Stories.of(
                new Log()
                    .tested('b', crashed(BUG))
                    .release("v5.3", 'c', crashed(BUG))
                    .release("v5.2", 'd', BOOTLESS)
                    .release("v5.1", 'e', BOOTLESS)
                    .line("revisions tested: 4, total time: 8h0m1s (build: 4h0m0s, test: 4h0m0s)")
                    .line("error: bisection is taking too long (>8h0m0s), aborting")
                    .text())
            .summary();
    assertThat(summary.ended())
        .startsWith(
            "The bisection ran into its time limit; the 2 oldest of the 3 releases it came to could"
                + " not be tested: it is known to happen back to v5.3.");
    assertThat(summary.happened())
        .contains(
            "Both oldest releases failed in the same way: the kernel did not boot (BUG: early b).");
    assertThat(advice(summary))
        .contains("Make v5.2 testable, with a change that mends \"BUG: early b\",")
        .doesNotContain("longer limit");
  }

  @Test
  void a_time_limit_amid_steps_that_cannot_be_tested_does_not_ask_to_skip_them_again()
      throws IOException {
    Log log = searched();
    for (char commit = '1'; commit <= '4'; commit++) {
      log.step(commit, 20, BOOTLESS).line("# git bisect skip " + whole(commit));
    }
    log.line("revisions tested: 6, total time: 8h0m1s (build: 4h0m0s, test: 4h0m0s)")
        .line("error: bisection is taking too long (>8h0m0s), aborting");
    Summary summary = Stories.of(log.text()).summary();
    assertThat(advice(summary))
        .contains(
            "Make the skipped revisions testable, with a change that mends \"BUG: early b\", and"
                + " continue the search where the time ran out: bbbbbbbbbbbb crashes");
    assertThat(commands(summary)).contains("bisect start").doesNotContain("skip");
  }

  @Test
  void the_age_of_a_bug_ends_at_the_last_release_that_crashed_like_it() throws IOException {
    Log log = new Log().tested('b', crashed(BUG)).release("v5.3", 'c', crashed(BUG));
    String other = log.release("v5.2", 'd', crashed(OTHER)).text();
    assertThat(Stories.of(old(other)).summary().happened().get(0))
        .startsWith("At v5.2 (step 3), the last with a crash, nothing crashed that looks like");
    assertThat(advice(Stories.of(old(other)).summary()))
        .contains(
            "Do not take the bug for older than v5.3 (step 2), the last release that crashed like"
                + " the bug: at v5.2 (step 3) other crashes were seen.");
    String none = new Log().tested('b', crashed(BUG)).release("v5.3", 'c', crashed(OTHER)).text();
    assertThat(advice(Stories.of(old(none)).summary()))
        .contains("Do not take the bug for older than the commit it was reported on: from v5.3");
  }

  @Test
  void what_was_only_seen_beside_the_bug_does_not_make_it_older() throws IOException {
    String text =
        new Log()
            .tested('b', crashed(BUG))
            .release("v5.3", 'c', "run #0: crashed: " + BUG + "\nrun #1: crashed: " + OTHER)
            .release("v5.2", 'd', crashed(OTHER))
            .release("v5.1", 'e', crashed("general protection fault in qux_poll"))
            .text();
    Summary summary = Stories.of(old(text)).summary();
    assertThat(summary.happened())
        .startsWith(
            "The bug's own title was last seen at v5.3 (step 2); at v5.2 (step 3) one was seen that"
                + " looks only a little like it: \""
                + OTHER
                + "\".")
        .element(1)
        .asString()
        .startsWith("At v5.1 (step 4), the last with a crash, nothing crashed that looks like");
    assertThat(advice(summary))
        .contains(
            "Do not take the bug for older than v5.3 (step 2), the last release that crashed like"
                + " the bug: from v5.2 (step 3) on other crashes were seen, which look like it only a"
                + " little, or not at all.");
    assertThat(commands(summary)).contains("git bisect start cccccccccccc dddddddddddd");
    assertThat(Stories.of(old(text.replace(OTHER, "WARNING in corrupted"))).summary().happened())
        .first()
        .asString()
        .endsWith(
            "at v5.2 (step 3) one was seen that does not say what crashed: \"WARNING in corrupted\".");
  }

  @Test
  void a_step_of_which_git_was_not_told_bounds_no_range_and_is_not_counted() throws IOException {
    for (String runs : List.of("run #0: crashed: " + BUG, crashed(BUG), OK)) {
      Story story = Stories.of(searched().step('1', 40, runs).text());
      Summary summary = story.summary();
      assertThat(summary.ended())
          .contains("while step 3 (111111111111) was under test")
          .endsWith("2 revisions were tested: 1 bad, 1 good.");
      assertThat(summary.ended().contains(" crashed. ")).isEqualTo(!runs.equals(OK));
      assertThat(commands(summary)).contains("git bisect start bbbbbbbbbbbb cccccccccccc");
      assertThat(StoryText.of(story, Terminal.none(true)))
          .contains("(in test when the log stops)", "2 revisions: 1 bad, 1 good");
    }
  }

  @Test
  void a_job_is_not_stopped_before_its_trust_can_be_told() throws IOException {
    Log log = new Log().tested('b', crashed(BUG));
    for (char commit = '1'; commit <= '5'; commit++) {
      log.release("v5." + ('6' - commit), commit, crashed(OTHER));
    }
    Story story = Stories.running(log.text());
    assertThat(Objects.requireNonNull(story.assessment()).derailed()).isNotNull();
    assertThat(story.assessment().level()).isEqualTo(Level.LOW);
    Summary summary = story.summary();
    assertThat(summary.belief()).startsWith("Too early to judge");
    assertThat(summary.happened().get(0)).endsWith(": the search may follow another bug.");
    assertThat(advice(summary))
        .startsWith("Test v5.5 (step 2) again before the search goes on")
        .contains("If it does not crash with the bug, stop the job");
  }

  @Test
  void what_is_left_beside_one_wrong_verdict_is_named_as_the_culprit() throws IOException {
    Log log =
        searched()
            .step('1', 9, OK)
            .line("# git bisect good " + whole('1'))
            .step('2', 4, crashed(BUG))
            .line("# git bisect bad " + whole('2'))
            .step('3', 1, OK)
            .line("# git bisect good " + whole('3'))
            .step('4', 0, crashed(OTHER))
            .line("# git bisect bad " + whole('4'));
    Summary summary = Stories.of(log.culprit('4')).summary();
    assertThat(advice(summary))
        .contains("step 6 (444444444444)")
        .contains(
            "If it does not crash with the bug, the culprit is 222222222222 (\"a: step 2\"), since"
                + " no other commit is left after 333333333333, which does not crash.")
        .doesNotContain("Continue the search");
    assertThat(commands(summary)).isEqualTo("git show 222222222222");
  }

  @Test
  void what_was_good_behind_a_doubted_verdict_bounds_the_search_too() throws IOException {
    Summary summary = Stories.sample().summary();

    assertThat(advice(summary)).contains("still allows at most about 3300 commits");
    assertThat(commands(summary))
        .as("both ends, what was good after step 5, and what was good before")
        .startsWith("git bisect start 84bfcc0b6994 9bcbf894b687 b60645248af3 ")
        .contains(" 33e2ec523230 df0cc57e057f");
  }

  @Test
  void a_culprit_that_is_the_kernel_of_a_good_revision_is_no_question_for_another_test()
      throws IOException {
    Log log =
        searched()
            .step('1', 9, OK)
            .line("# git bisect good " + whole('1'))
            .kernel('7')
            .step('2', 4, OK)
            .line("# git bisect good " + whole('2'))
            .step('3', 1, OK)
            .line("# git bisect good " + whole('3'))
            .step('4', 0, "run #0: crashed: " + BUG + oks(9))
            .line("# git bisect bad " + whole('4'));
    Summary summary = Stories.of(log.culprit('4')).summary();
    assertThat(advice(summary))
        .startsWith(
            "Do not mail this culprit: it builds the same kernel, byte for byte, as step 5"
                + " (333333333333), which was called good, so it cannot be the cause.")
        .contains(
            "its 2 good verdicts are wrong. Take the search up between the first of these, step 4"
                + " (222222222222), and the good revision before it, step 3 (111111111111)")
        .doesNotContain("has been tested again");
    assertThat(commands(summary)).startsWith("git bisect start 222222222222 111111111111");
  }

  @Test
  void what_git_bisect_log_printed_is_read_by_git_again() throws IOException {
    Summary summary =
        Stories.of(
                """
                git bisect start '--term-old=fast' '--term-new=slow'
                # slow: [%1$s] a: one
                git bisect slow %1$s
                # fast: [%2$s] a: two
                git bisect fast %2$s
                # fast: [%3$s] a: three
                git bisect fast %3$s
                """
                    .formatted(whole('b'), whole('c'), whole('1')))
            .summary();
    assertThat(summary.ended()).startsWith("The search had not ended when this was written.");
    assertThat(advice(summary)).contains("Go on in the working tree").doesNotContain("the job");
    assertThat(commands(summary)).isEqualTo("git bisect replay LOG");
  }

  @Test
  void what_git_could_not_test_is_gone_on_with_in_its_own_words() throws IOException {
    String log =
        """
        git bisect start 'HEAD' 'v1' '--' 'f'
        # bad: [%1$s] a: one
        git bisect bad %1$s
        # good: [%2$s] a: two
        git bisect good %2$s
        # skip: [%3$s] a: three
        git bisect skip %3$s
        # only skipped commits left to test
        # possible first bad commit: [%1$s] a: one
        # possible first bad commit: [%3$s] a: three
        """
            .formatted(whole('b'), whole('c'), whole('1'));
    Summary summary = Stories.of(log).summary();
    assertThat(advice(summary))
        .contains(
            "make the skipped revisions testable and continue the search where it ended. Go on");
    assertThat(commands(summary)).contains("git bisect replay LOG").doesNotContain("bisect start");
  }

  @Test
  void what_git_bisect_run_shows_has_tests_and_no_verdicts() throws IOException {
    Story story =
        Stories.of(
            """
            running  'sh' '-c' 'exit 1'
            Bisecting: 1 revision left to test after this (roughly 1 step)
            [%1$s] a: one
            running  'sh' '-c' 'exit 1'
            Bisecting: 0 revisions left to test after this (roughly 0 steps)
            [%2$s] a: two
            running  'sh' '-c' 'exit 1'
            %2$s is the first bad commit
            commit %2$s
            Author: A <a@b>
            Date:   Mon Nov 30 07:10:41 2026 +0000

                a: two
            """
                .formatted(whole('1'), whole('2')));
    assertThat(story.summary().ended()).doesNotContain("No revision was tested");
    assertThat(advice(story.summary()))
        .startsWith("Publish what git bisect log prints")
        .doesNotContain("Compare this log");
    assertThat(StoryText.of(story, Terminal.none(true))).doesNotContain("In full\n\n");
  }

  private static String old(String log) {
    return log
        + "revisions tested: 3, total time: 1h0m0s (build: 30m0s, test: 30m0s)\n"
        + "the crash already happened on the oldest tested release\n";
  }

  private static String crashed(String title) {
    return "all runs: crashed: " + title;
  }

  /** Runs from the second one on. */
  private static String oks(int runs) {
    return IntStream.rangeClosed(1, runs)
        .mapToObj(run -> "\nrun #" + run + ": OK")
        .collect(Collectors.joining());
  }

  private static String whole(char commit) {
    return String.valueOf(commit).repeat(40);
  }

  private static String advice(Summary summary) {
    return summary.next().stream().map(Advice::sentence).collect(Collectors.joining("\n"));
  }

  private static String commands(Summary summary) {
    return summary.next().stream()
        .map(Advice::commands)
        .flatMap(List::stream)
        .collect(Collectors.joining("\n"));
  }

  /**
   * A search that git was told to begin between a commit that crashes and a release that does not.
   */
  private static Log searched() {
    return new Log()
        .tested('b', crashed(BUG))
        .release("v5.3", 'c', OK)
        .line("# git bisect start " + whole('b') + " " + whole('c'));
  }

  /** A log as it grows. */
  private static final class Log {
    private final StringBuilder text = new StringBuilder();
    private char kernel;

    Log() {
      line("bisecting cause commit starting from " + whole('b'));
      line("building syzkaller on " + whole('e'));
    }

    Log line(String line) {
      text.append(line).append('\n');
      return this;
    }

    /** From now on all builds are this one. */
    Log kernel(char signature) {
      kernel = signature;
      return this;
    }

    Log tested(char commit, String runs) {
      char signature = kernel == 0 ? commit : kernel;
      return line("testing commit " + whole(commit) + " with gcc (GCC) 8.1.0")
          .line("kernel signature: " + String.valueOf(signature).repeat(40))
          .line(runs);
    }

    Log release(String tag, char commit, String runs) {
      return line("testing release " + tag).tested(commit, runs);
    }

    Log step(char commit, int left, String runs) {
      int steps = left < 2 ? 0 : 31 - Integer.numberOfLeadingZeros(left);
      return line("Bisecting: "
              + left
              + " revisions left to test after this (roughly "
              + steps
              + " steps)")
          .line("[" + whole(commit) + "] a: step " + commit)
          .line("")
          .tested(commit, runs);
    }

    String culprit(char commit) {
      return line(whole(commit) + " is the first bad commit")
          .line("commit " + whole(commit))
          .line("Author: A <a@b>")
          .line("Date:   Mon Nov 2 07:10:41 2020 +0000")
          .line("")
          .line("    a: step " + commit)
          .line("")
          .line("revisions tested: 6, total time: 1h0m0s (build: 30m0s, test: 30m0s)")
          .line("first bad commit: " + whole(commit) + " a: step " + commit)
          .text();
    }

    String text() {
      return text.toString();
    }
  }
}
