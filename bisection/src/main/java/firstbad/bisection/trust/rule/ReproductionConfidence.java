package firstbad.bisection.trust.rule;

import firstbad.bisection.trust.SearchHistory;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.posterior.ClosedRevision;
import firstbad.bisection.trust.posterior.ClosedRevision.SearchStage;
import firstbad.bisection.trust.posterior.ClosedRevision.Verdict;

/**
 * Syzkaller's own confidence: the chance that no good verdict of git's phase is a bug that hid. It
 * knows no titles.
 */
public final class ReproductionConfidence implements Rule {

  @Override
  public String name() {
    return "reproduction-confidence";
  }

  @Override
  public Scale scale() {
    return Scale.PROBABILITY;
  }

  @Override
  public Opinion opinion(SearchHistory course) {
    double chance = 0;
    double confidence = 1;
    boolean first = true;
    for (ClosedRevision each : course.revisions()) {
      if (first && each.stage() == SearchStage.ORIGINAL && each.verdict() == Verdict.BAD) {
        chance = ratio(each);
        first = false;
      } else if (each.stage() == SearchStage.STEP && each.verdict() == Verdict.BAD) {
        chance = Math.min(chance, (chance + ratio(each)) / 2);
      } else if (each.stage() == SearchStage.STEP && each.verdict() == Verdict.GOOD) {
        confidence *= 1 - StrictMath.pow(1 - chance, each.ok());
      }
    }
    return new Opinion(confidence, Level.NONE, null);
  }

  private static double ratio(ClosedRevision revision) {
    double crashed = revision.crashed();
    return crashed + revision.ok() == 0 ? 0 : crashed / (crashed + revision.ok());
  }
}
