package firstbad.bisection.grammar;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Durations and wall clocks as Go prints them. */
final class GoTime {

  /**
   * Milliseconds of a duration such as {@code 2h57m38.974850871s} or {@code 485.9ms}, rounded down;
   * null when it is none, or longer than some centuries.
   */
  static @Nullable Long duration(String text) {
    boolean negative = text.startsWith("-");
    double nanos = 0;
    int at = negative ? 1 : 0;
    if (at == text.length()) {
      return null;
    }
    while (at < text.length()) {
      int number = at;
      while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
        at++;
      }
      int unit = at;
      while (at < text.length() && !isDigit(text.charAt(at))) {
        at++;
      }
      double factor = factor(text.substring(unit, at));
      Double value = decimal(text.substring(number, unit));
      if (factor == 0 || value == null) {
        return null;
      }
      nanos += value * factor;
    }
    // The sum of doubles may lie a hair under the decimal value that was printed.
    double millis = StrictMath.floor((nanos + 0.5) / 1e6);
    return millis > 1e15 ? null : (long) (negative ? -millis : millis);
  }

  private static double factor(String unit) {
    return switch (unit) {
      case "h" -> 3600e9;
      case "m" -> 60e9;
      case "s" -> 1e9;
      case "ms" -> 1e6;
      case "us", "\u00b5s", "\u03bcs" -> 1e3;
      case "ns" -> 1;
      default -> 0;
    };
  }

  /** A number such as {@code 0.026}; null when it is none. */
  static @Nullable Double decimal(String text) {
    boolean digits = false;
    boolean point = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && !point) {
        point = true;
      } else if (isDigit(c)) {
        digits = true;
      } else {
        return null;
      }
    }
    return digits && text.length() <= 24 ? Double.valueOf(text) : null;
  }

  /**
   * Milliseconds since the epoch of a wall clock such as {@code 2023-07-14 12:36:52.123456789 +0000
   * UTC m=+93784.001234567}; null when it is none.
   */
  static @Nullable Long clock(String text) {
    if (text.length() < 19 || text.charAt(10) != ' ') {
      return null;
    }
    try {
      LocalDateTime local =
          LocalDateTime.parse(text.substring(0, 10) + "T" + text.substring(11, 19));
      int end = endOfFraction(text, 19);
      long millis =
          end == 19 ? 0 : Long.parseLong((text.substring(20, end) + "000").substring(0, 3));
      return local.toInstant(zone(text, end)).toEpochMilli() + millis;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Where a full stop and digits end that begin there, or where they would begin. */
  private static int endOfFraction(String text, int start) {
    if (start == text.length() || text.charAt(start) != '.') {
      return start;
    }
    int end = start + 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static ZoneOffset zone(String text, int at) {
    boolean printed =
        text.length() >= at + 6 && (text.charAt(at + 1) == '+' || text.charAt(at + 1) == '-');
    return printed ? ZoneOffset.of(text.substring(at + 1, at + 6)) : ZoneOffset.UTC;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private GoTime() {}
}
