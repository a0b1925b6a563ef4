package firstbad.bisection.fold;

import static firstbad.bisection.Logs.hash;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a log stops, and texts that are none though a line of one stands in them. */
class LogEndsTest {
  private static final List<String> LOG = Logs.hidrawRelease();

  @Test
  void the_title_of_gits_commit_is_known_from_its_step_where_the_description_is_lost() {
    int concluded = indexOf(" is the first bad commit");
    Bisection head = head(LOG.subList(0, concluded + 1));

    assertThat(head.gitCulprit()).isEqualTo("e4b8954074f6d0db01c8c97d338a67f9389c042f");
    assertThat(head.gitCulpritTitle())
        .isEqualTo("netlink: add net device refcount tracker to struct ethnl_req_info");
    assertThat(remark(head, Remark.Kind.NO_ENDING).message())
        .startsWith("Git named e4b8954074f6 \"netlink: add net device refcount tracker")
        .endsWith("and the log stops there: it has no ending.");
  }

  @Test
  void no_title_is_told_of_a_commit_that_git_chose_for_no_step() {
    List<String> lines = new ArrayList<>(LOG.subList(0, indexOf(" is the first bad commit")));
    lines.add(hash('9') + " is the first bad commit");
    assertThat(head(lines).gitCulpritTitle()).isNull();
  }

  @Test
  void where_a_log_stops_before_another_its_last_line_is_its_own() {
    List<String> lines = new ArrayList<>(LOG.subList(0, 20));
    lines.addAll(LOG.subList(0, 60));
    Bisection head = head(lines);
    assertThat(remark(head, Remark.Kind.SECOND_LOG).line()).isBetween(21L, 22L);
    assertThat(remark(head, Remark.Kind.NO_ENDING).line()).isBetween(20L, 21L);
  }

  /** What is gone may have spoken against the culprit. */
  @Test
  void a_log_in_which_git_never_says_what_is_left_has_a_hole() {
    List<String> uncounted = LOG.stream().filter(line -> !line.startsWith("Bisecting: ")).toList();
    assertThat(remark(head(uncounted), Remark.Kind.MISSING_LINES).message())
        .startsWith("Git chose ")
        .endsWith(", and the line before that, which says how much is left to test, is missing.");
    assertThat(head(LOG).remarks()).isEmpty();
  }

  /** One of them lost makes the number before it stand for two steps. */
  @Test
  void each_choice_of_git_has_a_line_before_it_that_says_how_much_is_left() {
    List<Integer> counts =
        IntStream.range(0, LOG.size())
            .filter(at -> LOG.get(at).startsWith("Bisecting: "))
            .boxed()
            .toList();
    assertThat(counts).hasSizeGreaterThan(5);
    for (int at : counts) {
      assertThat(remark(head(without(at, 1)), Remark.Kind.MISSING_LINES).message())
          .startsWith("Git chose ")
          .endsWith(", and the line before that, which says how much is left to test, is missing.");
    }
  }

