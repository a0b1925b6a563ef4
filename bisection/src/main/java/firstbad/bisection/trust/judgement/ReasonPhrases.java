package firstbad.bisection.trust.judgement;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shares and commits as sentences have them. */
public final class ReasonPhrases {
  private static final int GROUPED_FROM = 10_000;
  private static final double LITTLE = 0.01;
  private static final double MOST = 0.5;
  private static final double NEARLY_ALL = 0.95;

  /**
   * What a verdict ruled out, by what is known now; nothing where that is next to nothing, which is
   * no reason.
   *
   * @param share 0 to 1
   */
  public static String ruledOut(double share) {
    if (share < LITTLE) {
      return "";
    }
    return " and ruled out commits in which the cause "
        + (share >= NEARLY_ALL ? "almost certainly is" : share >= MOST ? "probably is" : "may be");
  }

  /** {@code 1 commit}, {@code 6155 commits}, {@code 12,312 commits}. */
  public static String commits(int count) {
    String number = String.format(Locale.ROOT, count < GROUPED_FROM ? "%d" : "%,d", count);
    return number + (count == 1 ? " commit" : " commits");
  }

  /**
   * A revision as every sentence names it: {@code step 5 (38970eac41db)}, or a release by its tag,
   * {@code v4.6 (step 25)}.
   *
   * @param release its tag; null where it is none, or where that is not known
   */
  public static String step(int ordinal, String commit, @Nullable String release) {
    return release == null
        ? "step " + ordinal + " (" + abbreviated(commit) + ")"
        : release + " (step " + ordinal + ")";
  }

  /** The first 12 digits of a hash. */
  public static String abbreviated(String commit) {
    return commit.length() > 12 ? commit.substring(0, 12) : commit;
  }

  private ReasonPhrases() {}
}
