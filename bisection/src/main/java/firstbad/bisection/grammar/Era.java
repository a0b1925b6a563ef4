package firstbad.bisection.grammar;

import firstbad.bisection.finding.Verdict;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The rules by which a log was made, by the day from which they held. The era of a log is the
 * newest one that its date or any shape in it proves.
 */
public enum Era {
  /** {@code searching for guilty commit}. */
  SEARCHING("2018-05-17", VerdictRule.FIRST_CRASH, 8, 8, Flaky.NEVER),
  /** {@code bisecting cause commit}. */
  BISECTING("2019-03-17", VerdictRule.TWO_THIRDS_OF_TEN, 10, 10, Flaky.NEVER),
  /** {@code reproducer seems to be flaky}. */
  FLAGGED("2020-11-17", VerdictRule.TWO_THIRDS, 10, 10, Flaky.FEWER_CRASHES),
  /** More than ten runs in a revision, gcc 10, {@code testing commit} without a compiler. */
  TWENTY("2021-02-20", VerdictRule.TWO_THIRDS, 10, 20, Flaky.FEWER_CRASHES),
  /** {@code starts bisection}. */
  HOSTED("2022-07-19", VerdictRule.TWO_THIRDS, 10, 20, Flaky.FEWER_CRASHES),
  /** {@code failed building}, {@code failed testing reproducer on}. */
  REWORDED("2023-05-05", VerdictRule.TWO_THIRDS, 10, 20, Flaky.FEWER_CRASHES),
  /** {@code infra problem:}, {@code repro testing failure:}. */
  ABORTING("2023-05-09", VerdictRule.INFRA_ABORTS, 10, 20, Flaky.FEWER_CRASHES),
  /** {@code too many neither good nor bad results}. */
  MAJORITY("2023-06-15", VerdictRule.HALF_MUST_BE_GOOD, 10, 20, Flaky.FEWER_CRASHES),
  /** {@code unable to determine the verdict}. */
  WEIGHED("2023-06-29", VerdictRule.ENOUGH_RUNS, 10, 20, Flaky.FEWER_CRASHES),
  /** Each crash is logged twice, until {@link #ONCE}; {@code ignore:}. */
  TWICE("2023-07-06", VerdictRule.ENOUGH_RUNS, 10, 20, Flaky.FEWER_CRASHES),
  /** {@code false negative chance}. */
  CHANCES("2023-07-14", VerdictRule.ENOUGH_RUNS, 10, 20, Flaky.BAD_BELOW_HALF),
  /** {@code determine whether the revision contains the guilty commit} and later shapes. */
  ONCE("2023-08-08", VerdictRule.ENOUGH_RUNS, 10, 20, Flaky.BAD_BELOW_HALF),
  /** A minimum number of crashes; no shape of its own. */
  MINIMUM("2024-07-15", VerdictRule.ENOUGH_CRASHES, 10, 20, Flaky.BAD_BELOW_HALF);

  /** When a revision makes the reproducer flaky. */
  enum Flaky {
    NEVER,
    FEWER_CRASHES,
    BAD_BELOW_HALF
  }

  private static final Era[] ALL = values();

  private final String from;
  private final long fromMillis;
  private final VerdictRule rule;
  private final int runs;
  private final int moreRuns;
  private final Flaky flaky;

  Era(String from, VerdictRule rule, int runs, int moreRuns, Flaky flaky) {
    this.from = from;
    this.fromMillis = LocalDate.parse(from).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    this.rule = rule;
    this.runs = runs;
    this.moreRuns = moreRuns;
    this.flaky = flaky;
  }

  /** The era of a log that starts at this time, milliseconds since the epoch. */
  public static Era at(long millis) {
    Era era = SEARCHING;
    for (Era later : ALL) {
      if (later.fromMillis <= millis) {
        era = later;
      }
    }
    return era;
  }

  public Era atLeast(Era other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The day from which it held. */
  public String from() {
    return from;
  }

  public VerdictRule rule() {
    return rule;
  }

  /**
   * How many runs a revision was meant to get.
   *
   * @param more whether it is the first revision that was built, or the reproducer is flaky
   */
  public int intendedRuns(boolean more) {
    return more ? moreRuns : runs;
  }

  /** Whether such a revision makes the reproducer flaky. */
  public boolean flaky(int good, int bad, Verdict verdict) {
    return switch (flaky) {
      case FEWER_CRASHES -> bad > 0 && bad < good;
      case BAD_BELOW_HALF -> verdict == Verdict.BAD && 2 * bad < good + bad;
      case NEVER -> false;
    };
  }

  /** Whether each crash was logged twice at this date. */
  public boolean doubled() {
    return this == TWICE || this == CHANCES;
  }

  /** Whether crashes may have been logged twice, a service that lags behind included. */
  public boolean mayDouble() {
    return doubled() || this == ONCE;
  }
}
