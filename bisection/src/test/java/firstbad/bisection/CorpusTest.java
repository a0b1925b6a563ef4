package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Outcome;
import firstbad.testing.Prerequisite;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real logs with known answers, where they are at hand. */
class CorpusTest {
  private static Map<String, Analysis> analyses = Map.of();
  private static Map<String, Optional<String>> culprits = Map.of();

  @BeforeAll
  static void readEveryLog() {
    Optional<Corpus> corpus = Corpus.find();
    Prerequisite.requireLocalLogs(corpus.isPresent(), Corpus.ABSENT);
    analyses = corpus.orElseThrow().analyses();
    culprits = corpus.orElseThrow().culprits();
  }

  @Test
  void everyLogComesToATypedEnd() {
    assertThat(analyses).hasSizeGreaterThanOrEqualTo(culprits.size());
    analyses.forEach(
        (name, analysis) ->
            assertThat(head(analysis).outcome())
                .as(name)
                .isNotIn(Outcome.UNKNOWN, Outcome.RUNNING, Outcome.BROKEN_OFF));
  }

  /** The label of an inconclusive log is the last of its candidates. */
  @Test
  void culpritsAreThoseOfTheLabels() {
    culprits.forEach(
        (name, culprit) -> {
          Bisection head = head(Objects.requireNonNull(analyses.get(name), name));
          if (head.outcome() == Outcome.INCONCLUSIVE) {
            assertThat(head.candidates()).as(name).contains(culprit.orElseThrow());
          } else {
            assertThat(Optional.ofNullable(head.culprit())).as(name).isEqualTo(culprit);
          }
        });
  }

  @Test
  void atMostOneLineInTenThousandIsNotUnderstood() {
    long read = analyses.values().stream().mapToLong(log -> head(log).lines().read()).sum();
    long unknown = analyses.values().stream().mapToLong(log -> head(log).lines().unknown()).sum();
    System.out.println("CorpusTest: " + unknown + " of " + read + " lines were not understood");
    assertThat(unknown * 10_000).isLessThanOrEqualTo(read);
  }

  @Test
  void derivedVerdictsAgreeWithWhatTheLogsSay() {
    analyses.forEach(
        (name, analysis) ->
            assertThat(analysis.revisions())
                .as(name)
                .allSatisfy(revision -> assertThat(revision.disagreement()).isNull()));
  }

  /** These logs are whole and in words that are known, so whatever is remarked on is untrue. */
  @Test
  void nothingIsRemarkedOn() {
    analyses.forEach(
        (name, analysis) -> {
          assertThat(head(analysis).remarks()).as(name).isEmpty();
          assertThat(analysis.alerts())
              .as(name)
              .noneMatch(alert -> alert.kind() == Alert.Kind.FORMAT_DRIFT)
              .noneMatch(alert -> alert.kind() == Alert.Kind.CONFLICT);
        });
  }

  private static Bisection head(Analysis analysis) {
    return Objects.requireNonNull(analysis.bisection());
  }
}
