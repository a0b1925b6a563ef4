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
 * @param bisections bisections that name the commit
 * @param fixes those that looked for a fix
 * @param asCandidate those that could not decide between this commit and others
 * @param ids of the bisections, the first {@link #IDS} by name
 * @param bugs bisections by the titles of their bugs, of which the first {@link #KEPT} by name
 * @param bugsInAll the sum of these over all titles, those that are not kept too
 * @param levels bisections by the trust in their result
 * @param firstNamedAt milliseconds since the epoch
 * @param lastNamedAt milliseconds since the epoch
 */
public record CommitSuspicions(
    @Nullable String commitTitle,
    int bisections,
    int fixes,
    int asCandidate,
    List<String> ids,
    Map<String, Titled> bugs,
    int bugsInAll,
    Map<Level, Integer> levels,
    long firstNamedAt,
    long lastNamedAt) {

  /**
   * Bisections of a bug with one title.
   *
   * @param bisections all of them
   * @param first those of a bug that has no title before this one
   */
  public record Titled(int bisections, int first) {
    static final Titled NEVER = new Titled(0, 0);

    public Titled plus(boolean asFirst) {
      return new Titled(bisections + 1, first + (asFirst ? 1 : 0));
    }
  }

  /** Ids of bisections that are kept. */
  static final int IDS = 100;

  /** Titles that are kept: with those of 500 bytes, a quarter of a megabyte. */
  static final int KEPT = 500;

  /** Titles that an event lists. */
  static final int LISTED = 100;

  private static final Comparator<Map.Entry<String, Titled>> MOST_BISECTIONS_FIRST =
      Comparator.<Map.Entry<String, Titled>>comparingInt(bug -> -bug.getValue().bisections())
          .thenComparing(Map.Entry.comparingByKey());

  public static final CommitSuspicions NONE =
      new CommitSuspicions(
          null, 0, 0, 0, List.of(), Map.of(), 0, Map.of(), Long.MAX_VALUE, Long.MIN_VALUE);

  public CommitSuspicions plus(Suspicion suspicion) {
    TreeMap<String, Titled> titles = new TreeMap<>(bugs);
    boolean first = true;
    for (String title : suspicion.bugTitles()) {
      titles.put(title, titles.getOrDefault(title, Titled.NEVER).plus(first));
      first = false;
    }
    while (titles.size() > KEPT) {
      titles.pollLastEntry();
    }
    return new CommitSuspicions(
        CommitCrashes.title(commitTitle, suspicion.commitTitle()),
        bisections + suspicion.bisections(),
        fixes + suspicion.fixes(),
        asCandidate + suspicion.asCandidate(),
        suspicion.bisections() == 0 ? ids : with(suspicion.bisectionId()),
        titles,
        bugsInAll + suspicion.bugTitles().size(),
        moved(suspicion),
        Math.min(firstNamedAt, suspicion.namedAt()),
        Math.max(lastNamedAt, suspicion.namedAt()));
  }

  private List<String> with(String id) {
    TreeSet<String> more = new TreeSet<>(ids);
    more.add(id);
    if (more.size() > IDS) {
      more.pollLast();
    }
    return List.copyOf(more);
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
  public List<Map.Entry<String, Titled>> listed() {
    return bugs.entrySet().stream().sorted(MOST_BISECTIONS_FIRST).limit(LISTED).toList();
  }

  /** Different bugs, told apart by their first title, among the titles that are kept. */
  public long bugCount() {
    return bugs.values().stream().filter(bug -> bug.first() > 0).count();
  }
}
