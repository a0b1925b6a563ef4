package firstbad.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @Test
  void seconds_and_times_are_read_and_anything_else_is_no_wish() {
    assertThat(wish("120")).contains(Duration.ofMinutes(2));
    assertThat(wish("Sun, 29 Nov 2026 12:01:30 GMT")).contains(Duration.ofSeconds(90));
    assertThat(wish("Sun, 29 Nov 2026 11:00:00 GMT")).contains(Duration.ZERO);
    assertThat(wish("")).isEmpty();
    assertThat(wish("-1")).isEmpty();
    assertThat(wish("99999999999999999999")).isEmpty();
    assertThat(wish("tomorrow")).isEmpty();
    assertThat(RetryAfter.of(HttpHeaders.of(Map.of(), (name, value) -> true), NOW)).isEmpty();
  }

  private static Optional<Duration> wish(String value) {
    return RetryAfter.of(
        HttpHeaders.of(Map.of("Retry-After", List.of(value)), (name, each) -> true), NOW);
  }
}
