package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Revision;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A log has lost the line with which git starts: what it says besides stays what it is. */
class LostStartTest {
  private static final String START = "# git bisect start";

  static List<GoldenLog> logs() {
    return GoldenLog.all().stream()
        .filter(log -> log.lines().stream().anyMatch(line -> line.startsWith(START)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("logs")
  void outcomeAndVerdictsStay(GoldenLog log) {
    Analysis whole = log.analysis();
    Analysis without =
        Analysis.of(
            "golden", log.lines().stream().filter(line -> !line.startsWith(START)).toList());

    assertThat(Objects.requireNonNull(without.bisection()).outcome())
        .isEqualTo(Objects.requireNonNull(whole.bisection()).outcome());
    assertThat(verdicts(without)).isEqualTo(verdicts(whole));
  }

  private static List<String> verdicts(Analysis analysis) {
    return analysis.revisions().stream().map(LostStartTest::verdict).toList();
  }

  private static String verdict(Revision revision) {
    return revision.commit() + " " + revision.verdict();
  }
}
