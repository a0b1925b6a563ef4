package firstbad.topology;

import firstbad.bisection.CrashDelta;
import firstbad.bisection.CrashDelta.TitleDelta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Crash deltas, summed by commit and title until the next commit of the task: several times fewer
 * records on the way to {@code count-crashes} than one for each line.
 */
final class CrashSums {
  /** So many titles of {@link firstbad.bisection.Caps#TITLE_BYTES} stay far below 900 KB. */
  static final int TITLES_PER_RECORD = 500;

  private final Map<String, Sum> byCommit = new LinkedHashMap<>();

  void add(CrashDelta delta) {
    byCommit.computeIfAbsent(delta.commit(), commit -> new Sum()).add(delta);
  }

  /** Hands out what was summed, one or more deltas per commit, and starts anew. */
  void drain(BiConsumer<String, CommitDelta> to) {
    byCommit.forEach((commit, sum) -> sum.deltas().forEach(delta -> to.accept(commit, delta)));
    byCommit.clear();
  }

  void forget() {
    byCommit.clear();
  }

  /** Mutable, since a burst of lines adds to the same few sums. */
  private static final class Sum {
    private @Nullable String commitTitle;
    private int bisections;
    private int revisions;
    private int crashed;
    private int ok;
    private int toldNothing;
    private int estimated;
    private long firstObservedAt = Long.MAX_VALUE;
    private long lastObservedAt = Long.MIN_VALUE;
    private final Map<String, TitleDelta> titles = new LinkedHashMap<>();

    void add(CrashDelta delta) {
      commitTitle = CommitCrashes.title(commitTitle, delta.commitTitle());
      bisections += delta.bisections();
      revisions += delta.revisions();
      crashed += delta.crashed();
      ok += delta.ok();
      toldNothing += delta.toldNothing();
      estimated += delta.estimated();
      firstObservedAt = Math.min(firstObservedAt, delta.observedAt());
      lastObservedAt = Math.max(lastObservedAt, delta.observedAt());
      for (TitleDelta title : delta.titles()) {
        titles.merge(title.title(), title, Sum::plus);
      }
    }

    List<CommitDelta> deltas() {
      List<TitleDelta> all = List.copyOf(titles.values());
      List<CommitDelta> deltas = new ArrayList<>();
      int end = Math.min(all.size(), TITLES_PER_RECORD);
      deltas.add(
          new CommitDelta(
              commitTitle,
              bisections,
              revisions,
              crashed,
              ok,
              toldNothing,
              estimated,
              all.subList(0, end),
              firstObservedAt,
              lastObservedAt));
      for (int start = end; start < all.size(); start = end) {
        end = Math.min(all.size(), start + TITLES_PER_RECORD);
        deltas.add(
            new CommitDelta(
                null, 0, 0, 0, 0, 0, 0, all.subList(start, end), firstObservedAt, lastObservedAt));
      }
      return deltas;
    }

    private static TitleDelta plus(TitleDelta one, TitleDelta other) {
      return new TitleDelta(
          one.title(),
          one.type(),
          one.runs() + other.runs(),
          one.bisectionsOfType() + other.bisectionsOfType(),
          one.bisectionsOfTitle() + other.bisectionsOfTitle(),
          one.foreign() + other.foreign());
    }
  }
}
