package firstbad.server.api;

import org.jdbi.v3.core.Handle;

/**
 * For whom else a culprit was named: other bugs, told apart by their first title as suspects are,
 * and other bisections of the same bug. Both are columns of a query that calls the culprits {@code
 * c}.
 */
final class OtherNames {
  static final String BUGS =
      "(SELECT count(DISTINCT o.bug_title) FROM culprits o"
          + " WHERE o.commit_hash = c.commit_hash AND o.bug_title <> c.bug_title)";

  static final String SAME_BUG =
      "(SELECT count(*) FROM culprits o WHERE o.commit_hash = c.commit_hash"
          + " AND o.bug_title = c.bug_title AND o.id <> c.id)";

  private OtherNames() {}

  /** How many of each. */
  record Counts(long bugs, long sameBug) {}

  /** Of the culprit of one bisection; none where it has no culprit. */
  static Counts of(Handle db, String id) {
    return db.createQuery("SELECT " + BUGS + ", " + SAME_BUG + " FROM culprits c WHERE c.id = :id")
        .bind("id", id)
        .map((row, context) -> new Counts(row.getLong(1), row.getLong(2)))
        .findOne()
        .orElse(new Counts(0, 0));
  }
}
