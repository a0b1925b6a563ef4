package firstbad.server.view;

import firstbad.events.Revision;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Revisions, the strip of verdicts that lists show, and what crashed where. */
final class Revisions implements Projection {
  private static final int STRIP = 64;

  private static final String UPSERT =
      """
      INSERT INTO revisions (id, ordinal, version, commit_hash, verdict, tested, event)
      VALUES (:id, :ordinal, :version, :commit, :verdict, :tested, :event)
      ON CONFLICT (id, ordinal) DO UPDATE SET version = excluded.version,
        commit_hash = excluded.commit_hash, verdict = excluded.verdict, tested = excluded.tested,
        event = excluded.event
      WHERE excluded.version > revisions.version
      """;

  private static final String NEWEST_VERDICTS =
      """
      SELECT substr(verdict, 1, 1) FROM revisions WHERE id = :id AND tested = 1
      ORDER BY ordinal DESC LIMIT :limit
      """;

  private static final String PUT_STRIP =
      """
      INSERT INTO bisections (id, verdicts) VALUES (:id, :verdicts)
      ON CONFLICT (id) DO UPDATE SET verdicts = excluded.verdicts
      """;

  @Override
  public void apply(Handle db, List<Fact> facts, Changes changes) {
    Set<String> touched = new LinkedHashSet<>();
    for (Fact fact : facts) {
      int slash = fact.key().lastIndexOf('/');
      if (fact.event() == null) {
        if (slash > 0 && fact.key().substring(slash + 1).matches("[0-9]{1,9}")) {
          String id = fact.key().substring(0, slash);
          forget(db, id, Integer.parseInt(fact.key().substring(slash + 1)));
          touched.add(id);
          changes.add("bisection", id);
        }
        continue;
      }
      Revision revision = fact.as(Revision.class);
      String id = EventJson.kept(revision.getBisectionId());
      if (put(db, id, revision)) {
        touched.add(id);
        changes.add("revision", id, revision.getOrdinal(), null);
      }
    }
    touched.forEach(id -> strip(db, id));
  }

  private static boolean put(Handle db, String id, Revision revision) {
    boolean tested = revision.getTested() && !revision.getOpen();
    String commit = EventJson.kept(revision.getCommit());
    int changed =
        db.createUpdate(UPSERT)
            .bind("id", id)
            .bind("ordinal", revision.getOrdinal())
            .bind("version", revision.getVersion())
            .bind("commit", commit)
            .bind("verdict", revision.getVerdict().name())
            .bind("tested", tested ? 1 : 0)
            .bind("event", EventJson.of(revision))
            .execute();
    if (changed == 0) {
      return false;
    }
    Commits.put(db, commit, revision.getTitle());
    if (!revision.getOpen()) {
      Sightings.put(db, id, revision);
    }
    return true;
  }

  private static void strip(Handle db, String id) {
    List<String> newest =
        db.createQuery(NEWEST_VERDICTS)
            .bind("id", id)
            .bind("limit", STRIP)
            .mapTo(String.class)
            .list();
    String strip = new StringBuilder(String.join("", newest)).reverse().toString();
    int unused = db.createUpdate(PUT_STRIP).bind("id", id).bind("verdicts", strip).execute();
  }

  private static void forget(Handle db, String id, int ordinal) {
    Sightings.remove(db, id, ordinal);
    int unused = db.execute("DELETE FROM revisions WHERE id = ? AND ordinal = ?", id, ordinal);
  }
}
