package firstbad.topology.sum;

import firstbad.bisection.finding.Suspicion;
import firstbad.bisection.trust.judgement.Level;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The bisections that name one kernel commit. Sums, and of what cannot be kept whole the first by
 * name, which are the same whatever came first: neither order nor partitions matter.
 *
 * @param commitTitle the commit's title; null when no log told it
 * @param bisections how many name the commit
 * @param ids of the bisections, the first {@link #IDS} by name
 * @param levels those that name it as the culprit, by the trust in it
 * @param bugs what they searched for
 * @param named when they named it
 */
public record CommitSuspicions(
    @Nullable String commitTitle,
    Bisections bisections,
    List<String> ids,
    Map<Level, Integer> levels,
    Bugs bugs,
    TimeSpan named) {

  /**
   * Bisections that name the commit.
   *
   * @param all of them
   * @param fixes those that looked for a fix
   * @param candidates those that could not decide between this commit and others
   */
  public record Bisections(int all, int fixes, int candidates) {
    static final Bisections NONE = new Bisections(0, 0, 0);

    Bisections plus(Suspicion suspicion) {
      return new Bisections(
          all + suspicion.bisections(),
          fixes + suspicion.fixBisections(),
          candidates + suspicion.candidateBisections());
    }
  }

  /**
   * Bisections by the titles of their bugs.
   *
   * @param kept the first {@link #KEPT} titles by name
   * @param inAll the sum of the bisections over all titles, those that are not kept too
   */
  public record Bugs(Map<String, BugBisections> kept, int inAll) {
    static final Bugs NONE = new Bugs(Map.of(), 0);

    Bugs plus(List<String> bugTitles, int sign) {
      TreeMap<String, BugBisections> titles = new TreeMap<>(kept);
      int first = sign;
      for (String title : bugTitles) {
        BugBisections before = titles.get(title);
        BugBisections after =
            (before == null ? BugBisections.NEVER : before).plus(new BugBisections(sign, first));
        if (after.bisections() > 0) {
          titles.put(title, after);
        } else {
          titles.remove(title); // also one that was not kept
        }
        first = 0;
      }
      while (titles.size() > KEPT) {
        titles.pollLastEntry();
      }
      return new Bugs(titles, inAll + sign * bugTitles.size());
    }
  }

  /**
   * Bisections of a bug with one title.
   *
   * @param bisections all of them
   * @param first those of a bug that has no title before this one
   */
  public record BugBisections(int bisections, int first) {
    static final BugBisections NEVER = new BugBisections(0, 0);

    BugBisections plus(BugBisections more) {
      return new BugBisections(bisections + more.bisections, first + more.first);
    }
  }

  /** When the first and the newest bisection named the commit, in milliseconds since the epoch. */
  public record TimeSpan(long firstAt, long lastAt) {
    static final TimeSpan NEVER = new TimeSpan(Long.MAX_VALUE, Long.MIN_VALUE);

    TimeSpan plus(long at) {
      return new TimeSpan(Math.min(firstAt, at), Math.max(lastAt, at));
    }
  }

  /** Ids of bisections that are kept. */
  static final int IDS = 100;

  /** Titles that are kept: with those of 500 bytes, a quarter of a megabyte. */
  static final int KEPT = 500;

  /** Titles that an event lists. */
  static final int LISTED = 100;

  private static final Comparator<Map.Entry<String, BugBisections>> MOST_BISECTIONS_FIRST =
      Comparator.<Map.Entry<String, BugBisections>>comparingInt(bug -> -bug.getValue().bisections())
          .thenComparing(Map.Entry.comparingByKey());

  public static final CommitSuspicions NONE =
      new CommitSuspicions(null, Bisections.NONE, List.of(), Map.of(), Bugs.NONE, TimeSpan.NEVER);

  public CommitSuspicions plus(Suspicion suspicion) {
    return new CommitSuspicions(
        CommitCrashes.title(commitTitle, suspicion.commitTitle()),
        bisections.plus(suspicion),
        ids(suspicion),
        moved(suspicion),
        bugs.plus(suspicion.bugTitles(), suspicion.bisections() < 0 ? -1 : 1),
        suspicion.bisections() < 0 ? named : named.plus(suspicion.namedAt()));
  }

  /** Where one of those that are listed is forgotten, none of the others comes in its place. */
  private List<String> ids(Suspicion suspicion) {
    if (suspicion.bisections() == 0) {
      return ids;
    }
    TreeSet<String> next = new TreeSet<>(ids);
    if (suspicion.bisections() > 0) {
      next.add(suspicion.bisectionId());
    } else {
      next.remove(suspicion.bisectionId());
    }
    if (next.size() > IDS) {
      next.pollLast();
    }
    return List.copyOf(next);
  }

  /** Whether no bisection names the commit any more. */
  public boolean isNothing() {
    return bisections.all == 0;
  }

  private Map<Level, Integer> moved(Suspicion suspicion) {
    Map<Level, Integer> counts = new EnumMap<>(Level.class);
    counts.putAll(levels);
    if (suspicion.level() != null) {
      counts.merge(suspicion.level(), 1, Integer::sum);
    }
    if (suspicion.levelBefore() != null) {
      counts.merge(suspicion.levelBefore(), -1, Integer::sum);
    }
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  /** Bisections whose result was trusted so far. */
  public long at(Level level) {
    return levels.getOrDefault(level, 0);
  }

  /** The titles of most bisections, at most {@link #LISTED}, ties by name. */
  public List<Map.Entry<String, BugBisections>> listed() {
    return bugs.kept.entrySet().stream().sorted(MOST_BISECTIONS_FIRST).limit(LISTED).toList();
  }

  /** Different bugs, told apart by their first title, among the titles that are kept. */
  public long bugCount() {
    return bugs.kept.values().stream().filter(bug -> bug.first() > 0).count();
  }
}
