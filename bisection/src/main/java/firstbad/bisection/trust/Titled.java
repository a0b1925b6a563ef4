package firstbad.bisection.trust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A crash title in its normal form with the runs that crashed with it. */
record Titled(CrashTitle title, long runs) {
  private static final Comparator<Titled> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(Titled::runs)
          .reversed()
          .thenComparing(titled -> titled.title().text());

  /** Runs of all titles. */
  static long sum(List<Titled> titles) {
    long runs = 0;
    for (Titled each : titles) {
      runs += each.runs;
    }
    return runs;
  }

  /** Titles of one normal form together, the most frequent first, whatever the order given. */
  static List<Titled> of(List<ClosedRevision.Crashes> crashes) {
    if (crashes.isEmpty()) {
      return List.of();
    }
    if (crashes.size() == 1) {
      ClosedRevision.Crashes only = crashes.get(0);
      return only.runs() > 0
          ? List.of(new Titled(CrashTitle.of(only.title()), only.runs()))
          : List.of();
    }
    Map<String, Titled> byText = new TreeMap<>();
    for (ClosedRevision.Crashes each : crashes) {
      if (each.runs() > 0) {
        CrashTitle title = CrashTitle.of(each.title());
        byText.merge(
            title.text(),
            new Titled(title, each.runs()),
            (one, other) -> new Titled(title, one.runs + other.runs));
      }
    }
    List<Titled> titles = new ArrayList<>(byText.values());
    titles.sort(MOST_FREQUENT_FIRST);
    return titles;
  }
}
