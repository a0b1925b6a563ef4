package firstbad.bisection.grammar;

import firstbad.bisection.finding.Kind;
import java.util.Locale;
import java.util.Set;

/**
 * What a search by git looks for, by its words for the newer and the older commits. Git takes any
 * two and asks for no meaning, so that only words of which everybody knows it can tell.
 */
public final class GitTerms {
  private static final Set<String> FAULTY =
      Set.of(
          "bad",
          "broken",
          "buggy",
          "bug",
          "unfixed",
          "crash",
          "crashes",
          "crashing",
          "crashed",
          "fail",
          "fails",
          "failing",
          "failed",
          "hang",
          "hangs",
          "oops",
          "regressed",
          "regression",
          "slow",
          "slower",
          "wrong",
          "red",
          "vulnerable");

  private static final Set<String> SOUND =
      Set.of(
          "good",
          "fixed",
          "fix",
          "fixes",
          "unbroken",
          "repaired",
          "resolved",
          "solved",
          "works",
          "working",
          "worked",
          "pass",
          "passes",
          "passing",
          "passed",
          "ok",
          "clean",
          "fast",
          "faster",
          "right",
          "green",
          "patched");

  /** Whether the newer commits have the bug or its fix; unknown where the words do not say. */
  public static Kind kind(String newer, String older) {
    boolean cause = is(FAULTY, newer) || is(SOUND, older);
    boolean fix = is(SOUND, newer) || is(FAULTY, older);
    return cause == fix ? Kind.UNKNOWN : cause ? Kind.CAUSE : Kind.FIX;
  }

  private static boolean is(Set<String> words, String term) {
    return words.contains(term.toLowerCase(Locale.ROOT));
  }

  private GitTerms() {}
}
