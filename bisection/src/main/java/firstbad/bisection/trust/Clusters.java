package firstbad.bisection.trust;

import java.util.ArrayList;
import java.util.List;

/**
 * Clusters after a revision.
 *
 * @param clusters old ones in their places, new ones behind
 * @param crashes of the revision, as pairs: index of a cluster, its runs
 */
record Clusters(List<Cluster> clusters, List<Integer> crashes) {

  /**
   * The clusters of the first revision. Its main one is the bug beyond doubt, and so are those that
   * crashed half as often as all, or whose function is related to the main one's.
   */
  static List<Cluster> ofReferences(List<Titled> titles) {
    List<CrashTitle> heads = new ArrayList<>();
    List<Long> runs = new ArrayList<>();
    long total = 0;
    for (Titled each : titles) {
      total += each.runs();
      int at = indexOf(heads, each.title().key());
      if (at < 0) {
        heads.add(each.title());
        runs.add(each.runs());
      } else {
        runs.set(at, runs.get(at) + each.runs());
      }
    }
    int main = 0;
    for (int i = 1; i < heads.size(); i++) {
      main = runs.get(i) > runs.get(main) ? i : main;
    }
    List<Cluster> clusters = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      boolean certain =
          i == main || 2 * runs.get(i) >= total || related(heads.get(i), heads.get(main));
      clusters.add(
          new Cluster(heads.get(i).key().hashCode(), Relation.SAME_TITLE, false, true, certain, 0));
    }
    return List.copyOf(clusters);
  }

  private static int indexOf(List<CrashTitle> heads, String key) {
    for (int i = 0; i < heads.size(); i++) {
      if (heads.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean related(CrashTitle one, CrashTitle main) {
    String function = one.function();
    String mains = main.function();
    return function != null
        && mains != null
        && Relation.related(Words.of(function), Words.of(mains));
  }

  /** The clusters of this evidence after a revision with these titles. */
  static Clusters grown(Evidence evidence, List<Titled> titles) {
    if (titles.isEmpty()) {
      return new Clusters(evidence.clusters(), List.of());
    }
    List<CrashTitle> bugs = evidence.bugTitles();
    List<Relation> relations = new ArrayList<>();
    for (Titled each : titles) {
      relations.add(Relation.of(each.title(), bugs));
    }
    boolean withReference = relations.contains(Relation.SAME_TITLE);
    List<Cluster> clusters = new ArrayList<>(evidence.clusters());
    List<Integer> crashes = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      int key = titles.get(i).title().key().hashCode();
      int at = indexOf(clusters, key);
      if (at < 0) {
        at = clusters.size();
        clusters.add(new Cluster(key, Relation.NOISE, false, false, false, 0));
      }
      int share = shareOf(crashes, at);
      if (share < 0) {
        crashes.add(at);
        crashes.add((int) titles.get(i).runs());
        clusters.set(at, clusters.get(at).seen(relations.get(i), withReference));
      } else {
        crashes.set(share + 1, crashes.get(share + 1) + (int) titles.get(i).runs());
        clusters.set(at, clusters.get(at).nearer(relations.get(i)));
      }
    }
    return new Clusters(List.copyOf(clusters), List.copyOf(crashes));
  }

  private static int indexOf(List<Cluster> clusters, int key) {
    for (int i = 0; i < clusters.size(); i++) {
      if (clusters.get(i).key() == key) {
        return i;
      }
    }
    return -1;
  }

  private static int shareOf(List<Integer> crashes, int cluster) {
    for (int i = 0; i < crashes.size(); i += 2) {
      if (crashes.get(i) == cluster) {
        return i;
      }
    }
    return -1;
  }
}
