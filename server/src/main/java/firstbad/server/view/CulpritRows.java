package firstbad.server.view;

import firstbad.events.CulpritFound;
import firstbad.events.TitleCount;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Culprits. */
final class CulpritRows implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO culprits (id, at_offset, commit_hash, level, bug_title, found_at,
        probability, event)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET at_offset = excluded.at_offset,
        commit_hash = excluded.commit_hash, level = excluded.level,
        bug_title = excluded.bug_title, found_at = excluded.found_at,
        probability = excluded.probability, event = excluded.event
      WHERE excluded.at_offset > culprits.at_offset
      """;

  @Override
  public void apply(Handle db, List<TopicRecord> records, Changes changes) {
    NewestRecords batch = NewestRecords.of(records);
    batch.deleteGone(db, "id", "culprits");
    Rows rows = new Rows(UPSERT);
    Collection<TopicRecord> newest = batch.newest();
    newest.forEach(record -> add(rows, record, record.as(CulpritFound.class)));
    Commits commits = new Commits();
    Set<String> changed = new LinkedHashSet<>(batch.gone());
    for (TopicRecord record : rows.changed(db, newest)) {
      CulpritFound found = record.as(CulpritFound.class);
      commits.add(EventJson.kept(found.getCommit()), found.getTitle());
      changed.add(record.key());
    }
    commits.write(db);
    changed.forEach(id -> changes.add("culprit", id));
  }

  private static void add(Rows rows, TopicRecord record, CulpritFound found) {
    List<TitleCount> titles = found.getBugTitles();
    rows.add(
        record.key(),
        record.offset(),
        EventJson.kept(found.getCommit()),
        found.getAssessment().getLevel().name(),
        titles.isEmpty() ? "" : EventJson.kept(titles.get(0).getTitle()),
        found.getFoundAt().toEpochMilli(),
        found.getAssessment().getProbability(),
        EventJson.packed(found));
  }
}
