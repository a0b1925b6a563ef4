package firstbad.bisection.fold;

import static firstbad.bisection.Logs.hash;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.trust.judgement.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitLogEffectsTest {
  private static final List<String> LOG =
      List.of(
          "# bad: [" + hash('a') + "] foo: ten",
          "# good: [" + hash('b') + "] foo: one",
          "git bisect start '" + hash('a') + "' '" + hash('b') + "'",
          "# good: [" + hash('c') + "] foo: five",
          "git bisect good " + hash('c'),
          "# bad: [" + hash('d') + "] foo: six",
          "git bisect bad " + hash('d'));

  @ParameterizedTest
  @ValueSource(strings = {"# note: ", "# Fixes: "})
  void aCommentAboveTheLogInvertsNothing(String comment) {
    List<String> lines = new ArrayList<>(List.of(comment + "[" + hash('e') + "] bar: other"));
    lines.addAll(LOG);

    assertThat(verdicts(lines)).isEqualTo(verdicts(LOG));
    assertThat(head(lines).startCommit()).isEqualTo(hash('a'));
    assertThat(head(lines).range()).isEqualTo(head(LOG).range());
  }

  @Test
  void wordsThatNoStartDeclaresSayNothing() {
    List<String> own =
        LOG.stream()
            .map(line -> line.replace("# bad", "# slow").replace("bisect bad", "bisect slow"))
            .map(line -> line.replace("# good", "# fast").replace("bisect good", "bisect fast"))
            .toList();

    assertThat(verdicts(own.subList(3, own.size()))).doesNotContain(Verdict.GOOD, Verdict.BAD);
  }

  @ParameterizedTest
  @ValueSource(chars = {'b', 'c', 'e'})
  void gitEndsOnTheLastCommitThatItWasToldIsBad(char named) {
    List<String> lines = new ArrayList<>(LOG);
    lines.add("# first bad commit: [" + hash(named) + "] foo: named");
    Analysis log = Analysis.of("log", lines);

    assertThat(head(lines).remarks())
        .filteredOn(remark -> remark.kind() == Remark.Kind.CONTRADICTION)
        .extracting(Remark::message)
        .containsExactly(
            "Git ends its search on "
                + hash(named).substring(0, 12)
                + ", and the last commit that it was told is bad is dddddddddddd.");
    assertThat(Objects.requireNonNull(log.assessment()).level()).isEqualTo(Level.NONE);
  }

  private static List<Verdict> verdicts(List<String> lines) {
    return Analysis.of("log", lines).revisions().stream().map(Revision::verdict).toList();
  }

  private static Bisection head(List<String> lines) {
    return Objects.requireNonNull(Analysis.of("log", lines).bisection());
  }
}
