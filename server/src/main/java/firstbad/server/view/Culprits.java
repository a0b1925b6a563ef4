package firstbad.server.view;

import firstbad.events.CulpritFound;
import firstbad.events.TitleCount;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Culprits, and the commits that several bugs blame. */
final class Culprits implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO culprits (id, at_offset, commit_hash, level, bug_title, found_at, event)
      VALUES (:id, :offset, :commit, :level, :bugTitle, :foundAt, :event)
      ON CONFLICT (id) DO UPDATE SET at_offset = excluded.at_offset,
        commit_hash = excluded.commit_hash, level = excluded.level,
        bug_title = excluded.bug_title, found_at = excluded.found_at, event = excluded.event
      WHERE excluded.at_offset > culprits.at_offset
      """;

  private static final String SUM_UP =
      """
      INSERT INTO suspects (commit_hash, bisections, bugs)
      SELECT CAST(:commit AS TEXT), count(*), count(DISTINCT bug_title)
      FROM culprits WHERE commit_hash = :commit
      ON CONFLICT (commit_hash) DO UPDATE SET bisections = excluded.bisections,
        bugs = excluded.bugs
      """;

  @Override
  public void apply(Handle db, List<Fact> facts, Changes changes) {
    Set<String> commits = new LinkedHashSet<>();
    for (Fact fact : facts) {
      if (fact.event() == null) {
        blamed(db, fact.key()).ifPresent(commits::add);
        int unused = db.execute("DELETE FROM culprits WHERE id = ?", fact.key());
        changes.add("culprit", fact.key());
        continue;
      }
      CulpritFound found = fact.as(CulpritFound.class);
      Optional<String> before = blamed(db, fact.key());
      if (put(db, fact, found)) {
        before.ifPresent(commits::add);
        commits.add(EventJson.kept(found.getCommit()));
        changes.add("culprit", fact.key());
      }
    }
    for (String commit : commits) {
      int unused = db.createUpdate(SUM_UP).bind("commit", commit).execute();
      int unusedRows =
          db.execute("DELETE FROM suspects WHERE commit_hash = ? AND bisections = 0", commit);
    }
  }

  private static boolean put(Handle db, Fact fact, CulpritFound found) {
    List<TitleCount> titles = found.getBugTitles();
    String commit = EventJson.kept(found.getCommit());
    int changed =
        db.createUpdate(UPSERT)
            .bind("id", fact.key())
            .bind("offset", fact.offset())
            .bind("commit", commit)
            .bind("level", found.getAssessment().getLevel().name())
            .bind("bugTitle", titles.isEmpty() ? "" : EventJson.kept(titles.get(0).getTitle()))
            .bind("foundAt", found.getFoundAt().toEpochMilli())
            .bind("event", EventJson.of(found))
            .execute();
    if (changed > 0) {
      Commits.put(db, commit, found.getTitle());
    }
    return changed > 0;
  }

  private static Optional<String> blamed(Handle db, String id) {
    return db.createQuery("SELECT commit_hash FROM culprits WHERE id = :id")
        .bind("id", id)
        .mapTo(String.class)
        .findOne();
  }
}
