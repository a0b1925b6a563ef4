package firstbad.bisection.trust;

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
public record Cluster(
    int key,
    Relation relation,
    boolean together,
    boolean reference,
    boolean certain,
    int revisions) {

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
}
