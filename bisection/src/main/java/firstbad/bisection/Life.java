package firstbad.bisection;

import firstbad.bisection.trust.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether lines are still expected, and what may be said only once.
 *
 * @param version of the newest head
 * @param endedBy null while lines are expected
 * @param endedAt when it ended; null while lines are expected
 * @param endNumber the number of the newest end-of-log record; 0 before
 * @param named whether the culprit has left
 * @param stalled whether STALLED was raised
 * @param secondHeader whether a second header was reported
 * @param told what was said of the commits that the log names; null before an end named some
 * @param cuts what caps cut off
 */
public record Life(
    int version,
    @Nullable EndedBy endedBy,
    @Nullable Long endedAt,
    long endNumber,
    boolean named,
    boolean stalled,
    boolean secondHeader,
    @Nullable Told told,
    List<Cut> cuts) {

  static final Life NEW = new Life(0, null, null, 0, false, false, false, null, List.of());

  /**
   * What the newest end said of the commits that the log names.
   *
   * @param commits how many of them were named
   * @param titles whether the bug's titles were known
   */
  public record Told(Level level, int commits, boolean titles) {}

  Life head() {
    return new Life(
        version + 1, endedBy, endedAt, endNumber, named, stalled, secondHeader, told, cuts);
  }

  Life ended(EndedBy by, long at, long number) {
    return new Life(version, by, at, number, named, stalled, secondHeader, told, cuts);
  }

  Life revived() {
    return new Life(version, null, null, endNumber, named, stalled, secondHeader, told, cuts);
  }

  Life culpritNamed() {
    return new Life(version, endedBy, endedAt, endNumber, true, stalled, secondHeader, told, cuts);
  }

  Life stalledRaised() {
    return new Life(version, endedBy, endedAt, endNumber, named, true, secondHeader, told, cuts);
  }

  Life secondHeaderRaised() {
    return new Life(version, endedBy, endedAt, endNumber, named, stalled, true, told, cuts);
  }

  Life told(Told of) {
    return new Life(version, endedBy, endedAt, endNumber, named, stalled, secondHeader, of, cuts);
  }

  Life cut(Cut what) {
    if (cuts.contains(what)) {
      return this;
    }
    List<Cut> more = new ArrayList<>(cuts);
    more.add(what);
    more.sort(null);
    return new Life(
        version,
        endedBy,
        endedAt,
        endNumber,
        named,
        stalled,
        secondHeader,
        told,
        List.copyOf(more));
  }
}
