package firstbad.bisection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotBuiltTest {
  private static final String COMMIT = "1".repeat(40);
  private static final List<String> BEGINNING =
      List.of(
          "ci starts bisection 2023-07-14 12:36:52.1 +0000 UTC m=+93784.0",
          "bisecting cause commit starting from " + COMMIT,
          "building syzkaller on 5678",
          "testing commit " + COMMIT + " gcc");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all runs: crash",
        "Zqlla runs: crashed: WARNING in foo",
        "Run #2: OK",
        "attempt 3 - crashed: kernel panic: cannot mount",
        "round 4 broke with KASAN: use-after-free Read in foo",
        "[83/999] # git bisect bad 1111111111111111111111111111111111111111",
        "alE runs: crashed: WARNING in foo",
        "\tall runs: OK",
        "all runs: OK# git bisect good 1111111111111111111111111111111111111111",
        "kernel signature: 2034c15ef7all runs: crashed: WARNING in foo",
        "testing commit 2dcd0af5",
        "all runs: sanity check failed: timed out",
        "# git bisect untestable 1111111111111111111111111111111111111111"
      })
  void aLineThatResemblesOneOfTheLogIsNoReasonWhyNothingWasBuilt(String damaged) {
    Bisection head = read(damaged, "testing release v4.1");
    assertThat(head.unknownLines()).hasSize(1);
    assertThat(read("a.c:1:2: error: foo", damaged, "testing release v4.1").unknownLines())
        .hasSize(1);
    assertThat(error("a.c:1:2: error: foo", damaged, "testing release v4.1"))
        .isEqualTo("a.c:1:2: error: foo");
    assertThat(error(damaged, "testing release v4.1")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failed to run [\"make\" \"-j\" \"8\"]: exit status 2",
        "compilation terminated.",
        "errors were found",
        "warning, treated as error",
        "tools/include/linux/log2.h:19:1: error: ignoring attribute",
        "make[1]: *** No rule to make target"
      })
  void whatToolsPrintIsAReason(String output) {
    assertThat(error(output, "testing release v4.1")).isEqualTo(output);
    assertThat(read(output, "testing release v4.1").unknownLines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "testing release v4.1",
        "revisions tested: 1, total time: 1h0m0s (build: 1m0s, test: 1m0s)"
      })
  void textThatNoToolPrintsIsNoReasonWhateverFollows(String next) {
    Bisection head = read("every round was fine", next);
    assertThat(head.unknownLines()).hasSize(1);
    assertThat(error("every round was fine", next)).isNull();
    assertThat(verdict("every round was fine", next)).isNotEqualTo(Verdict.SKIP);
  }

  /** A run that failed has a text of its own, and another run is none of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Run #%d: crashed: WARNING in foo",
        "run #%d: smashed: WARNING in foo",
        "Attempt %d: OK"
      })
  void runsInOtherWordsAreNoTextOfTheRunBeforeThem(String renamed) {
    List<String> log = new ArrayList<>();
    log.add("run #0: basic kernel testing failed: lost connection");
    log.add("text of the machine");
    IntStream.range(1, 5).forEach(run -> log.add(renamed.formatted(run)));
    log.add("testing release v4.1");
    Analysis analysis = analysis(log.toArray(String[]::new));
    Bisection head = Objects.requireNonNull(analysis.bisection());
    assertThat(head.unknownLines()).hasSize(4);
    assertThat(head.remarks()).extracting(Remark::kind).contains(Remark.Kind.MISSING_RUNS);
    assertThat(analysis.alerts()).extracting(Alert::kind).contains(Alert.Kind.FORMAT_DRIFT);
    assertThat(analysis.revisions().get(0).derivedVerdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aLogThatBreaksOffAfterWordsThatNoToolPrintsHasNoReason() {
    Bisection head = read("==== next job: 42 ====");
    assertThat(head.unknownLines()).hasSize(1);
    assertThat(head.remarks()).extracting(Remark::kind).contains(Remark.Kind.UNKNOWN_LINES);
    assertThat(error("==== next job: 42 ====")).isNull();
    assertThat(error("cc1: out of memory: Killed")).isEqualTo("cc1: out of memory: Killed");
  }

  private static Bisection read(String... lines) {
    return Objects.requireNonNull(analysis(lines).bisection());
  }

  private static @Nullable String error(String... lines) {
    List<Revision> revisions = analysis(lines).revisions();
    return revisions.get(0).failure();
  }

  private static Verdict verdict(String... lines) {
    return analysis(lines).revisions().get(0).verdict();
  }

  private static Analysis analysis(String... lines) {
    List<String> log = new ArrayList<>(BEGINNING);
    log.addAll(List.of(lines));
    return Analysis.of("log", log);
  }
}
