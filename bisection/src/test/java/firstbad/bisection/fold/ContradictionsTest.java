package firstbad.bisection.fold;

import static firstbad.bisection.Logs.hash;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Logs that contradict themselves: nothing is concluded from that, and it is told. */
class ContradictionsTest {
  private static final String SEARCH = "bisecting cause commit starting from " + hash('1');
  private static final String FUZZER = "building syzkaller on " + hash('2');
  private static final String AGAIN =
      "ensuring issue is reproducible on original commit " + hash('1');
  private static final String TEST = "testing commit " + hash('1') + " gcc";
  private static final String CRASHED = "all runs: crashed: WARNING in foo";
  private static final String TRAILER =
      "revisions tested: 1, total time: 2h0m0s (build: 1h0m0s, test: 30m0s)";

  @Test
  void gitEndedOnAnotherCommitThanTheLogNames() {
    Analysis log =
        afterOneCrash(
            "testing release v6.1",
            "testing commit " + hash('3') + " gcc",
            "all runs: OK",
            "# git bisect start " + hash('1') + " " + hash('3'),
            hash('1') + " is the first bad commit",
            TRAILER.replace("1,", "2,"),
            "first bad commit: " + hash('4') + " foo: another");

    assertThat(head(log).remarks())
        .extracting(Remark::kind)
        .containsExactly(Remark.Kind.CULPRIT_DIFFERS);
  }

  @Test
  void aSecondReproductionIsAnotherLog() {
    Analysis log = Analysis.of("log", List.of(SEARCH, FUZZER, AGAIN, TEST, CRASHED, AGAIN, TEST));

    assertThat(log.alerts()).extracting(Alert::kind).containsExactly(Alert.Kind.CONFLICT);
    assertThat(log.revisions()).hasSize(1);
    assertThat(head(log).remarks())
        .contains(
            new Remark(
                Remark.Kind.SECOND_LOG,
                6L,
                "Line 6 starts a second bisection; it and the 1 line after it are not applied."
                    + " Publish it under an id of its own."));
  }

  @Test
  void aKernelWithASignatureWasBuiltWhateverStandsBeforeIt() {
    Analysis log =
        afterOneCrash(
            "testing release v6.1",
            "examining commit " + hash('3') + " gcc",
            "kernel signature: " + "a".repeat(64),
            "all runs: OK",
            "# git bisect good " + hash('3'));

    assertThat(log.revisions()).extracting(Revision::buildError).containsOnlyNulls();
    assertThat(head(log).remarks())
        .extracting(Remark::kind)
        .contains(Remark.Kind.RUNS_WITHOUT_REVISION, Remark.Kind.UNKNOWN_LINES);
  }

  /** A log whose first revision crashed, and which goes on with these lines. */
  private static Analysis afterOneCrash(String... further) {
    return Analysis.of(
        "log",
        Stream.concat(Stream.of(SEARCH, FUZZER, TEST, CRASHED), Stream.of(further)).toList());
  }

  private static Bisection head(Analysis log) {
    return Objects.requireNonNull(log.bisection());
  }
}
