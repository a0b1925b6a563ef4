package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplacedThreadsTest {
  private final ReplacedThreads replaced = new ReplacedThreads(Duration.ofSeconds(1), 1);

  @Test
  void each_pause_is_twice_the_one_before_and_five_are_enough() {
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < ReplacedThreads.AT_MOST; i++) {
      pauses.add(replaced.next(i, false).orElseThrow());
    }

    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L);
    assertThat(replaced.next(1000, false)).isEmpty();
  }

  @Test
  void a_server_that_is_away_is_waited_for() {
    for (int i = 0; i < ReplacedThreads.AT_MOST; i++) {
      replaced.next(i, true);
    }

    assertThat(replaced.next(1000, true)).contains(Duration.ofSeconds(16));
    assertThat(replaced.next(1001, true)).contains(Duration.ofSeconds(16));
    assertThat(replaced.next(1002, false)).contains(Duration.ofSeconds(1));
  }

  @Test
  void a_trouble_that_ends_all_threads_counts_once() {
    ReplacedThreads ofSeven = new ReplacedThreads(Duration.ofSeconds(1), 7);
    for (int thread = 1; thread <= 7; thread++) {
      assertThat(ofSeven.next(0, false)).contains(Duration.ofSeconds(1));
    }
    for (int death = 8; death <= 7 * ReplacedThreads.AT_MOST; death++) {
      assertThat(ofSeven.next(0, false)).get().matches(pause -> pause.toSeconds() > 1);
    }
    assertThat(ofSeven.next(0, false)).isEmpty();
  }

  @Test
  void what_is_longer_ago_than_ten_minutes_is_forgotten() {
    for (int i = 0; i < ReplacedThreads.AT_MOST; i++) {
      replaced.next(0, false);
    }
    long within = ReplacedThreads.WITHIN.toMillis();

    assertThat(replaced.next(within, false)).isEmpty();
    assertThat(replaced.next(within + 1, false)).contains(Duration.ofSeconds(1));
  }
}
