package firstbad.bisection.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a log has been read.
 *
 * @param highest number of the newest line; 0 before the first
 * @param read lines that were applied
 * @param at when the newest line was observed, milliseconds since the epoch
 * @param oddities what did not come as it should; changes seldom
 */
public record ReadPosition(long highest, long read, long at, Oddities oddities) {

  static final ReadPosition BEFORE = new ReadPosition(0, 0, 0, Oddities.NONE);

  /** How many gaps are remembered; a line that falls into an older one counts as a duplicate. */
  private static final int GAPS = 64;

  /** How many lines at the beginning tell one log from another. */
  public static final int OPENING = 3;

  /** Lines that have not come, both ends included. */
  public record Gap(long from, long to) {}

  /**
   * What did not come as it should.
   *
   * @param counts records that were not applied
   * @param unknown lines that were not understood
   * @param gaps lines that have not come
   * @param opening hashes of the first lines by number; null for one that has not come
   * @param conflictRaised whether a contradiction was reported
   */
  public record Oddities(
      Refused counts, Unknown unknown, Gaps gaps, List<Opening> opening, boolean conflictRaised) {

    static final Oddities NONE =
        new Oddities(new Refused(0, 0, 0), new Unknown(0, null), Gaps.NONE, List.of(), false);

    Oddities count(Receipt receipt) {
      boolean conflict = receipt == Receipt.CONFLICT;
      return new Oddities(counts.plus(receipt), unknown, gaps, opening, conflictRaised || conflict);
    }

    private Oddities withGap(Gap gap) {
      return new Oddities(counts, unknown, gaps.with(gap), opening, conflictRaised);
    }

    private Oddities withUnknown(long number) {
      return new Oddities(counts, unknown.plus(number), gaps, opening, conflictRaised);
    }

    private Oddities withOpening(long number, String text) {
      List<Opening> more = new ArrayList<>(opening);
      more.add(new Opening(number, hash(text)));
      return new Oddities(counts, unknown, gaps, List.copyOf(more), conflictRaised);
    }
  }

  /** Records that were not applied, by what they were instead. */
  public record Refused(long duplicate, long late, long conflict) {
    Refused plus(Receipt receipt) {
      return new Refused(
          duplicate + (receipt == Receipt.DUPLICATE ? 1 : 0),
          late + (receipt == Receipt.LATE ? 1 : 0),
          conflict + (receipt == Receipt.CONFLICT ? 1 : 0));
    }
  }

  /**
   * Lines that were not understood.
   *
   * @param first number of the first of them; null when there is none
   */
  public record Unknown(long lines, @Nullable Long first) {
    Unknown plus(long number) {
      return new Unknown(lines + 1, first == null ? Long.valueOf(number) : first);
    }
  }

  /**
   * Lines that have not come.
   *
   * @param missing lines in all gaps, also those that are no longer remembered
   * @param newest the newest gaps
   */
  public record Gaps(long missing, List<Gap> newest) {
    static final Gaps NONE = new Gaps(0, List.of());

    Gaps with(Gap gap) {
      boolean full = newest.size() == GAPS;
      List<Gap> more = new ArrayList<>(full ? newest.subList(1, GAPS) : newest);
      more.add(gap);
      return new Gaps(missing + gap.to - gap.from + 1, List.copyOf(more));
    }
  }

  /** One of the first lines: enough of it to tell it from another. */
  public record Opening(long number, long hash) {}

  /** What becomes of a line with this number. */
  public Receipt receipt(long number, String text) {
    if (number > highest) {
      return Receipt.APPLIED;
    }
    if (number < 1) {
      return Receipt.LATE;
    }
    for (Gap gap : oddities.gaps.newest) {
      if (number >= gap.from && number <= gap.to) {
        return Receipt.LATE;
      }
    }
    return number <= OPENING && contradicts(number, text) ? Receipt.CONFLICT : Receipt.DUPLICATE;
  }

  private boolean contradicts(long number, String text) {
    for (Opening line : oddities.opening) {
      if (line.number == number) {
        return line.hash != hash(text);
      }
    }
    return false;
  }

  /** After the line with this number, which is higher than all before. */
  public ReadPosition after(long number, String text, long time) {
    Oddities now = oddities;
    if (number > highest + 1) {
      now = now.withGap(new Gap(highest + 1, number - 1));
    }
    if (number <= OPENING) {
      now = now.withOpening(number, text);
    }
    return new ReadPosition(number, read + 1, time, now);
  }

  /** After the end of a log whose last line had the number before this one. */
  public ReadPosition atEnd(long number) {
    return number <= highest + 1
        ? this
        : new ReadPosition(
            number - 1, read, at, oddities.withGap(new Gap(highest + 1, number - 1)));
  }

  /** With one line, the newest, that was not understood. */
  public ReadPosition withUnknown() {
    return new ReadPosition(highest, read, at, oddities.withUnknown(highest));
  }

  /** With one more record that was not applied. */
  public ReadPosition count(Receipt receipt) {
    return new ReadPosition(highest, read, at, oddities.count(receipt));
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
