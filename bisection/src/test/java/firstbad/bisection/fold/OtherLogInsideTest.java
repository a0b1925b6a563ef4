package firstbad.bisection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of another log without a header stand in a log: two bisections are never blended. */
class OtherLogInsideTest {
  private static final List<String> LOG = Logs.hidrawRelease();
  private static final String MARK = "==> other.log <==";

  private static final List<String> LISTS =
      Logs.made(
          """
          bisecting cause commit starting from <1>
          building syzkaller on <2>
          testing commit <1> with gcc (GCC) 8.1.0
          all runs: crashed: WARNING in foo
          testing release v5.0
          testing commit <3> with gcc (GCC) 8.1.0
          all runs: OK
          # git bisect start <1> <3>
          There are only 'skip'ped commits left to test.
          The first bad commit could be any of:
          <1>
          <4>
          We cannot bisect more!
          revisions tested: 2, total time: 2h0m0s (build: 1h0m0s, test: 30m0s)
          bisection is inconclusive, the first bad commit could be any of:
          <1>
          <4>
          """);

  /** As {@code tail -f a.log b.log} prints two logs that grow. */
  @ParameterizedTest
  @ValueSource(ints = {30, 60, 100})
  void nothingIsAppliedThatFollowsTheMarkOfAnotherFile(int lines) {
    List<String> own = new ArrayList<>(List.of("==> own.log <=="));
    own.addAll(LOG.subList(0, lines));
    List<String> both = new ArrayList<>(own);
    both.addAll(List.of("", MARK, ""));
    Analysis marked = Analysis.of("log", both);
    both.addAll(LOG.subList(120, 200));
    Analysis blended = Analysis.of("log", both);

    assertThat(commits(blended)).isEqualTo(commits(Analysis.of("log", own)));
    assertThat(head(blended).culprit()).isNull();
    assertThat(kinds(marked)).containsExactly(Remark.Kind.NO_ENDING);
    assertThat(kinds(blended)).contains(Remark.Kind.SECOND_LOG);
    assertThat(blended.alerts()).extracting(Alert::kind).contains(Alert.Kind.CONFLICT);
  }

  @Test
  void aMarkEndsTheReportToo() {
    List<String> lines = new ArrayList<>(LOG);
    lines.add(MARK);
    Bisection marked = head(Analysis.of("log", lines));
    lines.addAll(List.of("run #4: OK", "run #5: OK"));
    Bisection blended = head(Analysis.of("log", lines));

    assertThat(marked.report()).isEqualTo(head(Analysis.of("log", LOG)).report());
    assertThat(marked.remarks()).isEmpty();
    assertThat(blended.report()).isEqualTo(marked.report());
    assertThat(blended.remarks())
        .extracting(Remark::message)
        .containsExactly(
            "Line "
                + (LOG.size() + 2)
                + " is of another file, as the mark before it says: nothing of the text from there on"
                + " is applied. Give each file by itself.");
  }

  /** A whole log stands in the middle of another: what follows is that one's. */
  @Test
  void nothingIsTestedAfterTheEndOfASearch() {
    List<String> lines = new ArrayList<>(LISTS);
    lines.addAll(
        Logs.made(
            """
            testing release v4.20
            testing commit <5> with gcc (GCC) 8.1.0
            all runs: OK
            # git bisect start <1> <5>
            """));
    Analysis log = Analysis.of("log", lines);

    assertThat(commits(log)).hasSize(2);
    assertThat(head(log).remarks())
        .extracting(Remark::message)
        .containsExactly(
            "Line 18 goes on with a search, and this one had ended before it: nothing of the text from"
                + " there on is applied. Give each log by itself.");
  }

  @Test
  void theFuzzerNamesTheCandidatesThatGitNamed() {
    assertThat(kinds(Analysis.of("log", LISTS))).isEmpty();
    List<String> turned = new ArrayList<>(LISTS);
    turned.set(15, LISTS.get(16));
    turned.set(16, LISTS.get(15));
    assertThat(kinds(Analysis.of("log", turned))).isEmpty();

    for (int line : new int[] {11, 16}) {
      List<String> other = new ArrayList<>(LISTS);
      other.set(line, Logs.hash('9'));
      assertThat(head(Analysis.of("log", other)).remarks())
          .extracting(Remark::message)
          .containsExactly("The log names other candidates than git named before.");
    }
    List<String> doubled = new ArrayList<>(LISTS);
    doubled.add(Logs.hash('4'));
    Bisection head = head(Analysis.of("log", doubled));
    assertThat(head.candidateCount()).isEqualTo(2);
    assertThat(head.remarks()).extracting(Remark::kind).containsExactly(Remark.Kind.CONTRADICTION);
  }

  @Test
  void aSearchForAFixTestsNoReleases() {
    List<String> turned = new ArrayList<>(LISTS);
    turned.set(0, "bisecting fixing commit since " + Logs.hash('1'));
    assertThat(head(Analysis.of("log", turned)).remarks())
        .extracting(Remark::message)
        .contains(
            "\"testing release v5.0\" belongs to a search for a cause, and this one is for a fix. There"
                + " is one more contradiction.");
  }

  private static List<String> commits(Analysis log) {
    return log.revisions().stream().map(Revision::commit).toList();
  }

  private static List<Remark.Kind> kinds(Analysis log) {
    return head(log).remarks().stream().map(Remark::kind).toList();
  }

  private static Bisection head(Analysis log) {
    return Objects.requireNonNull(log.bisection());
  }
}
