package firstbad.bisection.trust.rule;

import firstbad.bisection.trust.SearchHistory;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.posterior.ClosedRevision;
import firstbad.bisection.trust.posterior.TitledRuns;
import firstbad.bisection.trust.title.CrashTitle;
import firstbad.bisection.trust.title.Relation;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule without a model: object to the first bad revision none of whose titles looks like the
 * bug. It stands beside the onset posterior as an oracle, and in its place where nothing is judged.
 */
public final class ForeignTitles implements Rule {

  @Override
  public String name() {
    return "foreign-titles";
  }

  @Override
  public Scale scale() {
    return Scale.ORDER;
  }

  @Override
  public Opinion opinion(SearchHistory course) {
    List<ClosedRevision> bad = course.bad();
    if (bad.isEmpty()) {
      return new Opinion(0, Level.NONE, null);
    }
    List<CrashTitle> bugs =
        TitledRuns.of(bad.get(0).crashes()).stream().map(TitledRuns::title).toList();
    List<String> together = new ArrayList<>();
    Integer alarmedAt = null;
    int foreign = 0;
    for (ClosedRevision each : bad.subList(1, bad.size())) {
      List<TitledRuns> titles = TitledRuns.of(each.crashes());
      boolean own =
          titles.stream().anyMatch(t -> Relation.of(t.title(), bugs) == Relation.SAME_TITLE);
      titles.stream().filter(t -> own).forEach(t -> together.add(t.title().key()));
      if (!titles.isEmpty() && titles.stream().allMatch(t -> foreign(t, bugs, together))) {
        foreign++;
        alarmedAt = alarmedAt == null ? (Integer) each.ordinal() : alarmedAt;
      }
    }
    return new Opinion(1.0 / (1 + foreign), Level.NONE, alarmedAt);
  }

  private static boolean foreign(TitledRuns titled, List<CrashTitle> bugs, List<String> together) {
    return Relation.of(titled.title(), bugs).foreign() && !together.contains(titled.title().key());
  }
}
