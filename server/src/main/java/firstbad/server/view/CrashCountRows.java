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
  public void apply(Handle db, List<TopicRecord> facts, Changes changes) {
    NewestRecords standing = NewestRecords.of(facts);
    standing.deleteGone(db, "commit_hash", "crash_counts");
    Rows rows = new Rows(UPSERT);
    Collection<TopicRecord> newest = standing.newest(TopicRecord::offset);
    for (TopicRecord fact : newest) {
      CrashCounts counts = fact.as(CrashCounts.class);
      rows.add(fact.key(), fact.offset(), counts.getCrashed(), EventJson.of(counts));
    }
    Commits commits = new Commits();
    Set<String> changed = new LinkedHashSet<>(standing.gone());
    for (TopicRecord fact : rows.changed(db, newest)) {
      commits.add(fact.key(), fact.as(CrashCounts.class).getTitle());
      changed.add(fact.key());
    }
    commits.write(db);
    changed.forEach(commit -> changes.add("crash_counts", commit));
  }
}
