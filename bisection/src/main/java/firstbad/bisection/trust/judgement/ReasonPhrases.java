package firstbad.bisection.trust.judgement;

import java.util.Locale;

/** Shares and commits as sentences have them. */
public final class ReasonPhrases {
  private static final int GROUPED_FROM = 10_000;

  /**
   * A share in whole percent.
   *
   * @param share 0 to 1
   */
  public static String percent(double share) {
    long whole = Math.round(100 * share);
    return (whole == 0 && share > 0 ? "under 1" : whole) + " %";
  }

  /**
   * What a verdict ruled out; nothing where that is nothing, which is no reason.
   *
   * @param share 0 to 1
   */
  public static String ruledOut(double share) {
    return share > 0 ? " and ruled out " + percent(share) + " of where the cause is likely" : "";
  }

  /** {@code 1 commit}, {@code 6155 commits}, {@code 12,312 commits}. */
  public static String commits(int count) {
    String number = String.format(Locale.ROOT, count < GROUPED_FROM ? "%d" : "%,d", count);
    return number + (count == 1 ? " commit" : " commits");
  }

  /** The first 12 digits of a hash. */
  public static String abbreviated(String commit) {
    return commit.length() > 12 ? commit.substring(0, 12) : commit;
  }

  private ReasonPhrases() {}
}
