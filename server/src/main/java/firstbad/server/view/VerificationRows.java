package firstbad.server.view;

import firstbad.events.Verification;
import firstbad.schemas.VerificationRules;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What became of culprits: one row for each bisection and source. */
final class VerificationRows implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO verifications (id, source, at_offset, state, made_at, event)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (id, source) DO UPDATE SET at_offset = excluded.at_offset,
        state = excluded.state, made_at = excluded.made_at, event = excluded.event
      WHERE excluded.at_offset > verifications.at_offset
      """;

  @Override
  public void apply(Handle db, List<TopicRecord> records, Changes changes) {
    Set<String> touched = new LinkedHashSet<>();
    for (TopicRecord record : records) {
      int slash = record.key().lastIndexOf('/');
      String id = record.key().substring(0, Math.max(0, slash));
      if (record.event() == null) {
        touched.add(id);
        int deleted =
            db.execute(
                "DELETE FROM verifications WHERE id = ? AND source = ? AND at_offset < ?",
                id,
                record.key().substring(slash + 1),
                record.offset());
        if (deleted > 0) {
          changes.add("verification", id);
        }
        continue;
      }
      Verification said = record.as(Verification.class);
      if (!VerificationRules.counts(record.key(), said)) {
        continue; // whoever wrote it did not keep to the rules
      }
      touched.add(id);
      int written =
          db.execute(
              UPSERT,
              id,
              said.getSource().name(),
              record.offset(),
              said.getState().name(),
              said.getMadeAt().toEpochMilli(),
              EventJson.packed(said));
      if (written > 0) {
        changes.add("verification", id, null, said.getState().name());
      }
    }
    VerifiedCulprits.settle(db, touched);
  }
}
