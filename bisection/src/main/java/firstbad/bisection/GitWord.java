package firstbad.bisection;

/** The word that git was told about a commit, inverted in a fix bisection. */
enum GitWord {
  GOOD,
  BAD,
  SKIP;

  /** The kernel's behaviour behind the word (log-format.md section 2.1). */
  Verdict verdict(Kind kind) {
    if (this == SKIP) {
      return Verdict.SKIP;
    }
    return (this == BAD) == (kind != Kind.FIX) ? Verdict.BAD : Verdict.GOOD;
  }
}
