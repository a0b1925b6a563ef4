package firstbad.bisection.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import firstbad.bisection.trust.judgement.Alarm;
import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.number.Numbers;
import firstbad.bisection.trust.parameters.Parameters;
import firstbad.bisection.trust.posterior.ObservedRevisions;
import firstbad.bisection.trust.posterior.OnsetPosterior;
import firstbad.bisection.trust.posterior.SearchDistances;
import firstbad.bisection.trust.posterior.TitleCluster;
import firstbad.bisection.trust.posterior.TitleOdds;
import firstbad.bisection.trust.title.Relation;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number of a case that was computed by hand, to the digits that were noted then. */
class GoldenCaseTest {
  private static final Offset<Double> SIX = within(0.0000005);
  private static final Offset<Double> THREE = within(0.0005);

  private final Parameters golden = Parameters.resource("seed-golden");
  private final Assessor assessor = new Assessor(golden);
  private final Evidence whole = SeedLog.evidence(assessor, SeedLog.REVISIONS.size());
  private final SearchDistances places = SearchDistances.of(whole.shown().tested(), golden);

  @ParameterizedTest
  @CsvSource({"6156, 0.525463", "7000, 0.554822", "12312, 0.675180", "20500, 0.765407"})
  void theOnsetPriorIsThePages(double commits, double share) {
    assertThat(golden.onset.within(commits)).isCloseTo(share, SIX);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.802184", "8771, 0.710172", "20500, 0.624311", "47500, 0.500160"})
  void whatShowsFarBackIsLessOftenWrittenThere(double commits, double chance) {
    double age =
        Numbers.sigmoid(
            golden.ageConstant - golden.ageSlope * StrictMath.log(1 + commits / golden.ageScale));
    assertThat(age).isCloseTo(chance, SIX);
  }

  @Test
  void tenCrashesOfTenRunsAreAsLikelyAsThePageSays() {
    double[] expected = {
      -7.8074, -6.7275, -5.7721, -4.5882, -3.7291, -3.0184, -2.3979, -1.8403, -1.3301, -0.8574,
      -0.4157, -0.1634, -0.0405
    };
    for (int p = 0; p < expected.length; p++) {
      assertThat(StrictMath.log(golden.runs.of(golden.chances[p], 10, 0)))
          .isCloseTo(expected[p], within(0.00005));
    }
  }

  @Test
  void revisionsLieWhereGitsNumbersPutThem() {
    double[] expected = {
      12312, 6156, 9486, 7846, 8666, 9076, 8871, 8768, 8820, 8794, 8781, 8775, 8772, 8770, 8771
    };
    for (int i = 0; i < expected.length; i++) {
      assertThat(places.at(i)).isEqualTo(expected[i]);
    }
    assertThat(places.crashes()).isEqualTo(8771);
    assertThat(places.clean()).isEqualTo(8772);
  }

  @Test
  void theWarningIsForeignAndProbablyAnotherBug() {
    ObservedRevisions shown = SeedLog.evidence(assessor, 5).shown();
    TitleCluster warning = shown.clusters().get(1);
    assertThat(warning.closest()).isEqualTo(Relation.OTHER);
    assertThat(new TitleOdds(shown.bug(), shown.clusters(), shown.tested(), golden).of(1))
        .isCloseTo(0.225377, SIX);
  }

  @Test
  void thePosteriorOverTheIntervalsIsThePages() {
    assertMasses(1, 0.985346, 0.014654);
    assertMasses(4, 0.009459, 0.426182, 0.539682, 0.017933, 0.006745);
    assertMasses(5, 0.009458, 0.426152, 0.169567, 0.368868, 0.019454, 0.006501);
  }

  private void assertMasses(int steps, double... expected) {
    double[] masses = posterior(steps).masses();
    assertThat(masses).hasSize(expected.length);
    for (int j = 0; j < expected.length; j++) {
      assertThat(masses[j]).isCloseTo(expected[j], SIX);
    }
  }

  private OnsetPosterior posterior(int steps) {
    ObservedRevisions shown = SeedLog.evidence(assessor, steps + 1).shown();
    return OnsetPosterior.of(
        shown, shown.clusters(), whole.shown().tested().subList(0, steps), places, golden);
  }

  /** Step, range, mass of the range, onset, trust so far, what the step lost. */
  @ParameterizedTest
  @CsvSource({
    "2, 6156, 12312, 0.929, 0.682, 0.729, 0.008",
    "3, 6156, 9486, 0.964, 0.708, 0.734, 0.017",
    "4, 7846, 9486, 0.540, 0.388, 0.420, 0.426",
    "5, 8666, 9486, 0.369, 0.262, 0.351, 0.170",
    "6, 8666, 9076, 0.310, 0.221, 0.341, 0.005",
    "7, 8666, 8871, 0.270, 0.192, 0.332, 0.004",
    "8, 8768, 8871, 0.246, 0.174, 0.301, 0.024",
    "9, 8768, 8820, 0.236, 0.167, 0.299, 0.002",
    "10, 8768, 8794, 0.229, 0.163, 0.297, 0.002",
    "11, 8768, 8781, 0.227, 0.161, 0.297, 0.002",
    "12, 8768, 8775, 0.225, 0.160, 0.296, 0.002",
    "13, 8768, 8772, 0.224, 0.159, 0.296, 0.001",
    "14, 8770, 8772, 0.224, 0.159, 0.277, 0.000",
    "15, 8771, 8772, 0.222, 0.158, 0.262, 0.000",
  })
  void everyStepIsJudgedAsOnThePage(
      int step,
      double from,
      double to,
      double mass,
      double onset,
      double early,
      double discardedShare) {
    RevisionAssessment weighed =
        assessor.weigh(SeedLog.evidence(assessor, step), SeedLog.REVISIONS.get(step));
    SearchDistances now = SearchDistances.of(weighed.evidence().shown().tested(), golden);
    assertThat(now.crashes()).isEqualTo(from);
    assertThat(now.clean()).isEqualTo(to);
    assertThat(weighed.judgement().rangeShare()).isCloseTo(mass, THREE);
    double age =
        Numbers.sigmoid(
            golden.ageConstant - golden.ageSlope * StrictMath.log(1 + from / golden.ageScale));
    assertThat(posterior(step).within(from, to) * age).isCloseTo(onset, THREE);
    assertThat(weighed.judgement().ranking()).isCloseTo(early, THREE);
    assertThat(weighed.discardedShare()).isCloseTo(discardedShare, THREE);
    assertThat(weighed.alarm() != null).isEqualTo(step == 4);
  }

  @Test
  void theFirstRevisionAloneIsTrustedAsOnThePage() {
    RevisionAssessment first = assessor.weigh(Evidence.OF_CAUSE, SeedLog.REVISIONS.get(0));
    assertThat(first.judgement().rangeShare()).isEqualTo(1);
    assertThat(first.judgement().ranking()).isCloseTo(0.754, THREE);
    assertThat(first.discardedShare()).isNull();
  }

  @Test
  void aReleaseIsPlacedByGuessUntilGitCounts() {
    // the page's table knows from the end that the release lies 12312 back
    assertThat(posterior(1).within(0, 12312)).isCloseTo(0.985, THREE);
    assertThat(posterior(1).within(12312, Double.POSITIVE_INFINITY)).isCloseTo(0.015, THREE);
    Evidence first = SeedLog.evidence(assessor, 2);
    assertThat(SearchDistances.of(first.shown().tested(), golden).at(0)).isEqualTo(7000);
  }

  @Test
  void theEndIsJudgedAsOnThePage() {
    Judgement end = assessor.settled(whole, SeedLog.ENDING);
    assertThat(end.level()).isEqualTo(Level.LOW);
    assertThat(end.ranking()).isCloseTo(0.166, THREE);
    assertThat(end.probability()).isEqualTo(end.ranking());
    assertThat(end.parameters()).isEqualTo("seed-golden-1");
    Judgement.Blame blamed = Objects.requireNonNull(end.blamed());
    assertThat(blamed.commit()).isEqualTo(SeedLog.DERAILED);
    assertThat(blamed.discardedShare()).isCloseTo(0.528, THREE);
    assertThat(end.supportedRange())
        .isEqualTo(new CommitRange(SeedLog.CRASHES_AT, SeedLog.CLEAN_AT, 3330));
    Judgement.Blame derailed = Objects.requireNonNull(end.derailed());
    assertThat(derailed.commit()).isEqualTo(SeedLog.DERAILED);
    assertThat(derailed.line()).isEqualTo(60);
    assertThat(derailed.discardedShare()).isCloseTo(0.426, THREE);
    assertThat(end.elsewhere()).isFalse();
    OnsetPosterior last = posterior(15);
    assertThat(last.within(7846, 8666)).isCloseTo(0.210, THREE);
  }

  @Test
  void theAlarmSaysWhatItShouldHaveLookedLike() {
    RevisionAssessment weighed =
        assessor.weigh(SeedLog.evidence(assessor, 4), SeedLog.REVISIONS.get(4));
    Alarm alarm = Objects.requireNonNull(weighed.alarm());
    assertThat(alarm.severity()).isEqualTo(2);
    assertThat(alarm.crash().anotherBug()).isTrue();
    assertThat(alarm.expected())
        .isEqualTo(
            List.of(
                "general protection fault in hidraw_release",
                "KASAN: use-after-free Read in hidraw_release"));
    assertThat(alarm.dropped())
        .isEqualTo(new CommitRange(SeedLog.CRASHES_AT, SeedLog.DERAILED, 1690));
    assertThat(alarm.stepsLeft()).isEqualTo(11);
    assertThat(alarm.message(5, null))
        .isEqualTo(
            "Step 5 (38970eac41db) was called bad because of \"WARNING in free_netdev\", which does not"
                + " look like the bug (\"general protection fault in hidraw_release\", \"KASAN:"
                + " use-after-free Read in hidraw_release\"): nothing in common. The verdict ruled"
                + " out about 1689 commits between 38970eac41db and 84bfcc0b6994, in which the cause"
                + " then may have been. About 11 more revisions were still to be tested then.");
    assertThat(alarm.message(25, "v4.6")).startsWith("v4.6 (step 25) was called bad because of ");
  }

  @Test
  void theReasonsAreOrderedByWhatTheyCost() {
    List<String> reasons = assessor.settled(whole, SeedLog.ENDING).reasons();
    assertThat(reasons)
        .startsWith(
            "5 bad revisions, the last among them, crashed only in ways that do not look like the"
                + " bug",
            "the culprit's title has the word \"tracker\", as titles have of commits that only make"
                + " bugs visible");
    assertThat(String.join("\n", reasons))
        .contains(
            "step 5 (38970eac41db) was called bad on \"WARNING in free_netdev\" and ruled out"
                + " commits in which the cause probably is")
        // they crashed with another bug
        .doesNotContain("runs of the culprit crashed");
  }
}
