package firstbad.server.view;

import firstbad.events.Suspect;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Commits that bisections name, as the topology sums them up. */
final class SuspectRows implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO suspects (commit_hash, at_offset, bugs, bisections, culprit_of, event)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (commit_hash) DO UPDATE SET at_offset = excluded.at_offset,
        bugs = excluded.bugs, bisections = excluded.bisections,
        culprit_of = excluded.culprit_of, event = excluded.event
      WHERE excluded.at_offset > suspects.at_offset
      """;

  @Override
  public void apply(Handle db, List<TopicRecord> records, Changes changes) {
    NewestRecords batch = NewestRecords.of(records);
    batch.deleteGone(db, "commit_hash", "suspects");
    Rows rows = new Rows(UPSERT);
    Collection<TopicRecord> newest = batch.newest();
    for (TopicRecord record : newest) {
      Suspect suspect = record.as(Suspect.class);
      rows.add(
          record.key(),
          record.offset(),
          suspect.getBugCount(),
          suspect.getBisections(),
          suspect.getBisections() - suspect.getCandidateBisections(),
          EventJson.packed(suspect));
    }
    Commits commits = new Commits();
    Set<String> changed = new LinkedHashSet<>(batch.gone());
    for (TopicRecord record : rows.changed(db, newest)) {
      commits.add(record.key(), record.as(Suspect.class).getTitle());
      changed.add(record.key());
    }
    commits.write(db);
    changed.forEach(commit -> changes.add("suspect", commit));
  }
}
