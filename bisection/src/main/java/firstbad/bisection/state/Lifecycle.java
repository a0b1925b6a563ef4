package firstbad.bisection.state;

import firstbad.bisection.caps.Cut;
import firstbad.bisection.finding.EndedBy;
import firstbad.bisection.trust.judgement.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether lines are still expected, and what may be said only once.
 *
 * @param version of the newest head
 * @param end whether and how it ended
 * @param once what was said and is not said again
 * @param suspicion what was said of the commits that the log names; null before an end named some
 * @param cuts what caps cut off
 */
public record Lifecycle(
    int version, End end, SentOnce once, @Nullable SentSuspicion suspicion, List<Cut> cuts) {

  static final Lifecycle NEW =
      new Lifecycle(
          0, new End(null, null, 0), new SentOnce(false, false, false, false), null, List.of());

  /**
   * The end.
   *
   * @param by null while lines are expected
   * @param at when it ended; null while lines are expected
   * @param number the number of the newest end-of-log record; 0 before
   */
  public record End(@Nullable EndedBy by, @Nullable Long at, long number) {}

  /**
   * What is said only once.
   *
   * @param named whether the culprit was sent
   * @param stalled whether STALLED was raised
   * @param secondHeader whether a second header was reported
   * @param drift whether FORMAT_DRIFT was raised
   */
  public record SentOnce(boolean named, boolean stalled, boolean secondHeader, boolean drift) {}

  /**
   * What the newest end said of the commits that the log names.
   *
   * @param culprit the one that was named as the culprit; null for candidates
   * @param commits how many of them were named
   * @param titles whether the bug's titles were known
   */
  public record SentSuspicion(Level level, @Nullable String culprit, int commits, boolean titles) {}

  /** A new head is sent. */
  public Lifecycle head() {
    return new Lifecycle(version + 1, end, once, suspicion, cuts);
  }

  /** It has ended. */
  public Lifecycle ended(EndedBy by, long at, long number) {
    return new Lifecycle(version, new End(by, at, number), once, suspicion, cuts);
  }

  /** It has ended as this one has. */
  public Lifecycle endedAs(Lifecycle other) {
    return new Lifecycle(version, other.end, once, suspicion, cuts);
  }

  /** A line came after the end. */
  public Lifecycle revived() {
    return new Lifecycle(version, new End(null, null, end.number), once, suspicion, cuts);
  }

  /** The culprit is sent. */
  public Lifecycle culpritNamed() {
    SentOnce now = new SentOnce(true, once.stalled, once.secondHeader, once.drift);
    return new Lifecycle(version, end, now, suspicion, cuts);
  }

  /** STALLED is raised. */
  public Lifecycle stalledRaised() {
    SentOnce now = new SentOnce(once.named, true, once.secondHeader, once.drift);
    return new Lifecycle(version, end, now, suspicion, cuts);
  }

  /** A second header is reported. */
  public Lifecycle secondHeaderRaised() {
    SentOnce now = new SentOnce(once.named, once.stalled, true, once.drift);
    return new Lifecycle(version, end, now, suspicion, cuts);
  }

  /** FORMAT_DRIFT is raised. */
  public Lifecycle driftRaised() {
    SentOnce now = new SentOnce(once.named, once.stalled, once.secondHeader, true);
    return new Lifecycle(version, end, now, suspicion, cuts);
  }

  /** An end has said this of the commits that the log names. */
  public Lifecycle suspicionSent(@Nullable SentSuspicion of) {
    return new Lifecycle(version, end, once, of, cuts);
  }

  /** A cap cut something off. */
  public Lifecycle cut(Cut what) {
    if (cuts.contains(what)) {
      return this;
    }
    List<Cut> more = new ArrayList<>(cuts);
    more.add(what);
    more.sort(null);
    return new Lifecycle(version, end, once, suspicion, List.copyOf(more));
  }
}
