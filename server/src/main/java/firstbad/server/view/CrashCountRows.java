package firstbad.server.view;

import firstbad.events.CrashCounts;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Crash counts of commits. */
final class CrashCountRows implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO crash_counts (commit_hash, at_offset, crashed, event)
      VALUES (:commit, :offset, :crashed, :event)
      ON CONFLICT (commit_hash) DO UPDATE SET at_offset = excluded.at_offset,
        crashed = excluded.crashed, event = excluded.event
      WHERE excluded.at_offset > crash_counts.at_offset
      """;

  @Override
  public void apply(Handle db, List<Fact> facts, Changes changes) {
    for (Fact fact : facts) {
      if (fact.event() == null) {
        int unused = db.execute("DELETE FROM crash_counts WHERE commit_hash = ?", fact.key());
        changes.add("crash_counts", fact.key());
        continue;
      }
      CrashCounts counts = fact.as(CrashCounts.class);
      int changed =
          db.createUpdate(UPSERT)
              .bind("commit", fact.key())
              .bind("offset", fact.offset())
              .bind("crashed", counts.getCrashed())
              .bind("event", EventJson.of(counts))
              .execute();
      if (changed > 0) {
        Commits.put(db, fact.key(), counts.getTitle());
        changes.add("crash_counts", fact.key());
      }
    }
  }
}
