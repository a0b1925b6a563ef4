package firstbad.bisection.trust.rule;

import firstbad.bisection.trust.SearchHistory;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.posterior.ClosedRevision;
import firstbad.bisection.trust.posterior.TitledRuns;
import java.util.List;

/**
 * The rule that Eric Biggers proposed in 2019: mail only what crashed one way all along; hold back
 * what hangs on a single crash, on a merge or on a release.
 */
public final class Biggers2019 implements Rule {

  @Override
  public String name() {
    return "biggers-2019";
  }

  @Override
  public Scale scale() {
    return Scale.LEVELS;
  }

  @Override
  public Opinion opinion(SearchHistory course) {
    List<ClosedRevision> bad = course.bad();
    long titles =
        bad.stream()
            .flatMap(each -> TitledRuns.of(each.crashes()).stream())
            .map(each -> each.title().text())
            .distinct()
            .count();
    List<ClosedRevision> later = bad.subList(Math.min(1, bad.size()), bad.size());
    boolean sometimes = later.stream().anyMatch(each -> each.ok() > 0);
    boolean single = later.stream().anyMatch(each -> each.crashed() == 1);
    if (single || course.mergeOrRelease() || (titles > 1 && sometimes)) {
      return new Opinion(0.1, Level.LOW, null);
    }
    return titles <= 1 && !sometimes
        ? new Opinion(0.9, Level.HIGH, null)
        : new Opinion(0.5, Level.MIDDLE, null);
  }
}
