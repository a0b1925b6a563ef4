package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.title.CrashTitle;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Runs of a decided revision that crashed with the function of one of the bug's titles.
 *
 * @param crashed so
 * @param telling those of them whose titles tell one bug from another
 * @param conclusive runs that crashed in any way or were OK
 */
public record BugRuns(int crashed, int telling, int conclusive) {
  private static final double NEARLY_ALL = 0.9;

  /** Of one revision. */
  static BugRuns of(DecidedRevision revision, List<TitleCluster> clusters, BugTitles bug) {
    return new BugRuns(
        crashed(revision, clusters, keys(bug, title -> true)),
        crashed(revision, clusters, keys(bug, CrashTitle::tellsTheBug)),
        revision.crashed() + revision.ok());
  }

  private static int crashed(
      DecidedRevision revision, List<TitleCluster> clusters, Set<Integer> keys) {
    int crashed = 0;
    for (int i = 0; i < revision.clusters(); i++) {
      crashed += keys.contains(clusters.get(revision.cluster(i)).key()) ? revision.runs(i) : 0;
    }
    return crashed;
  }

  /** What the clusters of some of the bug's titles are known by. */
  static Set<Integer> keys(BugTitles bug, Predicate<CrashTitle> wanted) {
    return bug.parsed().stream()
        .filter(wanted)
        .map(title -> title.key().hashCode())
        .collect(Collectors.toSet());
  }

  /** Whether the bug crashed all or nearly all of them: then it is there. */
  public boolean showTheBug() {
    return telling > 0 && telling >= NEARLY_ALL * conclusive;
  }

  /** Whether it crashed fewer than half of them. */
  public boolean few() {
    return 2 * crashed < conclusive;
  }
}
