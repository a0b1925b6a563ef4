package firstbad.bisection.trust.title;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BugLikenessTest {
  private static final String BUG = "KASAN: use-after-free Read in hidraw_release";

  @Test
  void a_title_of_the_same_or_a_related_function_looks_like_the_bug() {
    BugLikeness likeness = new BugLikeness(List.of(BUG), List.of());
    assertThat(likeness.holds(BUG)).isTrue();
    assertThat(likeness.holds("general protection fault in hidraw_release (2)")).isTrue();
    assertThat(likeness.holds("WARNING in hidraw_open")).isTrue();
    assertThat(likeness.holds("WARNING in free_netdev")).isFalse();
    assertThat(likeness.holds("")).isFalse();
  }

  @Test
  void what_was_seen_together_with_the_bug_looks_like_it_with_all_titles_of_its_function() {
    List<String> together = List.of(BUG, "WARNING in free_netdev");
    BugLikeness likeness = new BugLikeness(List.of(BUG), List.of(together));
    assertThat(likeness.holds("WARNING in free_netdev")).isTrue();
    assertThat(likeness.holds("general protection fault in free_netdev")).isTrue();
    assertThat(
            new BugLikeness(List.of(BUG), List.of(together.subList(1, 2))).holds(together.get(1)))
        .isFalse();
  }
}
