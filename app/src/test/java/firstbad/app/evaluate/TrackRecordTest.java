package firstbad.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import firstbad.bisection.trust.parameters.Parameters;
import firstbad.events.CalibrationBin;
import firstbad.events.Level;
import firstbad.events.LevelRecord;
import firstbad.events.TrackRecord;
import firstbad.story.TrackTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often trust was right, and the two numbers that may follow from it. */
class TrackRecordTest {

  @Test
  void answered_culprits_are_told_with_wilsons_interval_and_open_ones_apart() {
    TrackTable table =
        TrackTable.of(
            List.of(
                new TrackRecord(
                    "1",
                    List.of(
                        new LevelRecord(Level.HIGH, 34L, 6L, 12L, 0L, 1L),
                        new LevelRecord(Level.LOW, 0L, 0L, 2L, 2L, 0L)),
                    List.of(
                        new CalibrationBin(0.7, 0.8, 6L, 0L, 0.75),
                        new CalibrationBin(0.8, 0.9, 34L, 34L, 0.85)))));
    assertThat(table.rows())
        .extracting(TrackTable.Row::sentence)
        .containsExactly(
            "High trust: 34 of 40 verified culprits were right (95 % interval 71 to 93 %); 11 not"
                + " verified, 1 disputed.",
            "Low trust: no verified culprit yet; 2 in doubt.");
    assertThat(table.rows().get(0).from()).isEqualTo(0.709276, within(1e-5));
    assertThat(table.rows().get(0).to()).isEqualTo(0.929382, within(1e-5));
    assertThat(table.bins())
        .extracting(TrackTable.Bin::answered, TrackTable.Bin::right, TrackTable.Bin::claimed)
        .containsExactly(tuple(6L, 0L, 0.75), tuple(34L, 34L, 0.85));
    assertThat(table.rows().get(0).before())
        .isEqualTo(
            "In logs with known answers, 108 of 130 such culprits were right (95 % interval 76 to 89 %).");
  }

  @Test
  void each_set_of_parameters_has_rows_of_its_own_in_the_order_of_their_names() {
    TrackTable table =
        TrackTable.of(
            List.of(
                new TrackRecord(
                    "2", List.of(new LevelRecord(Level.HIGH, 0L, 4L, 0L, 0L, 0L)), List.of()),
                new TrackRecord(
                    "1", List.of(new LevelRecord(Level.HIGH, 3L, 0L, 0L, 0L, 0L)), List.of())));
    assertThat(table.rows())
        .extracting(TrackTable.Row::parameters, TrackTable.Row::confirmed, TrackTable.Row::refuted)
        .containsExactly(tuple("1", 3L, 0L), tuple("2", 0L, 4L));
    assertThat(table.rows().get(1).before()).as("nobody measured version 2").isNull();
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
  void a_recalibration_goes_to_a_new_file_alone_and_says_in_the_file_what_it_is(
      @TempDir Path folder) throws Exception {
    LiveRecord live = new LiveRecord(TrackTable.of(List.of()), new Recalibration(0.832, 0.502, 96));
    Path file = folder.resolve("mine.parameters");
    assertThat(live.writeRecalibrated(file)).isEmpty();
    String written = Files.readString(file);
    assertThat(written).startsWith("# Moved by what became of 96 culprits: slope 0.832, shift 0.5");
    assertThat(Parameters.parsed(written).version()).endsWith("-recalibrated");

    LiveRecord later = new LiveRecord(TrackTable.of(List.of()), new Recalibration(2, 0, 50));
    assertThat(later.writeRecalibrated(file).orElseThrow())
        .endsWith("mine.parameters is there already, and stays as it is; name a new file.");
    assertThat(Files.readString(file)).isEqualTo(written);
    assertThat(new LiveRecord(TrackTable.of(List.of()), null).writeRecalibrated(file).orElseThrow())
        .startsWith("No parameters were written to ")
        .contains("they take 50 culprits");
    assertThat(live.writeRecalibrated(folder.resolve("none/of.this")).orElseThrow())
        .startsWith("The parameters cannot be written: ");
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
