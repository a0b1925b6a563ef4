package firstbad.topology.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import firstbad.bisection.trust.judgement.Level;
import firstbad.events.CalibrationBin;
import firstbad.events.LevelRecord;
import firstbad.events.TrackRecord;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.CulpritStanding;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.codec.StateFormat;
import firstbad.topology.event.Events;
import firstbad.topology.sum.StandingCulprit.Counted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrackSumsTest {

  @Test
  void neither_the_order_of_culprits_nor_of_what_is_taken_back_matters() {
    Random random = new Random(7);
    List<TrackSums.Delta> lasting = new ArrayList<>();
    List<TrackSums.Delta> all = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      lasting.add(new TrackSums.Delta(culprit(i, random), 1));
      Counted passing = culprit(i, random);
      all.add(new TrackSums.Delta(passing, 1));
      all.add(new TrackSums.Delta(passing, -1));
    }
    all.addAll(lasting);
    TrackSums expected = sum(lasting);
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(all, random);
      assertThat(sum(all)).isEqualTo(expected);
    }
  }

  @Test
  void what_is_taken_back_whole_leaves_nothing() {
    Random random = new Random(8);
    List<TrackSums.Delta> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Counted culprit = culprit(i, random);
      all.add(new TrackSums.Delta(culprit, 1));
      all.add(new TrackSums.Delta(culprit, -1));
    }
    Collections.shuffle(all, random);
    assertThat(sum(all)).isEqualTo(TrackSums.NONE).matches(TrackSums::isNothing);
  }

  @Test
  void a_culprit_stands_the_same_in_whatever_order_its_changes_of_different_keys_came() {
    List<StandingChange> changes =
        new ArrayList<>(
            List.of(
                new StandingChange.Named(new JudgedCulprit("1", Level.HIGH, 0.8)),
                said(VerificationSource.PERSON, VerificationState.CONFIRMED),
                said(VerificationSource.REVERT, VerificationState.NEEDS_RERUN),
                said(VerificationSource.RERUN, null)));
    Random random = new Random(9);
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(changes, random);
      StandingCulprit culprit = StandingCulprit.UNKNOWN;
      for (StandingChange change : changes) {
        culprit = culprit.after(change);
      }
      assertThat(culprit.counted())
          .isEqualTo(
              new Counted(new JudgedCulprit("1", Level.HIGH, 0.8), CulpritStanding.CONFIRMED));
    }
  }

  @Test
  void what_was_said_of_no_culprit_and_a_culprit_that_was_not_judged_count_for_nothing() {
    StandingCulprit said =
        StandingCulprit.UNKNOWN.after(said(VerificationSource.PERSON, VerificationState.REFUTED));
    assertThat(said.counted()).isNull();
    assertThat(
            said.after(new StandingChange.Named(new JudgedCulprit("1", Level.NONE, null)))
                .counted())
        .isNull();
    StandingCulprit named =
        said.after(new StandingChange.Named(new JudgedCulprit("1", Level.LOW, 0.1)));
    assertThat(named.counted()).isNotNull();
    assertThat(named.after(new StandingChange.Removed())).isEqualTo(said);
    assertThat(
            named
                .after(new StandingChange.Removed())
                .after(said(VerificationSource.PERSON, null))
                .isNothing())
        .isTrue();
  }

  @Test
  void the_event_has_levels_that_have_culprits_and_ten_bins() {
    TrackSums sums = TrackSums.NONE;
    for (int i = 0; i < 3; i++) {
      sums = sums.plus(one(Level.LOW, 0.1, CulpritStanding.OPEN));
      sums = sums.plus(one(Level.HIGH, 0.85, CulpritStanding.CONFIRMED));
    }
    sums = sums.plus(one(Level.HIGH, 0.81, CulpritStanding.REFUTED));
    sums = sums.plus(one(Level.HIGH, 0.9, CulpritStanding.CONFLICT));
    sums = sums.plus(one(Level.HIGH, 0.9, CulpritStanding.NEEDS_RERUN));
    sums = sums.plus(one(Level.HIGH, 1.0, CulpritStanding.REFUTED));
    TrackRecord event = Events.trackRecord("1", sums);
    assertThat(event.getLevels())
        .extracting(
            LevelRecord::getLevel,
            LevelRecord::getConfirmed,
            LevelRecord::getRefuted,
            LevelRecord::getOpen,
            LevelRecord::getInDoubt,
            LevelRecord::getDisputed)
        .containsExactly(
            tuple(firstbad.events.Level.HIGH, 3L, 2L, 2L, 1L, 1L),
            tuple(firstbad.events.Level.LOW, 0L, 0L, 3L, 0L, 0L));
    assertThat(event.getBins()).hasSize(10);
    assertThat(event.getBins().get(8)).isEqualTo(new CalibrationBin(0.8, 0.9, 4L, 3L, 0.84));
    assertThat(event.getBins().get(9)).isEqualTo(new CalibrationBin(0.9, 1.0, 1L, 0L, 1.0));
    assertThat(event.getBins().get(1)).isEqualTo(new CalibrationBin(0.1, 0.2, 0L, 0L, null));
  }

  private static TrackSums.Delta one(Level level, double probability, CulpritStanding standing) {
    return new TrackSums.Delta(
        new Counted(new JudgedCulprit("1", level, probability), standing), 1);
  }

  private static Counted culprit(int number, Random random) {
    List<CulpritStanding> standings = List.of(CulpritStanding.values());
    Double probability = number % 7 == 0 ? null : (Double) random.nextDouble();
    return new Counted(
        new JudgedCulprit(
            "1", List.of(Level.HIGH, Level.MIDDLE, Level.LOW).get(number % 3), probability),
        standings.get(random.nextInt(standings.size())));
  }

  private static StandingChange said(VerificationSource source, @Nullable VerificationState state) {
    return new StandingChange.Said(source, state);
  }

  /** As it is kept between any two of them. */
  private static TrackSums sum(List<TrackSums.Delta> deltas) {
    StateCodec<TrackSums> codec = new StateCodec<>(TrackSums.class, StateFormat.shipped());
    TrackSums sums = TrackSums.NONE;
    for (TrackSums.Delta delta : deltas) {
      sums = codec.decode(codec.encode(sums.plus(delta)));
    }
    return sums;
  }
}
