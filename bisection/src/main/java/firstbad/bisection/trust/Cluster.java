package firstbad.bisection.trust;

import java.util.ArrayList;
import java.util.List;

/**
 * Crash titles that are taken for one bug, since they name one function.
 *
 * @param key hash of the function, or of the title where it names none
 * @param relation the closest of its titles to the bug's, seen together apart
 * @param together whether it was in one revision with one of the bug's titles
 * @param reference whether it has a title of the first revision
 * @param certain whether it is the bug beyond doubt: the main titles of the first revision
 * @param revisions decided revisions after the first that it crashed
 */
record Cluster(
    int key,
    Relation relation,
    boolean together,
    boolean reference,
    boolean certain,
    int revisions) {

  private static final int ROW = 3;

  Relation closest() {
    return together ? relation.closer(Relation.TOGETHER) : relation;
  }

  boolean foreign() {
    return closest().foreign();
  }

  /** This cluster after one more revision that it crashed. */
  Cluster seen(Relation nearest, boolean withReference) {
    return new Cluster(
        key,
        relation.closer(nearest),
        together || withReference,
        reference,
        certain,
        revisions + 1);
  }

  /** This cluster with one more title of the same revision. */
  Cluster nearer(Relation nearest) {
    return new Cluster(key, relation.closer(nearest), together, reference, certain, revisions);
  }

  /** All clusters in numbers, three for each: a record for each would take several times that. */
  static List<Integer> packed(List<Cluster> clusters) {
    List<Integer> rows = new ArrayList<>(ROW * clusters.size());
    for (Cluster each : clusters) {
      rows.add(each.key);
      rows.add(
          each.relation.level * 8
              + (each.together ? 4 : 0)
              + (each.reference ? 2 : 0)
              + (each.certain ? 1 : 0));
      rows.add(each.revisions);
    }
    return List.copyOf(rows);
  }

  /** The clusters that {@link #packed} put into numbers. */
  static List<Cluster> unpacked(List<Integer> rows) {
    List<Cluster> clusters = new ArrayList<>(rows.size() / ROW);
    for (int i = 0; i < rows.size(); i += ROW) {
      int code = rows.get(i + 1);
      clusters.add(
          new Cluster(
              rows.get(i),
              Relation.ofLevel(code / 8),
              (code & 4) != 0,
              (code & 2) != 0,
              (code & 1) != 0,
              rows.get(i + 2)));
    }
    return clusters;
  }
}
