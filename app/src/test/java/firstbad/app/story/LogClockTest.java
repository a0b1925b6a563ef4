package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.story.LogClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** No time is told that nobody knows. */
class LogClockTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long NOW = 20_000 * DAY;

  @Test
  void a_log_that_was_read_while_it_was_written_has_both_times() {
    assertThat(clock(NOW, NOW, NOW + 3 * HOUR, 3 * HOUR)).isEqualTo(LogClock.OWN);
    assertThat(clock(NOW, NOW, NOW + 5 * HOUR, 3 * HOUR)).isEqualTo(LogClock.OWN);
    assertThat(clock(NOW, NOW, null, null)).isEqualTo(LogClock.OWN);
  }

  @Test
  void a_log_whose_lines_came_at_once_has_no_start() {
    assertThat(clock(NOW, NOW, NOW, 3 * HOUR)).isEqualTo(LogClock.END_ONLY);
    assertThat(clock(NOW, NOW, NOW + HOUR, 3 * HOUR)).isEqualTo(LogClock.END_ONLY);
    assertThat(clock(NOW, NOW, NOW, MINUTE / 2)).isEqualTo(LogClock.OWN);
    assertThat(clock(NOW, NOW, NOW, null)).isEqualTo(LogClock.END_ONLY);
    assertThat(clock(NOW, NOW, NOW + HOUR, null)).isEqualTo(LogClock.OWN);
  }

  @Test
  void a_log_of_another_year_began_by_its_own_clock() {
    assertThat(clock(NOW - 1500 * DAY, NOW, NOW + MINUTE, 3 * HOUR)).isEqualTo(LogClock.READ_LATER);
    assertThat(clock(NOW - 1500 * DAY, NOW, null, null)).isEqualTo(LogClock.READ_LATER);
    assertThat(clock(NOW - 1500 * DAY, NOW, NOW + MINUTE, null))
        .as("which stops before it says how long it took")
        .isEqualTo(LogClock.READ_LATER);
  }

  @Test
  void a_log_that_names_its_start_ended_when_its_own_total_says() {
    long start = NOW - 1500 * DAY;
    assertThat(named(start, NOW, NOW + MINUTE, 3 * HOUR)).isEqualTo(LogClock.BY_TOTAL);
    assertThat(named(start, start, start, 3 * HOUR))
        .as("all lines observed when the log was begun")
        .isEqualTo(LogClock.BY_TOTAL);
    assertThat(named(NOW, NOW, NOW + 3 * HOUR, 3 * HOUR)).isEqualTo(LogClock.OWN);
    assertThat(named(start, NOW, NOW + MINUTE, null)).isEqualTo(LogClock.READ_LATER);
    assertThat(named(start, NOW, null, 3 * HOUR)).isEqualTo(LogClock.READ_LATER);
  }

  @Test
  void half_a_log_whose_lines_came_at_once_has_no_start_either() {
    assertThat(stopped(NOW + 100, NOW + 200, 11)).isEqualTo(LogClock.END_ONLY);
    assertThat(stopped(NOW + 100, NOW + HOUR, 11))
        .as("ended by silence")
        .isEqualTo(LogClock.END_ONLY);
    assertThat(stopped(NOW + 100, NOW + 200, 1)).isEqualTo(LogClock.OWN);
    assertThat(stopped(NOW + HOUR, NOW + HOUR, 11)).isEqualTo(LogClock.OWN);
  }

  @Test
  void what_has_no_time_at_all_is_not_guessed_at() {
    assertThat(clock(0, 0, 0L, 3 * HOUR)).isEqualTo(LogClock.OWN);
    assertThat(clock(0, NOW, null, null)).isEqualTo(LogClock.OWN);
    assertThat(clock(NOW, 0, 0L, 3 * HOUR)).isEqualTo(LogClock.OWN);
  }

  private static LogClock clock(
      long startedAt, long firstLineAt, @Nullable Long endedAt, @Nullable Long took) {
    return LogClock.of(
        new LogClock.Times(false, startedAt, firstLineAt, startedAt + HOUR, endedAt, took, 11));
  }

  private static LogClock named(
      long startedAt, long firstLineAt, @Nullable Long endedAt, @Nullable Long took) {
    return LogClock.of(
        new LogClock.Times(true, startedAt, firstLineAt, firstLineAt, endedAt, took, 11));
  }

  private static LogClock stopped(long lastLineAt, long endedAt, int tested) {
    return LogClock.of(new LogClock.Times(false, NOW, NOW, lastLineAt, endedAt, null, tested));
  }
}
