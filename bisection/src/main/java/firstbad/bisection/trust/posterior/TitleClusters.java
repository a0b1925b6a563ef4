package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.number.PackedInts;
import firstbad.bisection.trust.title.CrashTitle;
import firstbad.bisection.trust.title.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Clusters after a revision, and how many runs of it each crashed. */
final class TitleClusters {
  private static final int[] NONE = {};

  private final PackedInts rows;
  private final int[] crashes;

  private TitleClusters(PackedInts rows, int[] crashes) {
    this.rows = rows;
    this.crashes = crashes;
  }

  /** The clusters in numbers: old ones in their places, new ones behind. */
  PackedInts rows() {
    return rows;
  }

  /** Of the revision, as pairs: index of a cluster, its runs. */
  int[] crashes() {
    return crashes;
  }

  /**
   * The clusters of the first revision. Its main one is the bug beyond doubt, and so are those that
   * crashed half as often as all, or whose function is related to the main one's.
   */
  static List<TitleCluster> ofReferences(List<TitledRuns> titles) {
    List<CrashTitle> heads = new ArrayList<>();
    List<Long> runs = new ArrayList<>();
    long total = 0;
    for (TitledRuns each : titles) {
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
    List<TitleCluster> clusters = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      boolean certain =
          i == main
              || 2 * runs.get(i) >= total
              || Relation.related(heads.get(i).words(), heads.get(main).words());
      clusters.add(
          new TitleCluster(
              heads.get(i).key().hashCode(), Relation.SAME_TITLE, false, true, certain, 0));
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

  /** The clusters after one more revision with these titles. */
  static TitleClusters grown(PackedInts before, BugTitles bug, List<TitledRuns> titles) {
    if (titles.isEmpty()) {
      return new TitleClusters(before, NONE);
    }
    List<CrashTitle> bugs = bug.parsed();
    Relation[] relations = new Relation[titles.size()];
    boolean withReference = false;
    for (int i = 0; i < relations.length; i++) {
      relations[i] = Relation.of(titles.get(i).title(), bugs);
      withReference |= relations[i] == Relation.SAME_TITLE;
    }
    List<TitleCluster> clusters = new ArrayList<>(TitleCluster.unpacked(before));
    int[] crashes = new int[2 * relations.length];
    int crashed = 0;
    for (int i = 0; i < relations.length; i++) {
      int key = titles.get(i).title().key().hashCode();
      int at = indexOf(clusters, key);
      if (at < 0) {
        at = clusters.size();
        clusters.add(new TitleCluster(key, Relation.NOISE, false, false, false, 0));
      }
      int share = shareOf(crashes, crashed, at);
      if (share < 0) {
        share = crashed;
        crashed += 2;
        crashes[share] = at;
        clusters.set(at, clusters.get(at).seen(relations[i], withReference));
      } else {
        clusters.set(at, clusters.get(at).nearer(relations[i]));
      }
      crashes[share + 1] += (int) titles.get(i).runs();
    }
    return new TitleClusters(TitleCluster.packed(clusters), Arrays.copyOf(crashes, crashed));
  }

  private static int indexOf(List<TitleCluster> clusters, int key) {
    for (int i = 0; i < clusters.size(); i++) {
      if (clusters.get(i).key() == key) {
        return i;
      }
    }
    return -1;
  }

  private static int shareOf(int[] crashes, int crashed, int cluster) {
    for (int i = 0; i < crashed; i += 2) {
      if (crashes[i] == cluster) {
        return i;
      }
    }
    return -1;
  }
}
