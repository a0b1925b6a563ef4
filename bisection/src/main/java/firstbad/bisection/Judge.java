package firstbad.bisection;

import org.jspecify.annotations.Nullable;

/**
 * What the closed revisions came to, and the rules by which the next one is read.
 *
 * @param era the newest era that the log has proved
 * @param flaky whether the reproducer was called flaky, or is by the rule of the era
 * @param opened revisions so far, the open one included
 * @param closed what became of those that are closed
 * @param estimate syzkaller's own estimates
 * @param known the bug's titles
 */
public record Judge(
    Era era, boolean flaky, int opened, Closed closed, Estimate estimate, Known known) {

  static final Judge NONE =
      new Judge(Era.SEARCHING, false, 0, Closed.NONE, Estimate.NONE, Known.NOTHING);

  /**
   * What became of the closed revisions.
   *
   * @param built those that had runs
   * @param first ordinal of the first revision that had runs; 0 before
   * @param lastGood ordinal of the newest revision that did not crash; 0 before
   * @param last the newest verdict
   */
  public record Closed(
      int built, int good, int bad, int skip, int first, int lastGood, Verdict last) {

    static final Closed NONE = new Closed(0, 0, 0, 0, 0, 0, Verdict.UNKNOWN);

    Closed with(Block block, Verdict verdict) {
      int ordinal = block.opening().ordinal();
      return new Closed(
          built + (block.hasRuns() ? 1 : 0),
          good + (verdict == Verdict.GOOD ? 1 : 0),
          bad + (verdict == Verdict.BAD ? 1 : 0),
          skip + (verdict == Verdict.SKIP ? 1 : 0),
          first == 0 && block.hasRuns() ? ordinal : first,
          verdict == Verdict.GOOD && block.hasRuns() ? ordinal : lastGood,
          verdict);
    }

    int tested() {
      return good + bad + skip;
    }
  }

  /**
   * What syzkaller takes the reproducer for (log-format.md section 11.5).
   *
   * @param chance that one run crashes
   * @param ratio share of crashes in the newest revision that told something
   * @param confidence the product over the good steps; null before git tested one
   */
  public record Estimate(double chance, double ratio, @Nullable Double confidence) {

    static final Estimate NONE = new Estimate(0, 0, null);

    Estimate with(Block block, Verdict verdict, boolean first) {
      Runs runs = block.runs();
      boolean step = block.is(Role.STEP);
      double share = runs.told() == 0 ? ratio : (double) runs.crashed() / runs.told();
      double now = chance;
      if (first && block.hasRuns()) {
        now = share;
      } else if (step && verdict == Verdict.BAD) {
        now = Math.min(chance, (chance + share) / 2);
      }
      return new Estimate(now, share, step ? confidence(runs, verdict) : confidence);
    }

    private Double confidence(Runs runs, Verdict verdict) {
      double before = confidence == null ? 1 : confidence;
      return verdict == Verdict.GOOD
          ? before * (1 - StrictMath.pow(1 - chance, runs.ok()))
          : before;
    }
  }

  /**
   * The titles of the first revision that crashed.
   *
   * @param own their numbers
   * @param bug the most frequent of them, by runs
   */
  public record Known(TitleSet own, Tallies bug) {
    static final Known NOTHING = new Known(TitleSet.EMPTY, Tallies.NONE);
  }

  Judge proved(Era proof) {
    Era newer = era.atLeast(proof);
    return newer == era ? this : new Judge(newer, flaky, opened, closed, estimate, known);
  }

  Judge calledFlaky() {
    return flaky ? this : new Judge(era, true, opened, closed, estimate, known);
  }

  Judge opening() {
    return new Judge(era, flaky, opened + 1, closed, estimate, known);
  }

  /** The configuration that was tested last is used from now on. */
  Judge adopting() {
    double ratio = estimate.ratio;
    Estimate now = new Estimate(ratio, ratio, estimate.confidence);
    return new Judge(era, flaky, opened, closed, now, known);
  }

  /** The bug is what crashed in this first revision. */
  Judge knowing(TitleSet own, Tallies bug) {
    return new Judge(era, flaky, opened, closed, estimate, new Known(own, bug));
  }

  /** After a revision was closed with this verdict. */
  Judge closed(Block block, Verdict verdict) {
    return new Judge(
        era,
        flaky || era.flaky(block.runs().ok(), block.runs().crashed(), verdict),
        opened,
        closed.with(block, verdict),
        estimate.with(block, verdict, closed.built == 0),
        known);
  }

  /** How many runs stand behind {@code all runs:} in the open revision. */
  int intendedRuns() {
    return era.intendedRuns(closed.built == 0 || flaky);
  }

  Verdict derived(Runs runs) {
    return era.rule()
        .of(new VerdictRule.Runs(runs.total(), runs.ok(), runs.crashed(), runs.infra(), flaky));
  }
}
