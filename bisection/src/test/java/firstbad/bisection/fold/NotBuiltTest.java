package firstbad.bisection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  private static Analysis analysis(String... lines) {
    List<String> log = new ArrayList<>(BEGINNING);
    log.addAll(List.of(lines));
    return Analysis.of("log", log);
  }
}
