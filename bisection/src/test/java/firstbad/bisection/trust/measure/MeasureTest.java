package firstbad.bisection.trust.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import firstbad.bisection.trust.judgement.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeasureTest {

  @Test
  void theAreaIsTheShareOfPairsInTheRightOrder() {
    List<Scored> scored =
        List.of(at(0.9, true), at(0.8, false), at(0.7, true), at(0.7, false), at(0.1, false));
    // of 6 pairs: 0.9 beats three, 0.7 beats one, ties one, loses one
    assertThat(Ranking.of(scored).area()).isCloseTo(4.5 / 6, within(1e-12));
  }

  @Test
  void theIntervalIsDeterministicAndHoldsTheArea() {
    List<Scored> scored = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 400; i++) {
      double p = random.nextDouble();
      scored.add(at(p, random.nextDouble() < p));
    }
    Ranking ranking = Ranking.of(scored);
    assertThat(Ranking.of(scored)).isEqualTo(ranking);
    assertThat(ranking.area()).isBetween(ranking.from(), ranking.to());
    assertThat(ranking.to() - ranking.from()).isBetween(0.03, 0.12);
  }

  @Test
  void oneSidedAnswersHaveNoArea() {
    assertThat(Ranking.of(List.of(at(0.5, true))).area()).isNaN();
    assertThat(Ranking.of(List.of()).area()).isNaN();
  }

  @Test
  void calibrationComparesClaimsWithAnswers() {
    List<Scored> scored =
        List.of(at(0.25, false), at(0.25, true), at(0.85, true), at(0.85, true), at(1.0, true));
    Calibration calibration = Calibration.of(scored);
    assertThat(calibration.brier()).isCloseTo((0.0625 + 0.5625 + 2 * 0.0225) / 5, within(1e-12));
    assertThat(calibration.error()).isCloseTo((0.5 + 0.3) / 5, within(1e-12));
    assertThat(calibration.bins()).hasSize(10);
    assertThat(calibration.bins().get(2).count()).isEqualTo(2);
    assertThat(calibration.bins().get(2).right()).isEqualTo(0.5);
    assertThat(calibration.bins().get(9).count()).isEqualTo(1);
    assertThat(calibration.bins().get(0).claimed()).isNaN();
  }

  @Test
  void levelsCountTheirRights() {
    List<LevelRights> levels =
        LevelRights.of(List.of(at(0.9, true), at(0.8, false), at(0.1, false)));
    assertThat(levels)
        .containsExactly(
            new LevelRights(Level.HIGH, 2, 1),
            new LevelRights(Level.MIDDLE, 0, 0),
            new LevelRights(Level.LOW, 1, 0));
  }

  @Test
  void alarmsAreMeasuredAgainstTheDerailingRevision() {
    Alarms alarms =
        Alarms.of(
            List.of(
                new WatchedSearch(WatchedSearch.Truth.CALLED_BAD, 5, 5, 5, 20),
                new WatchedSearch(WatchedSearch.Truth.CALLED_BAD, 5, 8, 6, 20),
                new WatchedSearch(WatchedSearch.Truth.CALLED_BAD, 5, null, null, 20),
                new WatchedSearch(WatchedSearch.Truth.RIGHT, null, 3, null, 10),
                new WatchedSearch(WatchedSearch.Truth.RIGHT, null, null, 2, 10),
                new WatchedSearch(WatchedSearch.Truth.OTHER, null, 3, 3, 10)));
    assertThat(alarms).isEqualTo(new Alarms(3, 2, 1, 2, 1, 1, 2, 1, (0.75 + 0.6) / 2));
  }

  @Test
  void aFitFindsTheWeightsThatMadeTheAnswers() {
    Random random = new Random(7);
    List<List<Double>> rows = new ArrayList<>();
    List<Boolean> right = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double a = random.nextGaussian() * 3;
      double b = random.nextBoolean() ? 1 : 0;
      rows.add(List.of(a, b, 4.0));
      right.add(random.nextDouble() < 1 / (1 + Math.exp(-(0.5 + 0.7 * a - 1.5 * b))));
    }
    LogisticFit fit = LogisticFit.of(rows, right, 1);
    assertThat(fit.constant()).isCloseTo(0.5, within(0.1));
    assertThat(fit.weights().get(0)).isCloseTo(0.7, within(0.05));
    assertThat(fit.weights().get(1)).isCloseTo(-1.5, within(0.1));
    assertThat(fit.weights().get(2)).isZero();
    assertThat(fit.means().get(2)).isCloseTo(4.0, within(1e-9));
    assertThat(fit.probability(List.of(0.0, 0.0, 4.0)))
        .isCloseTo(1 / (1 + Math.exp(-0.5)), within(0.03));
  }

  private static Scored at(double probability, boolean right) {
    Level level = probability >= 0.7 ? Level.HIGH : probability < 0.35 ? Level.LOW : Level.MIDDLE;
    return new Scored("log", "bug", probability, level, right);
  }
}
