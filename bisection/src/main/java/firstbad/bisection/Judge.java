package firstbad.bisection;

import org.jspecify.annotations.Nullable;

/**
 * What the closed revisions came to, and the rules by which the next one is read.
 *
 * @param era the newest era that the log has proved
 * @param flaky whether the reproducer was called flaky, or is by the rule of the era
 * @param opened revisions so far, the open one included
 * @param built closed revisions that had runs
 * @param chance syzkaller's estimate that one run crashes (log-format.md section 11.5)
 * @param ratio share of crashes in the newest revision that told something
 * @param confidence the product over the good steps; null before git tested one
 * @param own numbers of the bug's titles: those of the first revision that crashed
 * @param bug the most frequent of them, by runs
 * @param first ordinal of the first revision that had runs; 0 before
 * @param lastGood ordinal of the newest revision that did not crash; 0 before
 * @param last the newest verdict
 */
public record Judge(
    Era era,
    boolean flaky,
    int opened,
    int built,
    int good,
    int bad,
    int skip,
    double chance,
    double ratio,
    @Nullable Double confidence,
    TitleSet own,
    Tallies bug,
    int first,
    int lastGood,
    Verdict last) {

  static final Judge NONE =
      new Judge(
          Era.SEARCHING,
          false,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          null,
          TitleSet.EMPTY,
          Tallies.NONE,
          0,
          0,
          Verdict.UNKNOWN);

  Judge proved(Era proof) {
    Era newer = era.atLeast(proof);
    return newer == era
        ? this
        : new Judge(
            newer,
            flaky,
            opened,
            built,
            good,
            bad,
            skip,
            chance,
            ratio,
            confidence,
            own,
            bug,
            first,
            lastGood,
            last);
  }

  Judge calledFlaky() {
    return flaky
        ? this
        : new Judge(
            era,
            true,
            opened,
            built,
            good,
            bad,
            skip,
            chance,
            ratio,
            confidence,
            own,
            bug,
            first,
            lastGood,
            last);
  }

  Judge opening() {
    return new Judge(
        era,
        flaky,
        opened + 1,
        built,
        good,
        bad,
        skip,
        chance,
        ratio,
        confidence,
        own,
        bug,
        first,
        lastGood,
        last);
  }

  /** The configuration that was tested last is used from now on. */
  Judge adopting() {
    return new Judge(
        era,
        flaky,
        opened,
        built,
        good,
        bad,
        skip,
        ratio,
        ratio,
        confidence,
        own,
        bug,
        first,
        lastGood,
        last);
  }

  /** The bug is what crashed in this first revision. */
  Judge knowing(TitleSet titles, Tallies frequent) {
    return new Judge(
        era,
        flaky,
        opened,
        built,
        good,
        bad,
        skip,
        chance,
        ratio,
        confidence,
        titles,
        frequent,
        first,
        lastGood,
        last);
  }

  int tested() {
    return good + bad + skip;
  }

  /** How many runs stand behind {@code all runs:} in the open revision. */
  int intendedRuns() {
    return era.intendedRuns(built == 0 || flaky);
  }

  Verdict derived(Runs runs) {
    return era.rule()
        .of(new VerdictRule.Runs(runs.total(), runs.ok(), runs.crashed(), runs.infra(), flaky));
  }

  /** After a revision was closed with this verdict. */
  Judge closed(Block block, Verdict verdict) {
    Runs runs = block.runs();
    boolean step = block.is(Role.STEP);
    double share = runs.told() == 0 ? ratio : (double) runs.crashed() / runs.told();
    return new Judge(
        era,
        flaky || era.flaky(runs.ok(), runs.crashed(), verdict),
        opened,
        built + (runs.total() > 0 ? 1 : 0),
        good + (verdict == Verdict.GOOD ? 1 : 0),
        bad + (verdict == Verdict.BAD ? 1 : 0),
        skip + (verdict == Verdict.SKIP ? 1 : 0),
        chance(block, verdict, share),
        share,
        step ? confidence(runs, verdict) : confidence,
        own,
        bug,
        first == 0 && runs.total() > 0 ? block.opening().ordinal() : first,
        verdict == Verdict.GOOD && runs.total() > 0 ? block.opening().ordinal() : lastGood,
        verdict);
  }

  private double chance(Block block, Verdict verdict, double share) {
    if (built == 0 && block.hasRuns()) {
      return share;
    }
    return block.is(Role.STEP) && verdict == Verdict.BAD
        ? Math.min(chance, (chance + share) / 2)
        : chance;
  }

  private Double confidence(Runs runs, Verdict verdict) {
    double before = confidence == null ? 1 : confidence;
    return verdict == Verdict.GOOD ? before * (1 - StrictMath.pow(1 - chance, runs.ok())) : before;
  }
}
