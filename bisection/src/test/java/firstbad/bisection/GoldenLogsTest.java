package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Bisection;
import firstbad.bisection.grammar.Grammar;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden logs: one for each construct and era. {@code -Dgolden.rewrite=true} rewrites what they
 * expect; read the difference like code.
 */
class GoldenLogsTest {

  static List<GoldenLog> goldenLogs() {
    return Stream.of(GoldenLog.all(), GoldenLog.ofGit()).flatMap(List::stream).toList();
  }

  @ParameterizedTest
  @MethodSource("goldenLogs")
  void aLogIsUnderstoodAsItsHeaderSays(GoldenLog golden) throws IOException {
    String summary = Summary.of(golden.analysis());
    if (Boolean.getBoolean("golden.rewrite")) {
      golden.expect(summary);
    } else {
      assertThat(summary).isEqualTo(golden.expected());
    }
  }

  @Test
  void everyRowOfTheGrammarIsHitBySomeGoldenLog() {
    Set<String> missed = new HashSet<>(Grammar.shapes());
    for (GoldenLog golden : goldenLogs()) {
      for (String line : golden.lines()) {
        String shape = line.isBlank() ? null : Grammar.shapeOf(line);
        if (shape != null) {
          missed.remove(shape);
        }
        if (line.startsWith("crash: ") || line.startsWith("error: ")) {
          break;
        }
      }
    }
    assertThat(missed).as("rows of the grammar without a golden log").isEmpty();
  }

  /** These logs are whole, whatever is rare in them. */
  @Test
  void nothingIsRemarkedOfWhatALogMayBe() {
    Set<String> rare =
        Set.of(
            "one-skipped-candidate-is-a-culprit",
            "2018-05-17-tries",
            "2020-11-flaky-and-base-config-crashes",
            "2023-06-29-undecided-and-cross-tree");
    for (GoldenLog golden : goldenLogs()) {
      if (rare.contains(golden.toString())) {
        Bisection head = Objects.requireNonNull(golden.analysis().bisection());
        assertThat(head.remarks()).as(golden.toString()).isEmpty();
      }
    }
  }

  @Test
  void noGoldenLogHasLinesThatNobodyKnowsButTheOneThatShowsThem() {
    for (GoldenLog golden : goldenLogs()) {
      long unknown = golden.analysis().unknownLines().size();
      boolean shown =
          Set.of("lines-that-nobody-knows", "hostile-test-output").contains(golden.toString());
      assertThat(unknown > 0).as(golden.toString()).isEqualTo(shown);
    }
  }
}
