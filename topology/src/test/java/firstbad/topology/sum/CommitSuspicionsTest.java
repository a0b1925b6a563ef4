package firstbad.topology.sum;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Suspicion;
import firstbad.bisection.trust.judgement.Level;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.codec.StateFormat;
import firstbad.topology.event.Events;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommitSuspicionsTest {

  @Test
  void the_order_of_the_facts_does_not_matter_not_even_beyond_the_caps() {
    Random random = new Random(1);
    List<Suspicion> facts = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      Level level = List.of(Level.HIGH, Level.MIDDLE, Level.LOW, Level.NONE).get(i % 4);
      facts.add(
          fact("job-" + random.nextInt(), List.of("bug " + i % 700, "other " + i % 3), level));
      if (i % 9 == 0) {
        facts.add(new Suspicion("c", null, "job-0", 0, 0, 0, List.of(), Level.LOW, level, i));
      }
    }
    CommitSuspicions expected = sum(facts);
    assertThat(expected.bisections().all()).isEqualTo(900);
    assertThat(expected.ids()).hasSize(CommitSuspicions.IDS).isSorted();
    assertThat(expected.bugs().kept()).hasSize(CommitSuspicions.KEPT);
    assertThat(expected.bugs().inAll()).isEqualTo(1800);
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(facts, random);
      assertThat(sum(facts)).isEqualTo(expected);
    }
  }

  @Test
  void the_event_lists_the_titles_of_most_bisections_and_says_what_it_leaves_out() {
    List<Suspicion> facts = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      facts.add(fact("job-%03d".formatted(i), List.of("bug %03d".formatted(i), "zz"), Level.LOW));
    }
    firstbad.events.Suspect event = Events.suspect("c", sum(facts));
    assertThat(event.getBugs()).hasSize(CommitSuspicions.LISTED);
    assertThat(event.getBugs().get(0).getTitle()).isEqualTo("zz");
    assertThat(event.getBugs().get(0).getBisections()).isEqualTo(150);
    assertThat(event.getOtherBugBisections()).isEqualTo(300 - 150 - 99);
    assertThat(event.getBugCount()).isEqualTo(150);
    assertThat(event.getLevels().getLow()).isEqualTo(150);
    assertThat(event.getBisectionIds()).hasSize(100).first().isEqualTo("job-000");
  }

  @Test
  void a_hostile_number_of_long_titles_and_ids_stays_far_below_the_largest_record() {
    CommitSuspicions sum = CommitSuspicions.NONE;
    for (int i = 0; i < 2000; i++) {
      String title = "x".repeat(494) + "%06d".formatted(i);
      sum = sum.plus(fact("i".repeat(194) + "%06d".formatted(i), List.of(title), Level.HIGH));
    }
    byte[] kept = new StateCodec<>(CommitSuspicions.class, StateFormat.shipped()).encode(sum);
    assertThat(kept).hasSizeLessThan(300_000);
    assertThat(new StateCodec<>(CommitSuspicions.class, StateFormat.shipped()).decode(kept))
        .isEqualTo(sum);
  }

  private static CommitSuspicions sum(List<Suspicion> facts) {
    CommitSuspicions sum = CommitSuspicions.NONE;
    for (Suspicion fact : facts) {
      sum = sum.plus(fact);
    }
    return sum;
  }

  private static Suspicion fact(String id, List<String> titles, Level level) {
    return new Suspicion("c", "title", id, 1, 0, 0, titles, level, null, 7);
  }

  @Test
  void a_level_that_a_later_end_takes_back_leaves_nothing() {
    CommitSuspicions sum =
        sum(
            List.of(
                fact("a", List.of(), Level.HIGH),
                new Suspicion("c", null, "a", 0, 0, 0, List.of(), Level.LOW, Level.HIGH, 9)));
    assertThat(sum.levels()).isEqualTo(Map.of(Level.LOW, 1));
    assertThat(sum.bisections().all()).isEqualTo(1);
    assertThat(sum.named().lastAt()).isEqualTo(9);
  }
}
