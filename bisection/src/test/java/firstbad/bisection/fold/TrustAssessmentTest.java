package firstbad.bisection.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.bisection.SearchHistoryReader;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.made.MadeLog;
import firstbad.bisection.made.MadeLogs;
import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.SearchHistory;
import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.parameters.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrustAssessmentTest {
  private static final String DERAILED = "38970eac41db0031dcd337e124fab92a7105ed85";
  private static final CommitRange SUPPORTED =
      new CommitRange(
          "84bfcc0b6994057905cf98d2c5cedef48b3322b5",
          "9bcbf894b6872216ef61faf17248ec234e3db6bc",
          3330);

  private final Analysis analysis = Analysis.of("hidraw", Logs.hidrawRelease());

  @Test
  void theSeedLogIsDerailedAtItsFifthRevision() {
    assertThat(analysis.alerts()).hasSize(1);
    Alert alert = analysis.alerts().get(0);
    assertThat(alert.kind()).isEqualTo(Alert.Kind.DERAILED);
    assertThat(alert.severity()).isEqualTo(Alert.Severity.MIDDLE);
    assertThat(alert.ordinal()).isEqualTo(5);
    assertThat(alert.commit()).isEqualTo(DERAILED);
    assertThat(alert.lineNumber()).isEqualTo(60);
    assertThat(alert.message()).contains("WARNING in free_netdev", "hidraw_release", "11 more");
  }

  @Test
  void theCulpritCarriesTheFinalAssessment() {
    Assessment end = Objects.requireNonNull(analysis.assessment());
    assertThat(Objects.requireNonNull(analysis.culprit()).assessment()).isEqualTo(end);
    assertThat(end.searchEnded()).isTrue();
    assertThat(end.level()).isEqualTo(Level.LOW);
    assertThat(end.supportedRange()).isEqualTo(SUPPORTED);
    assertThat(Objects.requireNonNull(end.blamed()).commit()).isEqualTo(DERAILED);
    assertThat(Objects.requireNonNull(end.derailed()).line()).isEqualTo(60);
    assertThat(end.parameters()).isEqualTo(Parameters.shipped().version());
  }

  @Test
  void theGoldenParametersGiveTheGoldenNumber() {
    Analysis golden =
        Analysis.of(
            "hidraw", Logs.hidrawRelease(), new Assessor(Parameters.resource("seed-golden")));
    assertThat(Objects.requireNonNull(golden.assessment()).probability())
        .isCloseTo(0.166, within(0.0005));
  }

  @Test
  void everyRevisionSaysWhatItLostAndWhatIsTrustedAfterIt() {
    List<Revision> revisions = analysis.revisions();
    assertThat(revisions.get(0).discardedShare()).isNull();
    assertThat(revisions.get(0).trustSoFar()).isCloseTo(0.754, within(0.0005));
    assertThat(revisions.get(4).discardedShare()).isCloseTo(0.426, within(0.0005));
    assertThat(revisions.subList(4, 16))
        .allSatisfy(revision -> assertThat(revision.supportedRange()).isEqualTo(SUPPORTED));
    assertThat(Objects.requireNonNull(revisions.get(3).supportedRange()).commits()).isEqualTo(3330);
  }

  @Test
  void thereIsOneAssessmentForEachClosedRevisionAndOneAtTheEnd() {
    Analysis.Reader reader = new Analysis.Reader("hidraw");
    List<Assessment> assessments = new ArrayList<>();
    long number = 0;
    for (String line : Logs.hidrawRelease()) {
      read(reader, new Input.Line(++number, line, Map.of(), 0), assessments);
    }
    assertThat(assessments)
        .extracting(Assessment::ordinal)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    assertThat(assessments).noneMatch(Assessment::searchEnded);
    List<Finding> last = read(reader, new Input.End(number + 1, Map.of(), 0), assessments);
    assertThat(assessments).extracting(Assessment::version).last().isEqualTo(17);
    assertThat(last)
        .hasExactlyElementsOfTypes(
            Finding.AssessmentChanged.class,
            Finding.CulpritNamed.class,
            Finding.Suspected.class,
            Finding.HeadChanged.class);
  }

  @Test
  void anAlertHasTheLabelsOfItsLog() {
    Analysis.Reader reader = new Analysis.Reader("hidraw");
    List<Alert> alerts = new ArrayList<>();
    long number = 0;
    for (String line : Logs.hidrawRelease()) {
      Input input = new Input.Line(++number, line, Map.of("manager", "ci-upstream"), 0);
      for (Finding finding : reader.read(input).findings()) {
        if (finding instanceof Finding.AlertRaised raised) {
          alerts.add(raised.alert());
        }
      }
    }
    assertThat(alerts)
        .isNotEmpty()
        .allMatch(alert -> alert.labels().equals(Map.of("manager", "ci-upstream")));
  }

  private static List<Finding> read(
      Analysis.Reader reader, Input input, List<Assessment> assessments) {
    List<Finding> findings = reader.read(input).findings();
    for (int i = 0; i < findings.size(); i++) {
      if (findings.get(i) instanceof Finding.AssessmentChanged judged) {
        assessments.add(judged.assessment());
        assertThat(
                judged.assessment().searchEnded()
                    || findings.get(i - 1) instanceof Finding.RevisionChanged)
            .isTrue();
      }
    }
    return findings;
  }

  @Test
  void whatIsReadBackFromTheRecordsIsJudgedAlike() {
    Assessor assessor = new Assessor(Parameters.shipped());
    int judged = 0;
    for (MadeLog log : MadeLogs.made(0, 400).toList()) {
      Analysis made = Analysis.of("made", log.lines());
      Assessment told = Objects.requireNonNull(made.assessment());
      SearchHistory course =
          SearchHistoryReader.of(
              Objects.requireNonNull(made.bisection()), made.revisions(), made.culprit());
      Judgement again = assessor.settled(course.evidence(assessor), course.ending());
      assertThat(again.ranking()).as(log.toString()).isEqualTo(told.ranking());
      assertThat(again.level()).isEqualTo(told.level());
      assertThat(again.blamed()).isEqualTo(told.blamed());
      assertThat(again.supportedRange()).isEqualTo(told.supportedRange());
      judged += told.level() == Level.NONE ? 0 : 1;
    }
    assertThat(judged).isGreaterThan(50);
  }

  @Test
  void aSearchForAFixIsNotJudged() {
    MadeLogs.made(0, 100)
        .filter(log -> log.truth().kind() == Kind.FIX)
        .map(log -> Objects.requireNonNull(Analysis.of("made", log.lines()).assessment()))
        .forEach(
            assessment -> {
              assertThat(assessment.level()).isEqualTo(Level.NONE);
              assertThat(assessment.probability()).isNull();
              assertThat(assessment.reasons()).hasSize(1);
            });
  }
}
