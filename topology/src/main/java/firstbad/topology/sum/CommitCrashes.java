package firstbad.topology.sum;

import firstbad.bisection.finding.CrashDelta;
import firstbad.bisection.finding.CrashDelta.TitleDelta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The crash counts of one kernel commit over all bisections. Sums only, so that neither the order
 * of the deltas nor the partition they came from matters.
 *
 * @param commitTitle the commit's title; null when no log told it
 * @param tests how often it was tested
 * @param runs its runs by what came of them
 * @param types the crashed runs by crash type, ordered by name
 */
public record CommitCrashes(
    @Nullable String commitTitle,
    CrashDelta.Tests tests,
    CrashDelta.RunDelta runs,
    Map<String, OfType> types,
    CrashDelta.Observed observed) {

  /** Titles that an event lists; the largest, ties by name. */
  public static final int LISTED = 50;

  /**
   * Titles of one commit that are kept apart. A kernel has a few hundred; beyond, runs are counted
   * for the type only, so that a hostile log cannot make the value grow past 900 KB.
   */
  public static final int KEPT = 1000;

  public static final CommitCrashes NONE =
      new CommitCrashes(
          null,
          CrashDelta.Tests.NONE,
          CrashDelta.RunDelta.NONE,
          Map.of(),
          CrashDelta.Observed.NEVER);

  /**
   * Crashes of one type.
   *
   * @param titles by name, ordered; without those beyond {@link #KEPT}
   */
  public record OfType(int runs, int bisections, Map<String, OfTitle> titles) {
    private static final OfType NONE = new OfType(0, 0, Map.of());

    /**
     * What is taken back of a title that was not kept, or not from its beginning, is taken from the
     * type alone: else less than nothing would be left of the title.
     */
    private OfType plus(TitleDelta delta, boolean kept) {
      boolean others = runs != titles.values().stream().mapToInt(OfTitle::runs).sum();
      Map<String, OfTitle> next = titles;
      if (kept || titles.containsKey(delta.title())) {
        next = new TreeMap<>(titles);
        OfTitle sum = titles.getOrDefault(delta.title(), OfTitle.NONE).plus(delta);
        if (sum.equals(OfTitle.NONE) || (others && sum.isLessThanNothing())) {
          next.remove(delta.title());
        } else {
          next.put(delta.title(), sum);
        }
      }
      return new OfType(runs + delta.runs(), bisections + delta.bisectionsOfType(), next);
    }
  }

  /**
   * Crashes with one title.
   *
   * @param foreign bisections in which it was none of the bug's titles
   */
  public record OfTitle(int runs, int bisections, int foreign) {
    private static final OfTitle NONE = new OfTitle(0, 0, 0);

    private boolean isLessThanNothing() {
      return runs < 0 || bisections < 0 || foreign < 0;
    }

    private OfTitle plus(TitleDelta delta) {
      return new OfTitle(
          runs + delta.runs(), bisections + delta.bisectionsOfTitle(), foreign + delta.foreign());
    }
  }

  /** A title, as an event lists it. */
  public record Listed(String type, String title, OfTitle crashes) {
    private static final Comparator<Listed> LARGEST_FIRST =
        Comparator.comparingInt((Listed listed) -> -listed.crashes().runs())
            .thenComparing(Listed::title)
            .thenComparing(Listed::type);
  }

  /** Whether no bisection has tested the commit that is not forgotten. */
  public boolean isNothing() {
    return tests.equals(CrashDelta.Tests.NONE)
        && runs.equals(CrashDelta.RunDelta.NONE)
        && types.isEmpty();
  }

  public CommitCrashes plus(CrashDelta delta) {
    return new CommitCrashes(
        title(commitTitle, delta.commitTitle()),
        tests.plus(delta.tests()),
        runs.plus(delta.runs()),
        typesPlus(delta.titles()),
        observed.plus(delta.observed()));
  }

  private Map<String, OfType> typesPlus(List<TitleDelta> deltas) {
    Map<String, OfType> next = new TreeMap<>(types);
    int titles = types.values().stream().mapToInt(type -> type.titles().size()).sum();
    for (TitleDelta title : deltas) {
      OfType before = next.getOrDefault(title.type(), OfType.NONE);
      OfType after = before.plus(title, titles < KEPT);
      titles += after.titles().size() - before.titles().size();
      if (after.equals(OfType.NONE)) {
        next.remove(title.type());
      } else {
        next.put(title.type(), after);
      }
    }
    return next;
  }

  /** The largest titles, at most {@link #LISTED}, ties by name. */
  public List<Listed> listed() {
    List<Listed> all = new ArrayList<>();
    types.forEach(
        (type, ofType) ->
            ofType.titles().forEach((title, crashes) -> all.add(new Listed(type, title, crashes))));
    all.sort(Listed.LARGEST_FIRST);
    return all.subList(0, Math.min(all.size(), LISTED));
  }

  /** A commit has one title; should logs differ, the first by name, whatever came first. */
  public static @Nullable String title(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }
}
