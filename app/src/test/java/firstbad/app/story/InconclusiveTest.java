package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.cli.Terminal;
import firstbad.app.mail.LaterFacts;
import firstbad.app.mail.Mails;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.made.MadeLogs;
import firstbad.bisection.trust.judgement.Level;
import firstbad.story.Advice;
import firstbad.story.Summary;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is told of a search that several commits are left of. */
class InconclusiveTest {
  private static final String CRASHES = "all runs: crashed: WARNING in a";
  private static final String BOOTLESS = "all runs: boot failed: BUG: early b";

  @Test
  void one_reason_of_most_that_could_not_be_tested_is_told_once_with_the_way_on()
      throws IOException {
    Summary summary = Stories.of(log(BOOTLESS, BOOTLESS, "all runs: boot failed: lost")).summary();
    assertThat(summary.happened())
        .contains(
            "2 of the 3 revisions that could not be tested failed in the same way: the kernel did"
                + " not boot (BUG: early b).");
    Advice last = summary.next().get(summary.next().size() - 1);
    assertThat(last.sentence())
        .contains("with a change that mends \"BUG: early b\"", "continue the search where it ended")
        .contains("bbbbbbbbbbbb crashes, cccccccccccc does not.");
    assertThat(last.commands())
        .containsExactly(
            "git bisect start bbbbbbbbbbbb cccccccccccc",
            "git log --oneline bbbbbbbbbbbb --not cccccccccccc");
    Story alike = Stories.of(log("all runs: boot failed: x", BOOTLESS, "all runs: boot failed: y"));
    assertThat(alike.summary().happened())
        .contains(
            "In all 3 revisions that could not be tested the kernel did not boot, for different"
                + " reasons.");
    String lost = "all runs: boot failed: lost";
    Story twice = Stories.of(log(BOOTLESS, "all runs: boot failed: x", lost, lost, BOOTLESS));
    assertThat(twice.summary().happened())
        .contains(
            "In all 5 revisions that could not be tested the kernel did not boot, for different"
                + " reasons: 2 with \"BUG: early b\", 2 with \"lost\".");
    Story apart = Stories.of(log(BOOTLESS, "all runs: basic kernel testing failed: z", CRASHES));
    assertThat(String.join("\n", apart.summary().happened())).doesNotContain("could not be tested");
  }

  @Test
  void candidates_have_the_titles_that_the_log_names_on_the_terminal_and_in_the_mail()
      throws IOException {
    Story story = Stories.of(log(BOOTLESS, BOOTLESS, BOOTLESS));
    assertThat(StoryText.of(story, Terminal.none(true)))
        .contains("  111111111111 a: step 1\n", "  bbbbbbbbbbbb\n");
    assertThat(Mails.of(story, LaterFacts.NONE).text())
        .contains("  111111111111 (\"a: step 1\")\n", "  bbbbbbbbbbbb\n");
  }

  @Test
  void where_no_bad_verdict_is_blamed_the_last_good_revision_is_named_and_what_follows_from_it()
      throws IOException {
    int named = 0;
    for (int seed = 0; seed < 600; seed++) {
      Story story = Stories.of(String.join("\n", MadeLogs.whole(seed).lines()) + "\n");
      List<Revision> good =
          story.revisions().stream().filter(each -> each.verdict() == Verdict.GOOD).toList();
      if (story.head().candidates().isEmpty()
          || story.assessment() == null
          || story.assessment().level() != Level.LOW
          || story.assessment().blamed() != null
          || story.assessment().derailed() != null
          || good.isEmpty()) {
        continue;
      }
      named++;
      Revision last = good.get(good.size() - 1);
      List<Advice> next = story.summary().next();
      assertThat(next.stream().map(Advice::sentence).collect(Collectors.joining("\n")))
          .contains(
              "until the last good revision, "
                  + (last.release() == null
                      ? "step " + last.ordinal() + " (" + last.commit().substring(0, 12) + ")"
                      : last.release() + " (step " + last.ordinal() + ")")
                  + ", has been tested again",
              "If it crashes then, ",
              "If it does not, ");
    }
    assertThat(named).isPositive();
  }

  @Test
  void a_level_that_changed_at_the_end_is_joined_with_that_of_the_last_step() throws IOException {
    int changed = 0;
    for (int seed = 0; seed < 400; seed++) {
      Summary summary =
          Stories.of(String.join("\n", MadeLogs.whole(seed).lines()) + "\n").summary();
      if (summary.belief().contains("After its last step")) {
        changed++;
        assertThat(summary.belief())
            .containsPattern(
                "After its last step, step \\d+, the trust was (high|middle|low); it became"
                    + " (high|middle|low) at the end, when .* judged too\\.$");
        String level = summary.belief().replaceAll("(?s).*it became (\\w+) .*", "$1");
        assertThat(summary.headline()).contains(level + " trust");
      }
    }
    assertThat(changed).isPositive();
  }

  /**
   * @param tests what came of the three revisions between the range's ends
   */
  private static String log(String... tests) {
    StringBuilder log = new StringBuilder("bisecting cause commit starting from ");
    log.append("b".repeat(40)).append("\nbuilding syzkaller on ").append("e".repeat(40));
    tested(log, "b", CRASHES);
    log.append("\ntesting release v5.3");
    tested(log, "c", "all runs: OK");
    log.append("\n# git bisect start ").append("b".repeat(40)).append(" ").append("c".repeat(40));
    for (int i = 1; i <= tests.length; i++) {
      String commit = String.valueOf(i);
      log.append("\nBisecting: 3 revisions left to test after this (roughly 2 steps)\n[")
          .append(commit.repeat(40))
          .append("] a: step ")
          .append(commit);
      tested(log, commit, tests[i - 1]);
      log.append("\n# git bisect ")
          .append(tests[i - 1].equals(CRASHES) ? "bad " : "skip ")
          .append(commit.repeat(40));
    }
    log.append("\nThere are only 'skip'ped commits left to test.")
        .append("\nThe first bad commit could be any of:");
    List<String> left = List.of("1".repeat(40), "2".repeat(40), "3".repeat(40), "b".repeat(40));
    left.forEach(commit -> log.append('\n').append(commit));
    log.append("\nWe cannot bisect more!\nrevisions tested: 5, total time: 1h0m0s (build: 30m0s,")
        .append(" test: 30m0s)\nbisection is inconclusive, the first bad commit could be any of:");
    left.forEach(commit -> log.append('\n').append(commit));
    return log.append('\n').toString();
  }

  private static void tested(StringBuilder log, String commit, String result) {
    log.append("\ntesting commit ")
        .append(commit.repeat(40))
        .append(" with gcc (GCC) 8.1.0\nkernel signature: ")
        .append((commit + "0").repeat(32))
        .append('\n')
        .append(result);
  }
}
