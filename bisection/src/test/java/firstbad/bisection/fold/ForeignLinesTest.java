package firstbad.bisection.fold;

import static firstbad.bisection.Logs.hash;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line of another log stands in a log: it changes no result, and it is reported. */
class ForeignLinesTest {
  private static final List<String> LOG = Logs.hidrawRelease();

  private static final String JUDGED = "84bfcc0b6994057905cf98d2c5cedef48b3322b5";

  @Test
  void aLogWithoutItsBeginningContradictsNothingAndStartsNowhere() {
    for (int from = 20; from < indexOf("revisions tested"); from++) {
      Analysis cut = Analysis.of("log", LOG.subList(from, LOG.size()));

      assertThat(head(cut).startCommit()).as("from line %d", from + 1).isNull();
      assertThat(head(cut).remarks())
          .as("from line %d", from + 1)
          .extracting(Remark::kind)
          .doesNotContain(Remark.Kind.CONTRADICTION)
          .isNotEmpty();
    }
  }

  /** {@code <judged>} stands for a commit that git judged, {@code <a>} for one of another log. */
  @ParameterizedTest(name = "{0} before \"{1}\"")
  @CsvSource(
      delimiter = '|',
      value = {
        "the crash still happens on HEAD | run #9",
        "the crash still happens on HEAD | testing release",
        "the crash still happens on HEAD | # git bisect bad",
        "the crash still happens on HEAD | Bisecting",
        "the crash still happens on HEAD | commit ",
        "the crash still happens on HEAD | revisions tested",
        "the crash still happens on HEAD | first bad commit",
        "the crash still happens on HEAD | crash: ",
        "the crash is still unfixed | first bad commit",
        "first bad commit: <a> foo: another | # git bisect start",
        "first bad commit: <a> foo: another | crash: ",
        "error: something else | crash: ",
        "<a> is the first bad commit | commit ",
        "<a> is the first bad commit | revisions tested",
        "testing commit <a> | commit ",
        "testing commit <a> gcc | revisions tested",
        "failed building <a>: nothing | revisions tested",
        "all runs: OK | # git bisect start",
        "all runs: crashed: INFO: task hung in foo | # git bisect start",
        "all runs: crashed: INFO: task hung in foo | # git bisect bad",
        "# git bisect skip <judged> | Bisecting: 819",
        "# git bisect good <judged> | # git bisect start",
        "# git bisect skip <judged> | revisions tested",
        "# git bisect bad <a> | run #9",
        "'revisions tested: 3, total time: 1h0m0s (build: 1m0s, test: 1m0s)' | first bad commit",
      })
  void changesNoResultAndIsReported(String line, String before) {
    int at = indexOf(before);
    List<String> changed = new ArrayList<>(LOG);
    changed.add(at, line.replace("<a>", hash('a')).replace("<judged>", JUDGED));
    Analysis after = Analysis.of("log", changed);

    assertThat(result(after)).isEqualTo(result(Analysis.of("log", LOG)));
    assertThat(head(after).remarks())
        .filteredOn(remark -> remark.kind() == Remark.Kind.CONTRADICTION)
        .hasSize(1)
        .allSatisfy(remark -> assertThat(remark.line()).isGreaterThan(at))
        .allSatisfy(remark -> assertThat(remark.kind().hole()).isTrue());
  }

  @Test
  void aSecondLogIsKeptOutWhole() {
    List<String> both = new ArrayList<>(LOG);
    both.addAll(LOG);
    Analysis after = Analysis.of("log", both);

    assertThat(result(after)).isEqualTo(result(Analysis.of("log", LOG)));
    assertThat(head(after).remarks())
        .containsExactly(
            new Remark(
                Remark.Kind.SECOND_LOG,
                LOG.size() + 2L,
                "Line %d starts a second bisection: nothing of the text from there on is applied. Publish it under an id of its own."
                    .formatted(LOG.size() + 2)));
  }

  private static int indexOf(String start) {
    return IntStream.range(0, LOG.size())
        .filter(at -> LOG.get(at).startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  /** Outcome, culprit, and of each revision the verdict and the runs. */
  private static List<String> result(Analysis analysis) {
    List<String> result = new ArrayList<>();
    result.add(head(analysis).outcome() + " " + head(analysis).culprit());
    for (Revision revision : analysis.revisions()) {
      result.add(revision.commit() + " " + revision.verdict() + " " + revision.runs());
    }
    return result;
  }

  private static Bisection head(Analysis log) {
    return Objects.requireNonNull(log.bisection());
  }
}
