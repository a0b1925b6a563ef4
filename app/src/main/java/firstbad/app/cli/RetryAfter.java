package firstbad.app.cli;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a server wants to be left alone: its header {@code Retry-After}. */
public final class RetryAfter {
  private static final String HEADER = "Retry-After";

  private RetryAfter() {}

  /**
   * The wish, in seconds or as a time; never negative. Empty where there is none, or none that can
   * be read.
   */
  public static Optional<Duration> of(HttpHeaders headers, Instant now) {
    String wish = headers.firstValue(HEADER).orElse("").strip();
    if (wish.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(wish)));
    }
    try {
      Instant until = ZonedDateTime.parse(wish, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
