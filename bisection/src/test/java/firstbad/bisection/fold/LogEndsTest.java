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
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
