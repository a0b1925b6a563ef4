package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.story.LogClock;
import org.junit.jupiter.api.Test;

/** No time is told that nobody knows. */
class LogClockTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long NOW = 20_000 * DAY;

  @Test
  void a_log_that_was_read_while_it_was_written_has_both_times() {
    assertThat(LogClock.of(NOW, NOW, NOW + 3 * HOUR, 3 * HOUR)).isEqualTo(LogClock.OWN);
    assertThat(LogClock.of(NOW, NOW, NOW + 5 * HOUR, 3 * HOUR)).isEqualTo(LogClock.OWN);
    assertThat(LogClock.of(NOW, NOW, null, null)).isEqualTo(LogClock.OWN);
  }

  @Test
  void a_log_whose_lines_came_at_once_has_no_start() {
    assertThat(LogClock.of(NOW, NOW, NOW, 3 * HOUR)).isEqualTo(LogClock.END_ONLY);
    assertThat(LogClock.of(NOW, NOW, NOW + HOUR, 3 * HOUR)).isEqualTo(LogClock.END_ONLY);
    assertThat(LogClock.of(NOW, NOW, NOW, MINUTE / 2)).isEqualTo(LogClock.OWN);
    assertThat(LogClock.of(NOW, NOW, NOW, null)).isEqualTo(LogClock.END_ONLY);
    assertThat(LogClock.of(NOW, NOW, NOW + HOUR, null)).isEqualTo(LogClock.OWN);
  }

  @Test
  void a_log_of_another_year_began_by_its_own_clock() {
    assertThat(LogClock.of(NOW - 1500 * DAY, NOW, NOW + MINUTE, 3 * HOUR))
        .isEqualTo(LogClock.READ_LATER);
    assertThat(LogClock.of(NOW - 1500 * DAY, NOW, null, null)).isEqualTo(LogClock.READ_LATER);
    assertThat(LogClock.of(NOW - 1500 * DAY, NOW, NOW + MINUTE, null))
        .as("which stops before it says how long it took")
        .isEqualTo(LogClock.READ_LATER);
  }

  @Test
  void what_has_no_time_at_all_is_not_guessed_at() {
    assertThat(LogClock.of(0, 0, 0L, 3 * HOUR)).isEqualTo(LogClock.OWN);
    assertThat(LogClock.of(0, NOW, null, null)).isEqualTo(LogClock.OWN);
    assertThat(LogClock.of(NOW, 0, 0L, 3 * HOUR)).isEqualTo(LogClock.OWN);
  }
}
