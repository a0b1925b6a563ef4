package firstbad.server.view;

import firstbad.events.CulpritFound;
import firstbad.events.TitleCount;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Culprits. */
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

  @Override
  public void apply(Handle db, List<Fact> facts, Changes changes) {
    for (Fact fact : facts) {
      if (fact.event() == null) {
        int unused = db.execute("DELETE FROM culprits WHERE id = ?", fact.key());
        changes.add("culprit", fact.key());
      } else if (put(db, fact, fact.as(CulpritFound.class))) {
        changes.add("culprit", fact.key());
      }
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
}
