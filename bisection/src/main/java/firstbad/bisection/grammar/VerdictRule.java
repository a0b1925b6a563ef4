package firstbad.bisection.grammar;

import firstbad.bisection.finding.Verdict;

/** The rules by which syzkaller decided a revision, each from a day on: see {@link Era}. */
public enum VerdictRule {
  FIRST_CRASH {
    @Override
    public Verdict of(Runs runs) {
      return runs.bad > 0 ? Verdict.BAD : runs.good > 0 ? Verdict.GOOD : Verdict.SKIP;
    }
  },
  /** Counts ten runs whatever there were. */
  TWO_THIRDS_OF_TEN {
    @Override
    public Verdict of(Runs runs) {
      return twoThirds(runs, 10);
    }
  },
  TWO_THIRDS {
    @Override
    public Verdict of(Runs runs) {
      return twoThirds(runs, runs.all);
    }
  },
  INFRA_ABORTS {
    @Override
    public Verdict of(Runs runs) {
      return runs.infra > runs.all / 2 ? Verdict.SKIP : FIRST_CRASH.of(runs);
    }
  },
  HALF_MUST_BE_GOOD {
    @Override
    public Verdict of(Runs runs) {
      if (runs.infra > runs.all / 2) {
        return Verdict.SKIP;
      }
      return runs.bad > 0 ? Verdict.BAD : 2 * runs.good > runs.all ? Verdict.GOOD : Verdict.SKIP;
    }
  },
  ENOUGH_RUNS {
    @Override
    public Verdict of(Runs runs) {
      return enough(runs, 1);
    }
  },
  ENOUGH_CRASHES {
    @Override
    public Verdict of(Runs runs) {
      return enough(runs, Math.max(2, (runs.all - runs.infra) / 6));
    }
  };

  /**
   * What the runs of a revision came to.
   *
   * @param all runs with a result
   * @param infra runs that could not take place
   * @param flaky whether the reproducer was flaky before this revision
   */
  public record Runs(int all, int good, int bad, int infra, boolean flaky) {}

  /** The verdict; a bisection that was aborted leaves SKIP. */
  public abstract Verdict of(Runs runs);

  private static Verdict twoThirds(Runs runs, int all) {
    if (runs.bad > 0) {
      return Verdict.BAD;
    }
    boolean skipped = all - runs.good > all / 3 * 2;
    return !skipped && runs.good > 0 ? Verdict.GOOD : Verdict.SKIP;
  }

  private static Verdict enough(Runs runs, int crashes) {
    int wanted = runs.flaky ? runs.all * 3 / 4 : runs.all / 2;
    if (runs.bad == 0 && runs.good >= wanted) {
      return Verdict.GOOD;
    }
    boolean conclusive = runs.good + runs.bad >= runs.all / 2;
    return conclusive && runs.bad >= crashes ? Verdict.BAD : Verdict.SKIP;
  }
}
