package firstbad.server.view;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Runs of a title in a revision.
 *
 * @param own whether the first tested revision of the bisection shows the title too, or none
 * @param hour in which the revision was closed, counted from the epoch
 */
record Sighting(RevisionKey key, long title, String commit, long runs, boolean own, long hour) {

  /** A title at a commit. */
  record TitleAt(long title, String commit) {}

  static Sighting of(ResultSet row) throws SQLException {
    return new Sighting(
        new RevisionKey(row.getString(1), row.getInt(2)),
        row.getLong(3),
        row.getString(4),
        row.getLong(5),
        row.getInt(6) != 0,
        row.getLong(7));
  }

  TitleAt at() {
    return new TitleAt(title, commit);
  }

  Sighting owned(boolean by) {
    return new Sighting(key, title, commit, runs, by, hour);
  }
}
