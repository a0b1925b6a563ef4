package firstbad.bisection.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a log has been read.
 *
 * @param highest number of the newest line; 0 before the first
 * @param read lines that were applied
 * @param text those of them that were taken as text
 * @param at when the newest line was observed, milliseconds since the epoch
 * @param recent the newest lines, which tell this log from another under its id
 * @param oddities what did not come as it should; changes seldom
 */
public record ReadPosition(
    long highest, long read, long text, long at, RecentLines recent, Oddities oddities) {

  /** The publication of a record whose publisher does not say. */
  public static final long NO_RUN = 0;

  /** Of how many lines at the beginning each one tells one log from another. */
  public static final int OPENING = 3;

  static final ReadPosition BEFORE =
      new ReadPosition(0, 0, 0, 0, RecentLines.BEFORE, Oddities.NONE);

  /** How many gaps are remembered; a line that falls into an older one counts as a duplicate. */
  private static final int GAPS = 64;

  /** Lines that have not come, both ends included. */
  public record Gap(long from, long to) {}

  /**
   * What did not come as it should.
   *
   * @param counts records that were not applied
   * @param unknown lines that were not understood
   * @param gaps lines that have not come
   * @param checkpoints hashes of all lines up to some numbers
   * @param rival another log under the same id
   * @param repetition a publication that repeats the log
   */
  public record Oddities(
      Refused counts,
      Unknown unknown,
      Gaps gaps,
      List<Checkpoint> checkpoints,
      RivalLog rival,
      Repetition repetition) {

    static final Oddities NONE =
        new Oddities(
            new Refused(0, 0, 0),
            new Unknown(0, null, 0),
            Gaps.NONE,
            List.of(),
            RivalLog.NONE,
            Repetition.NONE);

    Oddities count(Receipt receipt) {
      return new Oddities(counts.plus(receipt), unknown, gaps, checkpoints, rival, repetition);
    }

    private Oddities with(RivalLog now) {
      return new Oddities(counts, unknown, gaps, checkpoints, now, repetition);
    }

    private Oddities with(Repetition now) {
      return new Oddities(counts, unknown, gaps, checkpoints, rival, now);
    }

    private Oddities withGap(Gap gap) {
      return new Oddities(counts, unknown, gaps.with(gap), checkpoints, rival, repetition);
    }

    private Oddities withUnknown(long number, boolean begun) {
      return new Oddities(
          counts, unknown.plus(number, begun), gaps, checkpoints, rival, repetition);
    }

    private Oddities withCheckpoint(long number, long hash) {
      Checkpoint[] more = checkpoints.toArray(new Checkpoint[checkpoints.size() + 1]);
      more[checkpoints.size()] = new Checkpoint(number, hash);
      return new Oddities(counts, unknown, gaps, List.of(more), rival, repetition);
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
   * @param before how many of them came before the first line of a log
   */
  public record Unknown(long lines, @Nullable Long first, long before) {
    Unknown plus(long number, boolean begun) {
      return new Unknown(
          lines + 1, first == null ? Long.valueOf(number) : first, begun ? before : before + 1);
    }

    /** How many of them stand in the log, and not before it. */
    public long within() {
      return lines - before;
    }
  }

  /**
   * Lines that have not come.
   *
   * @param missing lines in all gaps, also those that are no longer remembered
   * @param newest the first gap and the newest ones
   */
  public record Gaps(long missing, List<Gap> newest) {
    static final Gaps NONE = new Gaps(0, List.of());

    Gaps with(Gap gap) {
      List<Gap> more = new ArrayList<>(newest);
      if (more.size() == GAPS) {
        more.remove(1); // the first one says where the log begins to lack lines
      }
      more.add(gap);
      return new Gaps(missing + gap.to - gap.from + 1, List.copyOf(more));
    }
  }

  /** A hash of all lines up to this number: of the first ones, and then at each power of two. */
  public record Checkpoint(long number, long hash) {
    static boolean at(long number) {
      return number <= OPENING || Long.bitCount(number) == 1;
    }
  }

  /**
   * What becomes of a line with this number.
   *
   * @param run the publication that it is part of
   */
  public Receipt receipt(long number, String line, long run) {
    RivalLog rival = oddities.rival;
    if (rival.has(run) || (number <= highest && contradicts(number, line, run))) {
      return Receipt.CONFLICT;
    }
    if (number > highest) {
      return next(number, run);
    }
    if (number < 1 || missing(number)) {
      return Receipt.LATE;
    }
    // Nobody can say whose the line is; where the other log stands, it is taken for that one's.
    boolean rivals = rival.seen() && run == NO_RUN && number == rival.at() + 1;
    return rivals ? Receipt.CONFLICT : Receipt.DUPLICATE;
  }

  /** What becomes of an end of the log with this number, which is higher than all before. */
  public Receipt receiptOfEnd(long number, long run) {
    // An end at the newest line blends nothing, whosever it is.
    boolean here = number == highest + 1;
    return oddities.rival.has(run) ? Receipt.CONFLICT : here ? Receipt.APPLIED : next(number, run);
  }

  /**
   * What becomes of a number that is higher than all before. Once two logs were seen under the id,
   * only what is surely of the first is applied: what its own publication sends, and the number
   * after its newest as long as the other log has not come so far.
   */
  private Receipt next(long number, long run) {
    RivalLog rival = oddities.rival;
    boolean own = run != NO_RUN && run == recent.run();
    boolean only = number == highest + 1 && rival.at() < highest;
    return !rival.seen() || own || only ? Receipt.APPLIED : Receipt.CONFLICT;
  }

  private boolean missing(long number) {
    for (Gap gap : oddities.gaps.newest) {
      if (number >= gap.from && number <= gap.to) {
        return true;
      }
    }
    return false;
  }

  private boolean contradicts(long number, String line, long run) {
    return (recent.knows(highest - number) && !recent.matches(highest - number, line))
        || oddities.repetition.contradicts(number, line, run, known(number));
  }

  /** The hash of all lines up to this number, where it is kept. */
  private long known(long number) {
    if (number == highest) {
      return recent.all();
    }
    for (Checkpoint each : oddities.checkpoints) {
      if (each.number == number) {
        return each.hash;
      }
    }
    return Repetition.UNKNOWN;
  }

  /**
   * After the line with this number, which is higher than all before.
   *
   * @param asText whether it is known already that it is taken as text
   */
  public ReadPosition after(long number, String line, long time, long run, boolean asText) {
    Oddities now = oddities;
    boolean gap = number > highest + 1;
    if (gap) {
      now = now.withGap(new Gap(highest + 1, number - 1));
    }
    RecentLines lines = (gap ? RecentLines.NONE : recent).with(line, run);
    if (Checkpoint.at(number) && lines.all() != Repetition.UNKNOWN) {
      now = now.withCheckpoint(number, lines.all());
    }
    return new ReadPosition(number, read + 1, asText ? text + 1 : text, time, lines, now);
  }

  /** After the end of a log whose last line had the number before this one. */
  public ReadPosition atEnd(long number) {
    return number <= highest + 1
        ? this
        : new ReadPosition(
            number - 1,
            read,
            text,
            at,
            RecentLines.NONE,
            oddities.withGap(new Gap(highest + 1, number - 1)));
  }

  /** The newest line was taken as text. */
  public ReadPosition asText() {
    return new ReadPosition(highest, read, text + 1, at, recent, oddities);
  }

  /**
   * With a line that was not understood.
   *
   * @param begun whether a line of a log was read before it
   */
  public ReadPosition withUnknown(long number, boolean begun) {
    return new ReadPosition(highest, read, text, at, recent, oddities.withUnknown(number, begun));
  }

  /** With a line that was taken as text first and turned out not to be understood. */
  public ReadPosition withUnknownText(long number) {
    return new ReadPosition(
        highest, read, text - 1, at, recent, oddities.withUnknown(number, true));
  }

  /** After a line that belongs to a second log in the same text and is not applied. */
  public ReadPosition keptOut(long number) {
    return new ReadPosition(
        Math.max(highest, number),
        read,
        text,
        at,
        RecentLines.NONE,
        oddities.count(Receipt.CONFLICT));
  }

  /** With a line that was read before, or another one under its number. */
  public ReadPosition repeated(Receipt receipt, long number, String line, long run) {
    ReadPosition counted = count(receipt, number, run);
    return receipt == Receipt.DUPLICATE
        ? new ReadPosition(
            highest,
            read,
            text,
            at,
            counted.recent,
            counted.oddities.with(oddities.repetition.with(number, line, run)))
        : counted;
  }

  /** With one more record that was not applied. */
  public ReadPosition count(Receipt receipt, long number, long run) {
    Oddities now = oddities.count(receipt);
    RecentLines lines = recent;
    if (receipt == Receipt.CONFLICT) {
      now = now.with(oddities.rival.at(number, run));
    } else if (receipt == Receipt.DUPLICATE && number == highest) {
      // A publication that has repeated all up to the newest line goes on with the same log.
      lines = recent.of(run);
    }
    return new ReadPosition(highest, read, text, at, lines, now);
  }
}
