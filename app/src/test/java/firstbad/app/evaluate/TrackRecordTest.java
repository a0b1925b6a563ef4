package firstbad.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import firstbad.bisection.trust.parameters.Parameters;
import firstbad.events.Level;
import firstbad.schemas.CulpritStanding;
import firstbad.story.TrackRecord;
import firstbad.story.TrackRecord.Culprits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How often trust was right, and the two numbers that may follow from it. */
class TrackRecordTest {

  @Test
  void answered_culprits_are_told_with_wilsons_interval_and_open_ones_apart() {
    TrackRecord record =
        TrackRecord.of(
            List.of(
                new Culprits("1", Level.HIGH, 0.85, CulpritStanding.CONFIRMED, 34),
                new Culprits("1", Level.HIGH, 0.75, CulpritStanding.REFUTED, 6),
                new Culprits("1", Level.HIGH, null, CulpritStanding.OPEN, 11),
                new Culprits("1", Level.HIGH, null, CulpritStanding.CONFLICT, 1),
                new Culprits("1", Level.LOW, null, CulpritStanding.NEEDS_RERUN, 2),
                new Culprits("1", Level.NONE, null, CulpritStanding.REFUTED, 5)));
    assertThat(record.rows())
        .extracting(TrackRecord.Row::sentence)
        .containsExactly(
            "High trust: 34 of 40 verified culprits were right (95 % interval 71 to 93 %); 11 not"
                + " verified, 1 disputed.",
            "Low trust: no verified culprit yet; 2 in doubt.");
    assertThat(record.rows().get(0).from()).isEqualTo(0.709276, within(1e-5));
    assertThat(record.rows().get(0).to()).isEqualTo(0.929382, within(1e-5));
    assertThat(record.bins().get(8).right()).isEqualTo(34);
    assertThat(record.bins().get(7).claimed()).isEqualTo(0.75);
    assertThat(record.bins().get(1).claimed()).isNull();
    assertThat(record.rows().get(0).before())
        .isEqualTo(
            "In logs with known answers, 108 of 130 such culprits were right (95 % interval 76 to 89 %).");
  }

  @Test
  void each_set_of_parameters_has_bins_of_its_own() {
    TrackRecord record =
        TrackRecord.of(
            List.of(
                new Culprits("1", Level.HIGH, 0.85, CulpritStanding.CONFIRMED, 3),
                new Culprits("2", Level.HIGH, 0.85, CulpritStanding.REFUTED, 4),
                new Culprits("3", Level.LOW, null, CulpritStanding.OPEN, 5)));
    assertThat(record.bins()).hasSize(30);
    assertThat(record.bins().stream().filter(bin -> bin.answered() > 0))
        .extracting(TrackRecord.Bin::parameters, TrackRecord.Bin::answered, TrackRecord.Bin::right)
        .containsExactly(tuple("1", 3L, 3L), tuple("2", 4L, 0L));
    assertThat(record.rows().get(1).before()).as("nobody measured version 2").isNull();
  }

  @Test
  void neither_order_nor_grouping_matters() {
    List<Culprits> all = new ArrayList<>();
    List<CulpritStanding> standings = List.of(CulpritStanding.values());
    for (int i = 0; i < 300; i++) {
      all.add(
          new Culprits(
              "v" + i % 2,
              i % 3 == 0 ? Level.HIGH : Level.LOW,
              i / 300.0,
              standings.get(i % standings.size()),
              1));
    }
    TrackRecord expected = TrackRecord.of(all);
    Collections.shuffle(all, new Random(7));
    assertThat(TrackRecord.of(all)).isEqualTo(expected);
  }

  @Test
  void a_recalibration_is_a_file_of_parameters_with_slope_and_shift_worked_in() {
    String text = new Recalibration(0.5, 0.1, 60).parameters();
    assertThat(text).contains("early.constant = 0.514500\n", "final.release = -0.964500 0.013\n");
    Parameters read = Parameters.parsed(text);
    assertThat(read.version()).isEqualTo(Parameters.shipped().version() + "-recalibrated");
    assertThat(read.high).isEqualTo(Parameters.shipped().high);
  }

  @Test
  void answers_that_give_no_two_numbers_give_none() {
    assertThat(fitted(score -> score, (score, chance) -> score > chance))
        .extracting(Recalibration::marks)
        .isEqualTo(60);
    assertThat(fitted(score -> 0.5, (score, chance) -> score > chance)).as("one score").isNull();
    assertThat(fitted(score -> score, (score, chance) -> score > 0.5)).as("parted").isNull();
    assertThat(fitted(score -> score, (score, chance) -> score < chance)).as("reversed").isNull();
  }

  private static @Nullable Recalibration fitted(
      DoubleUnaryOperator given, BiPredicate<Double, Double> isRight) {
    Random random = new Random(11);
    List<List<Double>> rows = new ArrayList<>();
    List<Boolean> right = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double score = (i + 0.5) / 60;
      double shown = given.applyAsDouble(score);
      rows.add(List.of(Math.log(shown / (1 - shown))));
      right.add(isRight.test(score, random.nextDouble()));
    }
    return Recalibration.fitted(rows, right);
  }
}
