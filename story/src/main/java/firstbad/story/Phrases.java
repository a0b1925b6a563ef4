package firstbad.story;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers, hashes and durations as sentences have them. */
public final class Phrases {
  private static final int SECOND = 1000;
  private static final int MINUTE = 60 * SECOND;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;
  private static final int SHORT_HASH = 12;
  private static final Pattern REVISION = Pattern.compile("\\w[\\w./+~^-]*");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_OF_YEAR =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final int TITLES = 3;

  /** In characters; of a longer message an event has no more than its first 150 bytes. */
  private static final int MESSAGE_SHOWN = 149;

  private static final int GROUPED_FROM = 10_000;

  /** From this number of commits on two figures are told. */
  static final int ROUNDED_FROM = 100;

  /** {@code 1 revision}, {@code 2 revisions}. */
  public static String count(long number, String noun) {
    return number(number) + " " + (number == 1 ? noun : noun + "s");
  }

  /** {@code 13 bad, 3 good, 2 could not be tested}. */
  public static String verdicts(int bad, int good, int skipped) {
    return bad
        + " bad, "
        + good
        + " good"
        + (skipped == 0 ? "" : ", " + number(skipped) + " could not be tested");
  }

  /** {@code 6155}, {@code 12,312}. */
  public static String number(long number) {
    return String.format(Locale.ROOT, number < GROUPED_FROM ? "%d" : "%,d", number);
  }

  /**
   * Whether a text can be the name of a revision. A log may hold anything in its place, and a shell
   * would run what stands in a command.
   */
  public static boolean isRevision(String name) {
    return REVISION.matcher(name).matches();
  }

  /** The first 12 digits of a hash; anything else, since a log may hold it, as it may be shown. */
  public static String abbreviated(String hash) {
    return HASH.matcher(hash).matches() ? hash.substring(0, SHORT_HASH) : VisibleText.of(hash);
  }

  /** A duration in milliseconds, as a person says it: {@code 2 h 58 m}, {@code 3.1 s}. */
  public static String duration(long ms) {
    if (ms < MINUTE) {
      return ms < SECOND
          ? ms + " ms"
          : String.format(
              Locale.ROOT, ms < 10 * SECOND ? "%.1f s" : "%.0f s", ms / (double) SECOND);
    }
    long minutes = (ms + MINUTE / 2) / MINUTE;
    if (minutes >= 2 * DAY / MINUTE) {
      return count((ms + DAY / 2) / DAY, "day");
    }
    return minutes < 60
        ? minutes + " m"
        : minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " m");
  }

  /** A time as a person says it, such as {@code 29 Nov 2026 02:06 UTC}. */
  public static String time(Instant at) {
    return TIME.format(at.atOffset(ZoneOffset.UTC));
  }

  /** A day in UTC, such as {@code 29 Nov 2026}. */
  static String day(Instant at) {
    return DAY_OF_YEAR.format(at.atOffset(ZoneOffset.UTC));
  }

  /**
   * Such as {@code about 2 h of machine time}; empty for less than a minute, which is not worth a
   * word.
   *
   * @param ms milliseconds; null where nobody knows
   */
  public static String machineTime(@Nullable Long ms) {
    return ms == null || ms < MINUTE ? "" : "about " + duration(ms) + " of machine time";
  }

  /**
   * The beginning of a longer text, cut between two words where it has any.
   *
   * @param most characters that are kept
   */
  public static String beginning(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int blank = text.lastIndexOf(' ', most);
    int whole = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, blank > most / 2 ? blank : whole) + " ...";
  }

  /** A message of a run as far as it is shown, cut between two words where it is longer. */
  public static String message(String text) {
    return beginning(text, MESSAGE_SHOWN);
  }

  /** A number of things that was estimated, to two figures; a small one as it is. */
  public static String about(long number) {
    if (number < ROUNDED_FROM) {
      return number(number);
    }
    long unit = 1;
    while (number / unit >= ROUNDED_FROM) {
      unit *= 10;
    }
    return number((number + unit / 2) / unit * unit);
  }

  static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  /** {@code A}, {@code A and B}, {@code A, B, C and 2 more}. */
  static String listed(List<String> texts) {
    int more = texts.size() - TITLES;
    if (more > 0) {
      return String.join(", ", texts.subList(0, TITLES)) + " and " + more + " more";
    }
    int last = texts.size() - 1;
    return last < 1
        ? String.join("", texts)
        : String.join(", ", texts.subList(0, last)) + " and " + texts.get(last);
  }

  /** A crash title in quotation marks, since it may hold commas, colons and anything else. */
  public static String quoted(String title) {
    return title.isEmpty() ? "a crash without a title" : '"' + title.replace('"', '\'') + '"';
  }

  /** A commit as kernel developers name it: {@code e4b8954074f6 ("netlink: add ...")}. */
  public static String named(String commit, @Nullable String title) {
    return abbreviated(commit)
        + (title == null || title.isEmpty() ? "" : " (" + quoted(title) + ")");
  }

  private Phrases() {}
}
