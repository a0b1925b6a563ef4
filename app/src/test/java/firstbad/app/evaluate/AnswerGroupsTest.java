package firstbad.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bugs that share a title, a culprit or a true cause stay together. */
class AnswerGroupsTest {
  private static final String ONE = "1".repeat(40);
  private static final String TWO = "2".repeat(40);

  @Test
  void one_title_culprit_or_cause_is_enough_also_by_way_of_others() {
    AnswerGroups groups = new AnswerGroups();
    groups.add("WARNING in d", ONE, null);
    groups.add("WARNING in c", TWO, ONE);
    groups.add("WARNING in b", TWO.substring(0, 12), null);
    groups.add("WARNING in a", null, null);
    assertThat(groups.of("WARNING in d")).isEqualTo("WARNING in b");
    assertThat(groups.of("WARNING in c")).isEqualTo("WARNING in b");
    assertThat(groups.of("WARNING in b")).isEqualTo("WARNING in b");
    assertThat(groups.of("WARNING in a")).isEqualTo("WARNING in a");
  }

  @Test
  void the_order_does_not_matter() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      order.add(i);
    }
    List<String> expected = groups(order);
    assertThat(expected.stream().distinct().count()).isBetween(2L, 199L);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(order, new Random(seed));
      assertThat(groups(order)).isEqualTo(expected);
    }
  }

  private static List<String> groups(List<Integer> order) {
    AnswerGroups groups = new AnswerGroups();
    for (int i : order) {
      groups.add("bug " + i, "culprit " + i % 70, i % 3 == 0 ? "culprit " + i % 50 : null);
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      found.add(groups.of("bug " + i));
    }
    return found;
  }
}
