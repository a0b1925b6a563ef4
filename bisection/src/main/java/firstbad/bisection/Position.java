package firstbad.bisection;

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
public record Position(long highest, long read, long at, Oddities oddities) {

  static final Position BEFORE = new Position(0, 0, 0, Oddities.NONE);

  /** How many gaps are remembered; a line that falls into an older one counts as a duplicate. */
  private static final int GAPS = 64;

  /** How many lines at the beginning tell one log from another. */
  static final int OPENING = 3;

  /** Lines that have not come, both ends included. */
  public record Gap(long from, long to) {}

  /**
   * What did not come as it should.
   *
   * @param missing lines in all gaps, also those that are no longer remembered
   * @param unknown lines that were not understood
   * @param firstUnknown number of the first of them; null when there is none
   * @param gaps the newest gaps
   * @param opening hashes of the first lines by number; null for one that has not come
   * @param conflictRaised whether a contradiction was reported
   */
  public record Oddities(
      long duplicate,
      long late,
      long conflict,
      long missing,
      long unknown,
      @Nullable Long firstUnknown,
      List<Gap> gaps,
      List<Opening> opening,
      boolean conflictRaised) {

    static final Oddities NONE = new Oddities(0, 0, 0, 0, 0, null, List.of(), List.of(), false);

    Oddities count(Advance.Receipt receipt) {
      return new Oddities(
          duplicate + (receipt == Advance.Receipt.DUPLICATE ? 1 : 0),
          late + (receipt == Advance.Receipt.LATE ? 1 : 0),
          conflict + (receipt == Advance.Receipt.CONFLICT ? 1 : 0),
          missing,
          unknown,
          firstUnknown,
          gaps,
          opening,
          conflictRaised || receipt == Advance.Receipt.CONFLICT);
    }

    private Oddities withGap(Gap gap) {
      List<Gap> newest = new ArrayList<>(gaps.size() == GAPS ? gaps.subList(1, GAPS) : gaps);
      newest.add(gap);
      return new Oddities(
          duplicate,
          late,
          conflict,
          missing + gap.to - gap.from + 1,
          unknown,
          firstUnknown,
          List.copyOf(newest),
          opening,
          conflictRaised);
    }

    private Oddities withUnknown(long number) {
      return new Oddities(
          duplicate,
          late,
          conflict,
          missing,
          unknown + 1,
          firstUnknown == null ? Long.valueOf(number) : firstUnknown,
          gaps,
          opening,
          conflictRaised);
    }

    private Oddities withOpening(long number, String text) {
      List<Opening> more = new ArrayList<>(opening);
      more.add(new Opening(number, hash(text)));
      return new Oddities(
          duplicate,
          late,
          conflict,
          missing,
          unknown,
          firstUnknown,
          gaps,
          List.copyOf(more),
          conflictRaised);
    }
  }

  /** One of the first lines: enough of it to tell it from another. */
  public record Opening(long number, long hash) {}

  /** What becomes of a line with this number. */
  Advance.Receipt receipt(long number, String text) {
    if (number > highest) {
      return Advance.Receipt.APPLIED;
    }
    if (number < 1) {
      return Advance.Receipt.LATE;
    }
    for (Gap gap : oddities.gaps) {
      if (number >= gap.from && number <= gap.to) {
        return Advance.Receipt.LATE;
      }
    }
    return number <= OPENING && contradicts(number, text)
        ? Advance.Receipt.CONFLICT
        : Advance.Receipt.DUPLICATE;
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
  Position after(long number, String text, long time) {
    Oddities now = oddities;
    if (number > highest + 1) {
      now = now.withGap(new Gap(highest + 1, number - 1));
    }
    if (number <= OPENING) {
      now = now.withOpening(number, text);
    }
    return new Position(number, read + 1, time, now);
  }

  /** After the end of a log whose last line had the number before this one. */
  Position atEnd(long number) {
    return number <= highest + 1
        ? this
        : new Position(number - 1, read, at, oddities.withGap(new Gap(highest + 1, number - 1)));
  }

  /** With one line, the newest, that was not understood. */
  Position withUnknown() {
    return new Position(highest, read, at, oddities.withUnknown(highest));
  }

  Position count(Advance.Receipt receipt) {
    return new Position(highest, read, at, oddities.count(receipt));
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
