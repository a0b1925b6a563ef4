package firstbad.bisection.trust.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.Evidence;
import firstbad.bisection.trust.PlainPosterior;
import firstbad.bisection.trust.parameters.Parameters;
import firstbad.bisection.trust.posterior.ClosedRevision.Crashes;
import firstbad.bisection.trust.posterior.ClosedRevision.SearchStage;
import firstbad.bisection.trust.posterior.ClosedRevision.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnsetPosteriorTest {
  private final Parameters parameters = Parameters.shipped();
  private final Assessor assessor = new Assessor(parameters);

  /** Up to ten uncertain titles, of which eight are tried; many runs leave the tables. */
  @ParameterizedTest
  @CsvSource({
    "1, 12, 0, 10",
    "2, 12, 1, 10",
    "3, 15, 2, 10",
    "4, 18, 4, 10",
    "5, 20, 8, 10",
    "6, 25, 10, 10",
    "7, 12, 3, 60",
    "8, 40, 3, 400",
    "9, 190, 2, 10",
    "10, 190, 1, 450",
    "11, 190, 0, 450"
  })
  void isWhatThePageWritesDown(int seed, int steps, int titles, int mostRuns) {
    Random random = new Random(seed);
    Evidence evidence = Evidence.OF_CAUSE;
    PosteriorState going = new PosteriorState(evidence.shown(), parameters);
    int left = 1 << 20;
    for (int i = 0; i <= steps; i++) {
      left -= left / (2 + random.nextInt(8));
      evidence = assessor.weigh(evidence, revision(random, i, titles, mostRuns, left)).evidence();
      going = new PosteriorState(evidence.shown(), parameters, going);
      assertThat(going.masses())
          .as("goes on from the revision before to the same bits")
          .containsExactly(new PosteriorState(evidence.shown(), parameters).masses());
    }
    ObservedRevisions shown = evidence.shown();
    assertThat(shown.decided()).isEqualTo(steps);
    double[] masses = new PosteriorState(shown, parameters).masses();
    assertThat(masses)
        .containsExactly(new PlainPosterior(shown, parameters).masses(), within(1e-9));
  }

  private static ClosedRevision revision(Random random, int i, int titles, int mostRuns, int left) {
    List<Crashes> crashes = new ArrayList<>();
    boolean bad = i == 0 || random.nextBoolean();
    if (bad && (i == 0 || titles == 0 || random.nextInt(3) > 0)) {
      crashes.add(
          new Crashes("KASAN: use-after-free Read in the_bug", 1 + random.nextInt(mostRuns)));
    }
    for (int title = 0; bad && i > 0 && title < titles; title++) {
      if (random.nextInt(titles) < 2) {
        crashes.add(
            new Crashes(
                "WARNING in other" + (char) ('a' + title), 1 + random.nextInt(mostRuns / 10)));
      }
    }
    return new ClosedRevision(
        i + 1,
        i + 1,
        "%040x".formatted(i + 1),
        null,
        i == 0 ? SearchStage.ORIGINAL : SearchStage.STEP,
        bad ? Verdict.BAD : Verdict.GOOD,
        crashes,
        random.nextInt(mostRuns),
        i == 0 ? null : (Integer) left,
        false);
  }
}
