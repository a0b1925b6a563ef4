package firstbad.bisection.state;

import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.grammar.VerdictRule;
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
public record VerdictState(
    Era era, boolean flaky, int opened, Closed closed, Estimate estimate, Known known) {

  static final VerdictState NONE =
      new VerdictState(Era.SEARCHING, false, 0, Closed.NONE, Estimate.NONE, Known.NOTHING);

  /**
   * What became of the closed revisions.
   *
   * @param verdicts how many closed with which verdict
   * @param kernels those whose kernel was built
   * @param built those that had runs
   * @param first ordinal of the first revision that had runs; 0 before
   * @param lastGood ordinal of the newest revision that did not crash; 0 before
   * @param last the newest verdict
   */
  public record Closed(
      Verdicts verdicts, int kernels, int built, int first, int lastGood, Verdict last) {

    static final Closed NONE = new Closed(new Verdicts(0, 0, 0), 0, 0, 0, 0, Verdict.UNKNOWN);

    Closed with(OpenRevision revision, Verdict verdict) {
      int ordinal = revision.opening().ordinal();
      boolean runs = revision.hasRuns();
      boolean kernel = runs || (revision.build().signature() != null && !revision.is(Role.PARENT));
      return new Closed(
          verdicts.plus(verdict),
          kernels + (kernel ? 1 : 0),
          built + (runs ? 1 : 0),
          first == 0 && runs ? ordinal : first,
          verdict == Verdict.GOOD && runs ? ordinal : lastGood,
          verdict);
    }
  }

  /** Closed revisions by verdict. */
  public record Verdicts(int good, int bad, int skip) {
    Verdicts plus(Verdict verdict) {
      return new Verdicts(
          good + (verdict == Verdict.GOOD ? 1 : 0),
          bad + (verdict == Verdict.BAD ? 1 : 0),
          skip + (verdict == Verdict.SKIP ? 1 : 0));
    }

    /** All of them. */
    public int tested() {
      return good + bad + skip;
    }
  }

  /**
   * What syzkaller takes the reproducer for.
   *
   * @param chance that one run crashes
   * @param ratio share of crashes in the newest revision that had an OK or a crash
   * @param confidence the product over the good steps; null before git tested one
   */
  public record Estimate(double chance, double ratio, @Nullable Double confidence) {

    static final Estimate NONE = new Estimate(0, 0, null);

    Estimate with(OpenRevision revision, Verdict verdict, boolean first) {
      Runs runs = revision.runs();
      boolean step = revision.is(Role.STEP);
      double share = runs.conclusive() == 0 ? ratio : (double) runs.crashed() / runs.conclusive();
      double now = chance;
      if (first && revision.hasRuns()) {
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
  public record Known(TitleSet own, RunsByTitle bug) {
    static final Known NOTHING = new Known(TitleSet.EMPTY, RunsByTitle.NONE);
  }

  public VerdictState proved(Era proof) {
    Era newer = era.atLeast(proof);
    return newer == era ? this : new VerdictState(newer, flaky, opened, closed, estimate, known);
  }

  public VerdictState calledFlaky() {
    return flaky ? this : new VerdictState(era, true, opened, closed, estimate, known);
  }

  public VerdictState opening() {
    return new VerdictState(era, flaky, opened + 1, closed, estimate, known);
  }

  /** The configuration that was tested last is used from now on. */
  public VerdictState adopting() {
    double ratio = estimate.ratio;
    Estimate now = new Estimate(ratio, ratio, estimate.confidence);
    return new VerdictState(era, flaky, opened, closed, now, known);
  }

  /** The bug is what crashed in this first revision. */
  public VerdictState knowing(TitleSet own, RunsByTitle bug) {
    return new VerdictState(era, flaky, opened, closed, estimate, new Known(own, bug));
  }

  /** After a revision was closed with this verdict. */
  public VerdictState closed(OpenRevision revision, Verdict verdict) {
    return new VerdictState(
        era,
        flaky || era.flaky(revision.runs().ok(), revision.runs().crashed(), verdict),
        opened,
        closed.with(revision, verdict),
        estimate.with(revision, verdict, closed.built == 0),
        known);
  }

  /** How many runs {@code all runs:} stands for in the open revision. */
  public int intendedRuns() {
    return era.intendedRuns(closed.built == 0 || flaky);
  }

  public Verdict derived(Runs runs) {
    return era.rule()
        .of(new VerdictRule.Runs(runs.total(), runs.ok(), runs.crashed(), runs.infra(), flaky));
  }
}
