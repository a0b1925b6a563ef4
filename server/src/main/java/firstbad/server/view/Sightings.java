package firstbad.server.view;

import firstbad.events.Revision;
import firstbad.events.TitleCount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Crash titles of closed revisions, summed up as they come: by title over all bisections, and by
 * type and hour. A title is foreign where the first tested revision of its bisection lacks it.
 */
final class Sightings {
  private static final long HOUR_MS = 3_600_000;

  private static final String PUT_TITLE =
      "INSERT INTO titles (title, type) VALUES (:title, :type) ON CONFLICT (title) DO NOTHING";

  private static final String FIRST_TESTED =
      "SELECT min(ordinal) FROM revisions WHERE id = :id AND tested = 1";

  private static final String OWN =
      """
      SELECT count(*) FROM sightings WHERE id = :id AND ordinal = :first AND title_num = :title
      """;

  private static final String ADD_UP =
      """
      UPDATE titles SET runs = runs + :runs,
        bisections = bisections + CASE WHEN EXISTS (
          SELECT 1 FROM sightings WHERE title_num = :title AND id = :id) THEN 0 ELSE 1 END,
        foreign_bisections = foreign_bisections + CASE WHEN :own = 1 OR EXISTS (
          SELECT 1 FROM sightings WHERE title_num = :title AND id = :id) THEN 0 ELSE 1 END,
        commits = commits + CASE WHEN EXISTS (
          SELECT 1 FROM sightings WHERE title_num = :title AND commit_hash = :commit)
          THEN 0 ELSE 1 END
      WHERE num = :title
      """;

  private static final String INSERT =
      """
      INSERT INTO sightings (id, ordinal, title_num, commit_hash, runs, own, hour)
      VALUES (:id, :ordinal, :title, :commit, :runs, :own, :hour)
      """;

  private static final String ADD_HOUR =
      """
      INSERT INTO crash_hours (hour, type, runs) VALUES (:hour, :type, :runs)
      ON CONFLICT (hour, type) DO UPDATE SET runs = crash_hours.runs + excluded.runs
      """;

  private static final String OF_REVISION =
      "SELECT title_num FROM sightings WHERE id = :id AND ordinal = :ordinal";

  private static final String TAKE_HOUR =
      """
      UPDATE crash_hours SET runs = runs - (
        SELECT runs FROM sightings
        WHERE id = :id AND ordinal = :ordinal AND title_num = :title)
      WHERE type = (SELECT type FROM titles WHERE num = :title) AND hour = (
        SELECT hour FROM sightings
        WHERE id = :id AND ordinal = :ordinal AND title_num = :title)
      """;

  private static final String COUNT_AGAIN =
      """
      UPDATE titles SET
        runs = (SELECT coalesce(sum(runs), 0) FROM sightings WHERE title_num = :title),
        bisections = (SELECT count(DISTINCT id) FROM sightings WHERE title_num = :title),
        commits = (SELECT count(DISTINCT commit_hash) FROM sightings WHERE title_num = :title),
        foreign_bisections = (
          SELECT count(DISTINCT id) FROM sightings WHERE title_num = :title AND own = 0)
      WHERE num = :title
      """;

  private Sightings() {}

  /** Adds up a closed revision whose row has just been written. */
  static void put(Handle db, String id, Revision revision) {
    remove(db, id, revision.getOrdinal());
    int first =
        db.createQuery(FIRST_TESTED)
            .bind("id", id)
            .mapTo(Integer.class)
            .findOne()
            .orElse(revision.getOrdinal());
    Instant closed = Optional.ofNullable(revision.getClosedAt()).orElseGet(revision::getOpenedAt);
    for (TitleCount crash : revision.getCrashes()) {
      put(db, id, revision, crash, first, Math.floorDiv(closed.toEpochMilli(), HOUR_MS));
    }
  }

  private static void put(
      Handle db, String id, Revision revision, TitleCount crash, int first, long hour) {
    long title = title(db, EventJson.kept(crash.getTitle()), EventJson.kept(crash.getType()));
    boolean own =
        revision.getOrdinal() == first
            || db.createQuery(OWN)
                    .bind("id", id)
                    .bind("first", first)
                    .bind("title", title)
                    .mapTo(Long.class)
                    .one()
                > 0;
    for (String sql : List.of(ADD_UP, INSERT)) {
      int unused =
          db.createUpdate(sql)
              .bind("id", id)
              .bind("ordinal", revision.getOrdinal())
              .bind("title", title)
              .bind("commit", EventJson.kept(revision.getCommit()))
              .bind("runs", (long) crash.getRuns())
              .bind("own", own ? 1 : 0)
              .bind("hour", hour)
              .execute();
    }
    int unused =
        db.createUpdate(ADD_HOUR)
            .bind("hour", hour)
            .bind("type", EventJson.kept(crash.getType()))
            .bind("runs", (long) crash.getRuns())
            .execute();
  }

  private static long title(Handle db, String title, String type) {
    int made = db.createUpdate(PUT_TITLE).bind("title", title).bind("type", type).execute();
    if (made > 0) {
      Searched.put(db, Searched.TITLE, title, List.of(title, type));
    }
    return db.createQuery("SELECT num FROM titles WHERE title = :title")
        .bind("title", title)
        .mapTo(Long.class)
        .one();
  }

  /** Takes a revision's crashes away again, if any were added up. */
  static void remove(Handle db, String id, int ordinal) {
    List<Long> titles =
        db.createQuery(OF_REVISION)
            .bind("id", id)
            .bind("ordinal", ordinal)
            .mapTo(Long.class)
            .list();
    for (long title : titles) {
      int unused =
          db.createUpdate(TAKE_HOUR)
              .bind("id", id)
              .bind("ordinal", ordinal)
              .bind("title", title)
              .execute();
      int unusedRows =
          db.execute(
              "DELETE FROM sightings WHERE id = ? AND ordinal = ? AND title_num = ?",
              id,
              ordinal,
              title);
      int unusedTitles = db.createUpdate(COUNT_AGAIN).bind("title", title).execute();
    }
  }
}
