package firstbad.bisection;

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
    List<Cut> cuts) {

  static final Life NEW = new Life(0, null, null, 0, false, false, false, List.of());

  Life head() {
    return new Life(version + 1, endedBy, endedAt, endNumber, named, stalled, secondHeader, cuts);
  }

  Life ended(EndedBy by, long at, long number) {
    return new Life(version, by, at, number, named, stalled, secondHeader, cuts);
  }

  Life revived() {
    return new Life(version, null, null, endNumber, named, stalled, secondHeader, cuts);
  }

  Life culpritNamed() {
    return new Life(version, endedBy, endedAt, endNumber, true, stalled, secondHeader, cuts);
  }

  Life stalledRaised() {
    return new Life(version, endedBy, endedAt, endNumber, named, true, secondHeader, cuts);
  }

  Life secondHeaderRaised() {
    return new Life(version, endedBy, endedAt, endNumber, named, stalled, true, cuts);
  }

  Life cut(Cut what) {
    if (cuts.contains(what)) {
      return this;
    }
    List<Cut> more = new ArrayList<>(cuts);
    more.add(what);
    more.sort(null);
    return new Life(
        version, endedBy, endedAt, endNumber, named, stalled, secondHeader, List.copyOf(more));
  }
}
