package firstbad.server.view;

import firstbad.events.CrashCounts;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Crash counts of commits. */
final class CrashCountRows implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO crash_counts (commit_hash, at_offset, crashed, event)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (commit_hash) DO UPDATE SET at_offset = excluded.at_offset,
        crashed = excluded.crashed, event = excluded.event
      WHERE excluded.at_offset > crash_counts.at_offset
      """;

  @Override
  public void apply(Handle db, List<TopicRecord> records, Changes changes) {
    NewestRecords batch = NewestRecords.of(records);
    batch.deleteGone(db, "commit_hash", "crash_counts");
    Rows rows = new Rows(UPSERT);
    Collection<TopicRecord> newest = batch.newest();
    for (TopicRecord record : newest) {
      CrashCounts counts = record.as(CrashCounts.class);
      rows.add(record.key(), record.offset(), counts.getCrashed(), EventJson.packed(counts));
    }
    Commits commits = new Commits();
    Set<String> changed = new LinkedHashSet<>(batch.gone());
    for (TopicRecord record : rows.changed(db, newest)) {
      commits.add(record.key(), record.as(CrashCounts.class).getTitle());
      changed.add(record.key());
    }
    commits.write(db);
    changed.forEach(commit -> changes.add("crash_counts", commit));
  }
}
