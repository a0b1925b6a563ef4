package firstbad.server.view;

import firstbad.events.Suspect;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Commits that bisections name, as the topology sums them up. */
final class Suspects implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO suspects (commit_hash, at_offset, bugs, bisections, culprit_of, event)
      VALUES (:commit, :offset, :bugs, :bisections, :culpritOf, :event)
      ON CONFLICT (commit_hash) DO UPDATE SET at_offset = excluded.at_offset,
        bugs = excluded.bugs, bisections = excluded.bisections,
        culprit_of = excluded.culprit_of, event = excluded.event
      WHERE excluded.at_offset > suspects.at_offset
      """;

  @Override
  public void apply(Handle db, List<Fact> facts, Changes changes) {
    for (Fact fact : facts) {
      if (fact.event() == null) {
        int unused = db.execute("DELETE FROM suspects WHERE commit_hash = ?", fact.key());
        changes.add("suspect", fact.key());
        continue;
      }
      Suspect suspect = fact.as(Suspect.class);
      int changed =
          db.createUpdate(UPSERT)
              .bind("commit", fact.key())
              .bind("offset", fact.offset())
              .bind("bugs", suspect.getBugCount())
              .bind("bisections", suspect.getBisections())
              .bind("culpritOf", suspect.getBisections() - suspect.getCandidacies())
              .bind("event", EventJson.of(suspect))
              .execute();
      if (changed > 0) {
        Commits.put(db, fact.key(), suspect.getTitle());
        changes.add("suspect", fact.key());
      }
    }
  }
}
