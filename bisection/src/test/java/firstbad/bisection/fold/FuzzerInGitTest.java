package firstbad.bisection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.bisection.finding.Bisection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fuzzer's log and git's words in one text. */
class FuzzerInGitTest {
  private static final List<String> LOG = Logs.hidrawRelease();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git bisect log:",
        "git bisect run would be nicer",
        "git bisect reset",
        "git bisect bad",
        "git bisect start HEAD v6.0",
        "Initiating bisection...",
        "Loaded state file",
        "# status: waiting for both good and bad commits",
        "running /usr/bin/syz-ci",
        "# bad: [1111111111111111111111111111111111111111] foo: one"
      })
  void wordsOfGitAboveAFuzzersLogDoNotMakeItGits(String words) {
    List<String> lines = new ArrayList<>(List.of(words));
    lines.addAll(LOG);
    Bisection head = head(lines);
    Bisection plain = head(LOG);

    assertThat(head.kind()).isEqualTo(plain.kind());
    assertThat(head.tool()).isEqualTo(plain.tool());
    assertThat(head.culprit()).isEqualTo(plain.culprit());
    assertThat(head.startCommit()).isEqualTo(plain.startCommit());
    assertThat(head.revisions()).isEqualTo(plain.revisions());
    assertThat(Analysis.of("log", lines).alerts()).hasSameSizeAs(Analysis.of("log", LOG).alerts());
  }

  private static Bisection head(List<String> lines) {
    return Objects.requireNonNull(Analysis.of("log", lines).bisection());
  }
}
