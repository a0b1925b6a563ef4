package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.number.PackedInts;
import firstbad.bisection.trust.title.Relation;
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
public record TitleCluster(
    int key,
    Relation relation,
    boolean together,
    boolean reference,
    boolean certain,
    int revisions) {

  /** Numbers in a row. */
  public static final int ROW = 3;

  public Relation closest() {
    return together ? relation.closer(Relation.TOGETHER) : relation;
  }

  /** Whether it may or may not show the bug, and that matters. */
  boolean uncertain() {
    return !certain && revisions > 0;
  }

  boolean foreign() {
    return closest().foreign();
  }

  /** This cluster after one more revision that it crashed. */
  TitleCluster seen(Relation nearest, boolean withReference) {
    return new TitleCluster(
        key,
        relation.closer(nearest),
        together || withReference,
        reference,
        certain,
        revisions + 1);
  }

  /** This cluster with one more title of the same revision. */
  TitleCluster nearer(Relation nearest) {
    return new TitleCluster(key, relation.closer(nearest), together, reference, certain, revisions);
  }

  /** All clusters in numbers, three for each: a record for each would take several times that. */
  static PackedInts packed(List<TitleCluster> clusters) {
    int[] rows = new int[ROW * clusters.size()];
    for (int c = 0; c < clusters.size(); c++) {
      TitleCluster each = clusters.get(c);
      rows[ROW * c] = each.key;
      rows[ROW * c + 1] =
          each.relation.level * 8
              + (each.together ? 4 : 0)
              + (each.reference ? 2 : 0)
              + (each.certain ? 1 : 0);
      rows[ROW * c + 2] = each.revisions;
    }
    return PackedInts.of(rows);
  }

  /** The clusters that {@link #packed} put into numbers. */
  static List<TitleCluster> unpacked(PackedInts rows) {
    TitleCluster[] clusters = new TitleCluster[rows.size() / ROW];
    for (int c = 0; c < clusters.length; c++) {
      int code = rows.at(ROW * c + 1);
      clusters[c] =
          new TitleCluster(
              rows.at(ROW * c),
              Relation.ofLevel(code / 8),
              (code & 4) != 0,
              (code & 2) != 0,
              (code & 1) != 0,
              rows.at(ROW * c + 2));
    }
    return List.of(clusters);
  }
}
