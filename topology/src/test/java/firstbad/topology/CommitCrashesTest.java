package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.CrashDelta;
import firstbad.bisection.CrashDelta.TitleDelta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommitCrashesTest {

  @Test
  void the_order_of_the_deltas_and_their_grouping_do_not_matter() {
    Random random = new Random(1);
    List<CrashDelta> deltas = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      deltas.add(delta(random));
    }
    CommitCrashes expected = sum(deltas, 1);
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(deltas, random);
      assertThat(sum(deltas, 1 + random.nextInt(50))).isEqualTo(expected);
    }
  }

  private static CommitCrashes sum(List<CrashDelta> deltas, int group) {
    CommitCrashes[] sum = {CommitCrashes.NONE};
    CrashSums sums = new CrashSums();
    for (int i = 0; i < deltas.size(); i++) {
      sums.add(deltas.get(i));
      if (i % group == 0) {
        sums.drain((commit, delta) -> sum[0] = sum[0].plus(delta));
      }
    }
    sums.drain((commit, delta) -> sum[0] = sum[0].plus(delta));
    return sum[0];
  }

  private static CrashDelta delta(Random random) {
    int title = random.nextInt(20);
    return new CrashDelta(
        "c0ffee",
        random.nextBoolean() ? null : "title " + random.nextInt(3),
        random.nextInt(2),
        random.nextInt(2),
        random.nextInt(3) - 1,
        random.nextInt(3),
        random.nextInt(3),
        random.nextInt(3),
        List.of(
            new TitleDelta(
                "crash " + title,
                "TYPE-" + title % 3,
                random.nextInt(5) - 2,
                random.nextInt(3) - 1,
                random.nextInt(3) - 1,
                random.nextInt(3) - 1)),
        random.nextInt(1000));
  }

  @Test
  void what_a_correction_takes_back_leaves_nothing() {
    CommitCrashes counted =
        CommitCrashes.NONE.plus(one(title("a", 3, 1))).plus(one(title("a", -3, -1)));
    assertThat(counted.types()).isEmpty();
  }

  @Test
  void the_fifty_largest_titles_are_listed_and_ties_go_by_name() {
    CommitCrashes counted = CommitCrashes.NONE;
    for (int i = 0; i < 60; i++) {
      counted = counted.plus(one(title("title %02d".formatted(59 - i), i < 20 ? 9 : 1, 1)));
    }
    List<String> listed = counted.listed().stream().map(CommitCrashes.Listed::title).toList();
    assertThat(listed).hasSize(50);
    assertThat(listed.get(0)).isEqualTo("title 40");
    assertThat(listed.get(19)).isEqualTo("title 59");
    assertThat(listed.get(20)).isEqualTo("title 00");
    assertThat(listed.get(49)).isEqualTo("title 29");
  }

  @Test
  void a_hostile_number_of_long_titles_stays_far_below_the_largest_record() {
    CommitCrashes counted = CommitCrashes.NONE;
    CrashSums sums = new CrashSums();
    for (int i = 0; i < 3000; i++) {
      String title = "x".repeat(494) + "%06d".formatted(i);
      sums.add(new CrashDelta("c", null, 0, 0, 1, 0, 0, 0, List.of(title(title, 1, 1)), i));
    }
    List<CommitDelta> deltas = new ArrayList<>();
    sums.drain((commit, delta) -> deltas.add(delta));
    for (CommitDelta delta : deltas) {
      assertThat(new StateCodec<>(CommitDelta.class).encode(delta)).hasSizeLessThan(900_000);
      counted = counted.plus(delta);
    }
    assertThat(deltas).hasSize(6);
    assertThat(new StateCodec<>(CommitCrashes.class).encode(counted)).hasSizeLessThan(900_000);
    CommitCrashes.OfType ofType = Objects.requireNonNull(counted.types().get("T"));
    assertThat(ofType.runs()).isEqualTo(3000);
    assertThat(ofType.titles()).hasSize(CommitCrashes.KEPT);
    assertThat(counted.crashed()).isEqualTo(3000);
  }

  @Test
  void a_delta_without_titles_is_one_delta() {
    CrashSums sums = new CrashSums();
    sums.add(new CrashDelta("c", "t", 1, 1, 0, 5, 0, 5, List.of(), 3));
    List<CommitDelta> deltas = new ArrayList<>();
    sums.drain((commit, delta) -> deltas.add(delta));
    assertThat(deltas).containsExactly(new CommitDelta("t", 1, 1, 0, 5, 0, 5, List.of(), 3, 3));
    sums.drain((commit, delta) -> deltas.add(delta));
    assertThat(deltas).hasSize(1);
  }

  private static TitleDelta title(String title, int runs, int bisections) {
    return new TitleDelta(title, "T", runs, bisections, bisections, 0);
  }

  private static CommitDelta one(TitleDelta title) {
    return new CommitDelta(null, 0, 0, title.runs(), 0, 0, 0, List.of(title), 1, 1);
  }
}
