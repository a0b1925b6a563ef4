package firstbad.server.view;

import firstbad.events.CulpritFound;
import firstbad.events.TitleCount;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Culprits. */
final class Culprits implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO culprits (id, at_offset, commit_hash, level, bug_title, found_at, event)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET at_offset = excluded.at_offset,
        commit_hash = excluded.commit_hash, level = excluded.level,
        bug_title = excluded.bug_title, found_at = excluded.found_at, event = excluded.event
      WHERE excluded.at_offset > culprits.at_offset
      """;

  @Override
  public void apply(Handle db, List<TopicRecord> facts, Changes changes) {
    NewestRecords standing = NewestRecords.of(facts);
    standing.deleteGone(db, "id", "culprits");
    Rows rows = new Rows(UPSERT);
    Collection<TopicRecord> newest = standing.newest(TopicRecord::offset);
    newest.forEach(fact -> add(rows, fact, fact.as(CulpritFound.class)));
    Commits commits = new Commits();
    Set<String> changed = new LinkedHashSet<>(standing.gone());
    for (TopicRecord fact : rows.changed(db, newest)) {
      CulpritFound found = fact.as(CulpritFound.class);
      commits.add(EventJson.kept(found.getCommit()), found.getTitle());
      changed.add(fact.key());
    }
    commits.write(db);
    changed.forEach(id -> changes.add("culprit", id));
  }

  private static void add(Rows rows, TopicRecord fact, CulpritFound found) {
    List<TitleCount> titles = found.getBugTitles();
    rows.add(
        fact.key(),
        fact.offset(),
        EventJson.kept(found.getCommit()),
        found.getAssessment().getLevel().name(),
        titles.isEmpty() ? "" : EventJson.kept(titles.get(0).getTitle()),
        found.getFoundAt().toEpochMilli(),
        EventJson.of(found));
  }
}
