package firstbad.topology.sum;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.CrashDelta;
import firstbad.bisection.finding.CrashDelta.TitleDelta;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.codec.StateFormat;
import firstbad.topology.count.CrashDeltas;
import firstbad.topology.count.CrashSums;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      sums.add("c0ffee", deltas.get(i));
      if (i % group == 0) {
        sums.drain((key, more) -> more.deltas().forEach(of -> sum[0] = sum[0].plus(of.delta())));
      }
    }
    sums.drain((key, more) -> more.deltas().forEach(of -> sum[0] = sum[0].plus(of.delta())));
    return sum[0];
  }

  private static CrashDelta delta(Random random) {
    int title = random.nextInt(20);
    return new CrashDelta(
        random.nextBoolean() ? null : "title " + random.nextInt(3),
        new CrashDelta.Tests(random.nextInt(2), random.nextInt(2)),
        new CrashDelta.RunDelta(
            random.nextInt(3) - 1, random.nextInt(3), random.nextInt(3), random.nextInt(3)),
        List.of(
            new TitleDelta(
                "crash " + title,
                "TYPE-" + title % 3,
                random.nextInt(5) - 2,
                random.nextInt(3) - 1,
                random.nextInt(3) - 1,
                random.nextInt(3) - 1)),
        CrashDelta.Observed.at(random.nextInt(1000)));
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
      sums.add("c", one(title(title, 1, 1)));
    }
    List<CrashDeltas> deltas = new ArrayList<>();
    sums.drain((key, more) -> deltas.add(more));
    for (CrashDeltas more : deltas) {
      assertThat(new StateCodec<>(CrashDeltas.class, StateFormat.shipped()).encode(more))
          .hasSizeLessThan(900_000);
      for (CrashDeltas.Of of : more.deltas()) {
        counted = counted.plus(of.delta());
      }
    }
    assertThat(deltas).hasSize(6);
    assertThat(new StateCodec<>(CommitCrashes.class, StateFormat.shipped()).encode(counted))
        .hasSizeLessThan(900_000);
    CommitCrashes.OfType ofType = Objects.requireNonNull(counted.types().get("T"));
    assertThat(ofType.runs()).isEqualTo(3000);
    assertThat(ofType.titles()).hasSize(CommitCrashes.KEPT);
    assertThat(counted.runs().crashed()).isEqualTo(3000);
  }

  @Test
  void a_title_beyond_those_kept_that_is_taken_back_leaves_no_less_than_nothing() {
    CommitCrashes counted = CommitCrashes.NONE;
    for (int i = 0; i < CommitCrashes.KEPT; i++) {
      counted = counted.plus(one(title("kept " + i, 1, 1)));
    }
    counted = counted.plus(one(title("beyond", 3, 1))).plus(one(title("beyond too", 2, 1)));
    counted = counted.plus(one(title("kept 0", -1, -1))).plus(one(title("kept 1", -1, -1)));

    counted = counted.plus(one(title("beyond", -3, -1)));
    assertThat(titles(counted)).hasSize(CommitCrashes.KEPT - 2).doesNotContainKey("beyond");

    counted = counted.plus(one(title("beyond too", 1, 0))).plus(one(title("beyond too", -3, -1)));
    assertThat(titles(counted)).hasSize(CommitCrashes.KEPT - 2).doesNotContainKey("beyond too");
    assertThat(counted.listed()).allMatch(listed -> listed.crashes().runs() > 0);
    assertThat(Objects.requireNonNull(counted.types().get("T")).runs())
        .isEqualTo(CommitCrashes.KEPT - 2);
  }

  private static Map<String, CommitCrashes.OfTitle> titles(CommitCrashes counted) {
    return Objects.requireNonNull(counted.types().get("T")).titles();
  }

  @Test
  void a_delta_without_titles_is_one_delta() {
    CrashSums sums = new CrashSums();
    CrashDelta delta =
        new CrashDelta(
            "t",
            new CrashDelta.Tests(1, 1),
            new CrashDelta.RunDelta(0, 5, 0, 5),
            List.of(),
            CrashDelta.Observed.at(3));
    sums.add("c", delta);
    List<CrashDelta> deltas = new ArrayList<>();
    sums.drain((key, more) -> more.deltas().forEach(of -> deltas.add(of.delta())));
    assertThat(deltas).containsExactly(delta);
    sums.drain((key, more) -> more.deltas().forEach(of -> deltas.add(of.delta())));
    assertThat(deltas).hasSize(1);
  }

  @Test
  void deltas_of_many_commits_leave_in_few_records_and_those_of_one_under_one_key() {
    CrashSums sums = new CrashSums();
    Map<String, String> keys = new HashMap<>();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1000; i++) {
        sums.add("commit " + i, one(title("t", 1, 1)));
      }
      List<String> records = new ArrayList<>();
      sums.drain(
          (key, more) -> {
            records.add(key);
            for (CrashDeltas.Of of : more.deltas()) {
              String before = keys.put(of.commit(), key);
              assertThat(before == null || before.equals(key)).isTrue();
            }
          });
      assertThat(records).hasSizeLessThanOrEqualTo(32).doesNotHaveDuplicates();
    }
    assertThat(keys).hasSize(1000);
  }

  private static TitleDelta title(String title, int runs, int bisections) {
    return new TitleDelta(title, "T", runs, bisections, bisections, 0);
  }

  private static CrashDelta one(TitleDelta title) {
    return new CrashDelta(
        null,
        CrashDelta.Tests.NONE,
        new CrashDelta.RunDelta(title.runs(), 0, 0, 0),
        List.of(title),
        CrashDelta.Observed.at(1));
  }
}
