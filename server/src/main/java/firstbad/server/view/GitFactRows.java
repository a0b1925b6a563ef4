package firstbad.server.view;

import firstbad.events.GitFacts;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What a repository says of commits: one row for each. */
final class GitFactRows implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO git_facts (commit_hash, at_offset, event) VALUES (?, ?, ?)
      ON CONFLICT (commit_hash) DO UPDATE SET at_offset = excluded.at_offset,
        event = excluded.event
      WHERE excluded.at_offset > git_facts.at_offset
      """;

  @Override
  public void apply(Handle db, List<TopicRecord> records, Changes changes) {
    for (TopicRecord record : records) {
      if (record.event() == null) {
        int unused =
            db.execute(
                "DELETE FROM git_facts WHERE commit_hash = ? AND at_offset < ?",
                record.key(),
                record.offset());
        continue;
      }
      String facts = EventJson.of(record.as(GitFacts.class));
      int written = db.execute(UPSERT, record.key(), record.offset(), facts);
      if (written > 0) {
        changes.add("git_facts", record.key());
      }
    }
  }
}
