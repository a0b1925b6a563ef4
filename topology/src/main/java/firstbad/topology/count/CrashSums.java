package firstbad.topology.count;

import firstbad.bisection.finding.CrashDelta;
import firstbad.bisection.finding.CrashDelta.TitleDelta;
import firstbad.topology.sum.CommitCrashes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Crash deltas, summed by commit and title until the next commit of the task: several times fewer
 * records on the way to {@code count-crashes} than one for each line.
 */
public final class CrashSums {
  /** So many titles of {@link firstbad.bisection.caps.Caps#TITLE_BYTES} stay far below 900 KB. */
  static final int TITLES_PER_RECORD = 500;

  private final Map<String, Sum> byCommit = new LinkedHashMap<>();

  public void add(String commit, CrashDelta delta) {
    byCommit.computeIfAbsent(commit, unseen -> new Sum()).add(delta);
  }

  /**
   * Hands out what was summed, by the key under which it is sent, and starts anew. A commit has one
   * delta or more, and no record has many more titles than {@link #TITLES_PER_RECORD}.
   */
  public void drain(BiConsumer<String, CrashDeltas> to) {
    Map<String, List<CrashDeltas.Of>> byKey = new TreeMap<>();
    byCommit.forEach(
        (commit, sum) -> {
          List<CrashDeltas.Of> deltas = byKey.computeIfAbsent(key(commit), k -> new ArrayList<>());
          sum.deltas().forEach(delta -> deltas.add(new CrashDeltas.Of(commit, delta)));
        });
    byKey.forEach((key, deltas) -> records(deltas).forEach(record -> to.accept(key, record)));
    byCommit.clear();
  }

  private static String key(String commit) {
    int hash = Utils.toPositive(Utils.murmur2(commit.getBytes(StandardCharsets.UTF_8)));
    return Integer.toString(hash % CrashDeltas.KEYS);
  }

  private static List<CrashDeltas> records(List<CrashDeltas.Of> deltas) {
    List<CrashDeltas> records = new ArrayList<>();
    List<CrashDeltas.Of> record = new ArrayList<>();
    int titles = 0;
    for (CrashDeltas.Of delta : deltas) {
      int more = delta.delta().titles().size() + 1;
      if (titles + more > TITLES_PER_RECORD && !record.isEmpty()) {
        records.add(new CrashDeltas(List.copyOf(record)));
        record.clear();
        titles = 0;
      }
      record.add(delta);
      titles += more;
    }
    if (!record.isEmpty()) {
      records.add(new CrashDeltas(List.copyOf(record)));
    }
    return records;
  }

  public void forget() {
    byCommit.clear();
  }

  /** Mutable, since a burst of lines adds to the same few sums. */
  private static final class Sum {
    private @Nullable String commitTitle;
    private CrashDelta.Tests tests = CrashDelta.Tests.NONE;
    private CrashDelta.RunDelta runs = CrashDelta.RunDelta.NONE;
    private CrashDelta.Observed observed = CrashDelta.Observed.NEVER;
    private final Map<String, TitleDelta> titles = new LinkedHashMap<>();

    void add(CrashDelta delta) {
      commitTitle = CommitCrashes.title(commitTitle, delta.commitTitle());
      tests = tests.plus(delta.tests());
      runs = runs.plus(delta.runs());
      observed = observed.plus(delta.observed());
      for (TitleDelta title : delta.titles()) {
        titles.merge(title.title(), title, Sum::plus);
      }
    }

    List<CrashDelta> deltas() {
      List<TitleDelta> all = List.copyOf(titles.values());
      List<CrashDelta> deltas = new ArrayList<>();
      int end = Math.min(all.size(), TITLES_PER_RECORD);
      deltas.add(new CrashDelta(commitTitle, tests, runs, all.subList(0, end), observed));
      for (int start = end; start < all.size(); start = end) {
        end = Math.min(all.size(), start + TITLES_PER_RECORD);
        List<TitleDelta> more = all.subList(start, end);
        deltas.add(
            new CrashDelta(null, CrashDelta.Tests.NONE, CrashDelta.RunDelta.NONE, more, observed));
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
