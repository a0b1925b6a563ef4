package firstbad.app.deliver.plan;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of the day in which nothing is sent; it may go over midnight.
 *
 * @param from the first minute of it
 * @param to the first minute after it
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
  private static final Pattern SHAPE =
      Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)(?: ([A-Za-z0-9_+/-]{1,50}))?");

  /**
   * Reads {@code 22:00-07:00} or {@code 22:00-07:00 Europe/Berlin}; UTC where no zone is named.
   *
   * @throws DateTimeException when it is none
   */
  static QuietHours parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new DateTimeException("not hours");
    }
    LocalTime from = LocalTime.parse(shape.group(1));
    LocalTime to = LocalTime.parse(shape.group(2));
    if (from.equals(to)) {
      throw new DateTimeException("no time lies between them");
    }
    return new QuietHours(from, to, ZoneId.of(shape.group(3) == null ? "UTC" : shape.group(3)));
  }

  /** Whether nothing is to be sent at this time. */
  public boolean contains(Instant time) {
    LocalTime now = time.atZone(zone).toLocalTime();
    return from.isBefore(to)
        ? !now.isBefore(from) && now.isBefore(to)
        : !now.isBefore(from) || now.isBefore(to);
  }

  /** How much of the time from one instant to another is quiet. */
  public Duration between(Instant begin, Instant end) {
    Duration quiet = Duration.ZERO;
    LocalDate day = begin.atZone(zone).toLocalDate().minusDays(1);
    for (; !day.atStartOfDay(zone).toInstant().isAfter(end); day = day.plusDays(1)) {
      LocalDate lastDay = from.isBefore(to) ? day : day.plusDays(1);
      Instant first = later(begin, day.atTime(from).atZone(zone).toInstant());
      Instant last = lastDay.atTime(to).atZone(zone).toInstant();
      Duration overlap = Duration.between(first, last.isBefore(end) ? last : end);
      quiet = overlap.isNegative() ? quiet : quiet.plus(overlap);
    }
    return quiet;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
