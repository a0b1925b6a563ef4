package firstbad.bisection.grammar;

import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Verdict;

/** The word that git was told about a commit, inverted in a fix bisection. */
public enum GitWord {
  GOOD,
  BAD,
  SKIP;

  /** The kernel's behaviour behind the word. */
  public Verdict verdict(Kind kind) {
    if (this == SKIP) {
      return Verdict.SKIP;
    }
    return (this == BAD) == (kind != Kind.FIX) ? Verdict.BAD : Verdict.GOOD;
  }
}