  /** The test of a commit that was not built is in no count of the trailer. */
  @Test
  void a_step_that_is_lost_leaves_too_few_commits() {
    List<String> log =
        Logs.made(
            """
            bisecting cause commit starting from <1>
            building syzkaller on <2>
            testing commit <1> gcc
            all runs: crashed: WARNING in foo
            testing release v5.0
            testing commit <3> gcc
            all runs: OK
            # git bisect start <1> <3>
            Bisecting: 400 revisions left to test after this (roughly 9 steps)
            [<4>] foo: four
            testing commit <4> gcc
            all runs: OK
            # git bisect good <4>
            Bisecting: 200 revisions left to test after this (roughly 8 steps)
            [<5>] foo: five
            testing commit <5> gcc
            all runs: OK
            # git bisect good <5>
            Bisecting: 100 revisions left to test after this (roughly 7 steps)
            [<6>] foo: six
            """);
    assertThat(head(log).remarks())
        .extracting(Remark::kind)
        .doesNotContain(Remark.Kind.MISSING_LINES);
    log.subList(13, 18).clear();
    assertThat(remark(head(log), Remark.Kind.MISSING_LINES).message())
        .isEqualTo(
            "Git had 401 commits to search and then chose 666666666666 with 100 left to test: lines"
                + " between are missing.");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void a_log_that_ends_on_a_culprit_ends_with_the_report_of_its_crash(int more) {
    int crash = indexOf("crash: WARNING in free_netdev");
    List<String> lines = new ArrayList<>(LOG.subList(0, crash));
    lines.addAll(List.of("crash: WARNING in free_netdev", "", "").subList(0, more));
    Bisection head = head(lines);
    assertThat(head.outcome()).isEqualTo(Outcome.CULPRIT_FOUND);
    assertThat(remark(head, Remark.Kind.REPORT_WITHOUT_TITLE).message())
        .isEqualTo("The log stops before the crash report.");
    assertThat(Objects.requireNonNull(Analysis.of("log", lines).assessment()).reasons())
        .contains(
            "it is not known whether the culprit changes a file in the stack of the crash: the log"
                + " has no crash report");
  }

  /** There a machine printed nothing; a search for a fix ends without a crash. */
  @ParameterizedTest
  @ValueSource(strings = {"crash: no output from test machine", "first good commit"})
  void a_log_whose_crash_has_no_report_lacks_none(String by) {
    List<String> lines = new ArrayList<>(LOG.subList(0, indexOf("crash: WARNING in free_netdev")));
    if (by.startsWith("crash: ")) {
      lines.addAll(List.of(by, ""));
    } else {
      lines.set(
          0,
          lines
              .get(0)
              .replace("bisecting cause commit starting from", "bisecting fixing commit since"));
    }
    assertThat(head(lines).remarks())
        .extracting(Remark::message)
        .doesNotContain("The log stops before the crash report.");
  }

  /** By a bad line, or as it was copied from a page. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error: th2 crash wasn't reproduced on the original commit|NOT_REPRODUCED",
        "error: the crash wasn't  reproduced on  the original commit|NOT_REPRODUCED",
        "error: the crash wasnt reproduced on the original commit|NOT_REPRODUCED",
        "error:  bisection  is taking too long (>8h0m0s), aborting|TIMED_OUT",
        "error: bisektion is taking too long (>8h0m0s), aborting|TIMED_OUT"
      })
  void a_known_error_with_a_character_wrong_is_that_error(String error, Outcome outcome) {
    Bisection head = head(endingWith(List.of(error)));
    assertThat(head.outcome()).isEqualTo(outcome);
    assertThat(head.lines().unknown()).isZero();
  }

  @Test
  void an_error_that_is_only_like_a_known_one_is_not_understood() {
    for (String error :
        List.of(
            "error: the crash was@@@ repro@@@ed on the original commit",
            "error: the crash reproduced on the original commit")) {
      Bisection head = head(endingWith(List.of(error)));
      assertThat(head.remarks())
          .extracting(Remark::kind)
          .as(error)
          .contains(Remark.Kind.UNKNOWN_LINES);
    }
    String other = "error: commit " + hash('1') + " not reachable in branch 'foo'";
    assertThat(head(endingWith(List.of(other))).lines().unknown()).isZero();
  }

  /** A tool may print an error anywhere; the fuzzer's own ends the log. */
  @Test
  void a_known_error_below_another_is_the_ending() {
    Bisection head =
        head(
            endingWith(
                List.of(
                    "error: could not lock config file .git/config: File exists",
                    "error: the crash wasn't reproduced on the original commit")));
    assertThat(head.outcome()).isEqualTo(Outcome.NOT_REPRODUCED);
    assertThat(head.error()).isEqualTo("the crash wasn't reproduced on the original commit");
    assertThat(remark(head, Remark.Kind.CONTRADICTION).message())
        .startsWith("The log ends twice, with \"error: could not lock")
        .endsWith("The second is taken.");
  }

  private static List<String> endingWith(List<String> ending) {
    List<String> lines =
        Logs.made(
            """
            bisecting cause commit starting from <1>
            building syzkaller on <2>
            testing commit <1> with gcc (GCC) 8.1.0
            all runs: OK
            revisions tested: 1, total time: 15m4s (build: 4m3s, test: 10m4s)
            """);
    lines.addAll(ending);
    return lines;
  }

  /**
   * Git ends right after it said how much is left: its choice, the test and the verdict are gone.
   */
  @Test
  void a_commit_that_git_chose_is_missed_though_nothing_follows_on_it() {
    int last =
        LOG.lastIndexOf(LOG.stream().filter(l -> l.startsWith("Bisecting: 0 ")).findFirst().get());
    int concluded = indexOf(" is the first bad commit");
    Bisection head = head(without(last + 1, concluded - last - 1));
    assertThat(remark(head, Remark.Kind.MISSING_LINES).message())
        .isEqualTo(
            "Git said how much is left to test, and the commit that it chose then is missing.");
  }

  @Test
  void runs_are_missed_of_which_only_the_crash_is_left_that_stands_for_them() {
    List<String> lines =
        Logs.made(
            """
            bisecting cause commit starting from <1>
            building syzkaller on <2>
            testing commit <1> gcc
            kernel signature: <4>
            all runs: crashed: WARNING in foo
            representative crash: WARNING in foo, types: [WARNING]
            revisions tested: 1, total time: 15m4s (build: 4m3s, test: 10m4s)
            error: fetch failed
            """);
    assertThat(head(lines).remarks()).isEmpty();
    lines.remove(4);
    assertThat(remark(head(lines), Remark.Kind.MISSING_RUNS).message())
        .isEqualTo(
            "The runs of 111111111111 are not all in the log: it names the crash that stands for"
                + " them, and lists none.");
  }

  /** Whose test or words are lost, the log cannot say how they ended. */
  @Test
  void a_search_for_a_fix_that_tests_no_head_says_nothing_of_it() {
    List<String> lines =
        Logs.made(
            """
            bisecting fixing commit since <1>
            building syzkaller on <2>
            testing commit <1> with gcc (GCC) 8.1.0
            all runs: crashed: WARNING in foo
            testing current HEAD <3>
            testing commit <3> with gcc (GCC) 8.1.0
            all runs: crashed: WARNING in foo
            revisions tested: 1, total time: 15m4s (build: 4m3s, test: 10m4s)
            crash still not fixed on HEAD or HEAD had kernel test errors
            """);
    assertThat(head(lines).outcome()).isEqualTo(Outcome.STILL_HAPPENS);
    lines.subList(5, 7).clear();
    assertThat(head(lines).outcome()).isEqualTo(Outcome.NO_RANGE_END);
    lines.remove(4);
    assertThat(head(lines).outcome()).isEqualTo(Outcome.NO_RANGE_END);
    assertThat(remark(head(lines), Remark.Kind.MISSING_REVISIONS).message())
        .isEqualTo(
            "The log ends with \"crash still not fixed on HEAD or HEAD had kernel test errors\", and"
                + " has no test of another commit than the one it starts from.");
  }

  @Test
  void a_description_that_is_cut_out_in_part_is_missed() {
    int concluded = indexOf(" is the first bad commit");
    int last = concluded + 1;
    while (!LOG.get(last).isBlank() || LOG.get(last + 1).startsWith(" ")) {
      last++;
    }
    assertThat(LOG.get(last + 1)).startsWith("culprit signature: ");
    for (int from = concluded + 1; from < last; from++) {
      for (int size = 1; from + size <= last && size < last - concluded - 1; size++) {
        List<String> cut = LOG.subList(from, from + size);
        long files = cut.stream().filter(LogEndsTest::isOfFiles).count();
        boolean told =
            (files > 0 && files < 3)
                || cut.stream()
                    .anyMatch(
                        line ->
                            line.startsWith("Author:")
                                || line.startsWith("Date:")
                                || line.startsWith("    netlink: "));
        Bisection head = head(without(from, size));
        assertThat(head.remarks().stream().anyMatch(remark -> remark.kind().hole()))
            .as("%s", cut)
            .isEqualTo(told);
      }
    }
  }

  @Test
  void nothing_is_said_of_a_description_that_was_never_there() {
    int concluded = indexOf(" is the first bad commit");
    int end = indexOf("culprit signature: ");
    List<String> bare = without(concluded + 1, end - concluded - 1);
    assertThat(head(bare).remarks()).isEmpty();
    assertThat(Objects.requireNonNull(Analysis.of("log", bare).assessment()).reasons())
        .contains(
            "it is not known whether the culprit changes a file in the stack of the crash: the log"
                + " has nothing that git printed of it");
  }

  @Test
  void the_signatures_of_the_culprit_and_its_parent_are_missed_where_there_are_others() {
    int signatures = indexOf("culprit signature: ");
    for (int size = 1; size <= 2; size++) {
      Remark remark = remark(head(without(signatures, size)), Remark.Kind.MISSING_LINES);
      assertThat(remark.line()).isEqualTo(indexOf("revisions tested: ") + 1 - size);
      assertThat(remark.message()).contains("signatures");
    }
    List<String> lines = without(signatures, 2);
    lines.replaceAll(line -> line.replace("netlink: add net", "Merge net"));
    assertThat(head(lines).remarks())
        .extracting(Remark::kind)
        .doesNotContain(Remark.Kind.MISSING_LINES);
    List<String> undetected = without(signatures, 2);
    undetected.add(signatures, "failed to detect noop change: no signature");
    assertThat(head(undetected).remarks()).isEmpty();
  }

  /** A copy that broke off, or a disk that was full. */
  @Test
  void an_error_that_is_cut_off_is_the_one_that_it_begins_or_none() {
    List<String> begun = new ArrayList<>(LOG.subList(0, 30));
    begun.add("revisions tested: 2, total time: 1s (build: 1s, test: 0s)");
    Map<String, Outcome> errors =
        Map.of(
            "bisection is taking too long (>12h0m0s), aborting",
            Outcome.TIMED_OUT,
            "the crash wasn't reproduced on the original commit",
            Outcome.NOT_REPRODUCED);
    errors.forEach(
        (error, outcome) -> {
          for (int length = 0; length <= error.length(); length++) {
            List<String> lines = new ArrayList<>(begun);
            lines.add("error: " + error.substring(0, length));
            Bisection head = head(lines);
            assertThat(head.outcome())
                .as(error.substring(0, length))
                .isEqualTo(length < 3 ? Outcome.BROKEN_OFF : outcome);
            assertThat(
                    head.remarks().stream()
                        .anyMatch(remark -> remark.kind() == Remark.Kind.UNKNOWN_ENDING))
                .isEqualTo(length < 3);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- ",
        "--------------------",
        "real\t310m3.1s",
        "Connection to ci closed by remote host.",
        "502 Bad Gateway",
        "<!--",
        "me@box:~$ "
      })
  void what_nobodys_error_has_is_none_of_the_error(String line) {
    List<String> lines = new ArrayList<>(LOG.subList(0, 40));
    lines.add("revisions tested: 2, total time: 1s (build: 1s, test: 0s)");
    lines.add("error: kernel clean failed: failed to run [\"make\"]: exit status 2");
    lines.add("make: *** No rule to make target");
    Bisection whole = head(lines);
    lines.addAll(List.of("", line, "Dmitry", ""));
    Bisection head = head(lines);

    assertThat(whole.error()).endsWith("No rule to make target");
    assertThat(head.error()).isEqualTo(whole.error());
    assertThat(head.lines().unknown()).isEqualTo(whole.lines().unknown() + 2);
  }

  /** As a word processor has it. */
  @Test
  void a_curly_apostrophe_is_an_apostrophe() {
    List<String> log =
        Logs.made(
            """
            bisecting fixing commit since <1>
            building syzkaller on <2>
            testing commit <1> gcc
            all runs: crashed: WARNING in foo
            <3>/v6.1 is a merge base, check if it has the bug
            testing commit <3> gcc
            all runs: OK
            reproducer does not crash the merge base, so there\u2019s no known bad commit
            revisions tested: 2, total time: 1s (build: 1s, test: 0s)
            crash still not fixed or there were kernel test errors
            """);
    assertThat(head(log).outcome()).isEqualTo(Outcome.MERGE_BASE_CLEAN);
    assertThat(head(log).lines().unknown()).isZero();
  }

  /** A person who follows a log must not wait for its end to see that it is not understood. */
  @Test
  void lines_that_are_not_understood_are_shown_while_the_log_is_written() {
    Analysis.Reader reader = new Analysis.Reader("log");
    List<String> lines = new ArrayList<>(LOG.subList(0, 20));
    lines.add(18, "somebody says something");
    lines.add("and something else");
    for (int at = 0; at < lines.size(); at++) {
      reader.read(new Input.Line(at + 1, lines.get(at), Map.of(), 0));
    }
    assertThat(Objects.requireNonNull(reader.head()).lines().unknown()).isEqualTo(2);
  }

  @Test
  void nothing_goes_on_with_an_error_that_is_one_sentence() {
    List<String> lines = new ArrayList<>(LOG.subList(0, 40));
    lines.add("error: bisection is taking too long (>12h0m0s), aborting");
    Bisection whole = head(lines);
    lines.addAll(List.of("", "-- ", "Dmitry"));
    Bisection head = head(lines);

    assertThat(head.error()).isEqualTo(whole.error());
    assertThat(head.lines().unknown()).isEqualTo(whole.lines().unknown() + 2);
    assertThat(head.remarks())
        .extracting(Remark::kind)
        .doesNotContain(Remark.Kind.REPORT_WITHOUT_TITLE);
  }

  @Test
  void blank_lines_between_all_lines_tell_nothing() {
    List<String> wide = LOG.stream().flatMap(line -> Stream.of(line, "")).toList();
    assertThat(head(wide).flaky()).isEqualTo(head(LOG).flaky());
  }

  @Test
  void the_log_of_a_patch_test_is_no_bisection() {
    List<String> lines =
        List.of(
            "building syzkaller on " + hash('a') + "...",
            "fetching kernel...",
            "checked out kernel commit " + hash('b'),
            "kernel built successfully with compiler gcc",
            "testing patch...",
            "all runs: OK");
    assertThat(head(lines).outcome()).isEqualTo(Outcome.NOT_A_BISECTION);
  }

  @Test
  void a_page_that_quotes_one_line_of_a_header_is_no_bisection() {
    List<String> page = List.of("<html>", LOG.get(0), "<p>See the list.</p>", "</html>");
    assertThat(head(page).outcome()).isEqualTo(Outcome.NOT_A_BISECTION);
    assertThat(head(List.of("console", LOG.get(0))).outcome()).isEqualTo(Outcome.BROKEN_OFF);
    assertThat(head(List.of(LOG.get(0), LOG.get(1), "console")).outcome())
        .isEqualTo(Outcome.BROKEN_OFF);
  }

  @Test
  void a_quoted_printable_text_is_told_though_it_begins_like_a_log() {
    String cut = LOG.get(0).substring(0, 60);
    List<String> lines =
        List.of(
            "ci starts bisection 2024-08-01 09:00:00 +0000 UTC",
            cut + "=".repeat(76 - cut.length()),
            LOG.get(0).substring(60),
            "testing commit " + hash('a') + " gcc",
            "all runs: OK");
    assertThat(remark(head(lines), Remark.Kind.UNKNOWN_LINES).message())
        .contains("The text is quoted-printable");
  }

  @Test
  void gits_last_word_alone_is_no_bisection() {
    List<String> lines =
        List.of(
            hash('a') + " is the first bad commit",
            "commit " + hash('a'),
            "Author: A <a@example.org>",
            "",
            "    foo: bar");
    assertThat(head(lines).outcome()).isEqualTo(Outcome.NOT_A_BISECTION);
  }

  @Test
  void a_release_that_is_tested_twice_is_told_though_it_was_not_built() {
    List<String> log =
        Logs.made(
            """
            bisecting cause commit starting from <1>
            building syzkaller on <2>
            testing commit <1> with gcc (GCC) 8.1.0
            all runs: crashed: WARNING in foo
            testing release v5.0
            testing commit <3> with gcc (GCC) 8.1.0
            foo.c:1:1: error: no
            testing release v5.0
            testing commit <3> with gcc (GCC) 8.1.0
            foo.c:1:1: error: no
            """);
    assertThat(remark(head(log), Remark.Kind.CONTRADICTION).message())
        .isEqualTo("Release v5.0 is tested twice.");
  }

  @Test
  void blanks_at_the_end_of_what_a_compiler_says_are_no_words_of_it() {
    String log =
        """
        bisecting cause commit starting from <1>
        building syzkaller on <2>
        testing commit <1> with gcc (GCC) 8.1.0
        foo.c:1:1: error: noX
        make: Error 2X
        """;
    List<String> failures =
        List.of("", " ", "\u00a0", "\t \u202f").stream()
            .map(blanks -> Analysis.of("log", Logs.made(log.replace("X\n", blanks + "\n"))))
            .map(analysis -> analysis.revisions().get(0))
            .map(Revision::failure)
            .toList();
    assertThat(failures).containsOnly("foo.c:1:1: error: no\nmake: Error 2");
  }

  private static boolean isOfFiles(String line) {
    return line.contains(" | ") || line.contains(" files changed");
  }

  private static List<String> without(int from, int size) {
    List<String> lines = new ArrayList<>(LOG);
    lines.subList(from, from + size).clear();
    return lines;
  }

  private static int indexOf(String words) {
    return LOG.indexOf(LOG.stream().filter(line -> line.contains(words)).findFirst().get());
  }

  private static Bisection head(List<String> lines) {
    return Objects.requireNonNull(Analysis.of("log", lines).bisection());
  }

  private static Remark remark(Bisection head, Remark.Kind kind) {
    return head.remarks().stream().filter(each -> each.kind() == kind).findFirst().orElseThrow();
  }
}
