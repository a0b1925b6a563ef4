package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.title.CrashTitle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A crash title in its normal form with the runs that crashed with it. */
public record TitledRuns(CrashTitle title, long runs) {
  private static final Comparator<TitledRuns> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(TitledRuns::runs)
          .reversed()
          .thenComparing(titled -> titled.title().text());

  /** Runs of all titles. */
  public static long sum(List<TitledRuns> titles) {
    long runs = 0;
    for (TitledRuns each : titles) {
      runs += each.runs;
    }
    return runs;
  }

  /** Titles of one normal form together, the most frequent first, whatever the order given. */
  public static List<TitledRuns> of(List<ClosedRevision.Crashes> crashes) {
    if (crashes.isEmpty()) {
      return List.of();
    }
    if (crashes.size() == 1) {
      ClosedRevision.Crashes only = crashes.get(0);
      return only.runs() > 0
          ? List.of(new TitledRuns(CrashTitle.of(only.title()), only.runs()))
          : List.of();
    }
    Map<String, TitledRuns> byText = new TreeMap<>();
    for (ClosedRevision.Crashes each : crashes) {
      if (each.runs() > 0) {
        CrashTitle title = CrashTitle.of(each.title());
        byText.merge(
            title.text(),
            new TitledRuns(title, each.runs()),
            (one, other) -> new TitledRuns(title, one.runs + other.runs));
      }
    }
    List<TitledRuns> titles = new ArrayList<>(byText.values());
    titles.sort(MOST_FREQUENT_FIRST);
    return titles;
  }
}
