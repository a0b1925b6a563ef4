package firstbad.bisection;

import firstbad.bisection.Analysis.CommitCounts;
import firstbad.bisection.Analysis.TitleCounts;
import firstbad.bisection.finding.CrashDelta;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was counted at one commit so far. It changes in place, since nearly every line of a tested
 * revision adds to it; what is read of it does not.
 */
final class CommitSum {
  private final Map<String, TitleSum> titles = new TreeMap<>();
  private @Nullable String title;
  private int bisections;
  private int revisions;
  private int crashed;
  private int ok;
  private int inconclusive;
  private int estimated;

  void add(CrashDelta delta) {
    title = title == null ? delta.commitTitle() : title;
    bisections += delta.tests().bisections();
    revisions += delta.tests().revisions();
    crashed += delta.runs().crashed();
    ok += delta.runs().ok();
    inconclusive += delta.runs().inconclusive();
    estimated += delta.runs().estimated();
    for (CrashDelta.TitleDelta each : delta.titles()) {
      TitleSum sum = titles.get(each.title());
      if (sum == null) {
        sum = new TitleSum(each.type());
        titles.put(each.title(), sum);
      }
      sum.add(each);
    }
  }

  /** The counts as they stand; a title whose runs were all taken back is not among them. */
  CommitCounts counts() {
    Map<String, TitleCounts> counts = new TreeMap<>();
    titles.forEach(
        (text, sum) -> {
          if (!sum.isNothing()) {
            counts.put(text, sum.counts());
          }
        });
    return new CommitCounts(
        title,
        new CrashDelta.Tests(bisections, revisions),
        new CrashDelta.RunDelta(crashed, ok, inconclusive, estimated),
        counts);
  }

  /** The same for one title. */
  private static final class TitleSum {
    private final String type;
    private int runs;
    private int bisectionsOfType;
    private int bisectionsOfTitle;
    private int foreign;

    TitleSum(String type) {
      this.type = type;
    }

    void add(CrashDelta.TitleDelta delta) {
      runs += delta.runs();
      bisectionsOfType += delta.bisectionsOfType();
      bisectionsOfTitle += delta.bisectionsOfTitle();
      foreign += delta.foreign();
    }

    boolean isNothing() {
      return runs == 0 && bisectionsOfType == 0 && bisectionsOfTitle == 0 && foreign == 0;
    }

    TitleCounts counts() {
      return new TitleCounts(type, runs, bisectionsOfType, bisectionsOfTitle, foreign);
    }
  }
}
