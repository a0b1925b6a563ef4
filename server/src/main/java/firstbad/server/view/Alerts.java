package firstbad.server.view;

import firstbad.events.Alert;
import firstbad.events.AlertKind;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Alerts; one per bisection, kind and revision. */
final class Alerts implements Projection {
  private static final int NO_REVISION = -1;

  private static final String UPSERT =
      """
      INSERT INTO alerts (id, kind, ordinal, at_offset, severity, line_number, raised_at, event)
      VALUES (:id, :kind, :ordinal, :offset, :severity, :line, :raisedAt, :event)
      ON CONFLICT (id, kind, ordinal) DO UPDATE SET at_offset = excluded.at_offset,
        severity = excluded.severity, line_number = excluded.line_number,
        raised_at = excluded.raised_at, event = excluded.event
      WHERE excluded.at_offset > alerts.at_offset
      """;

  private static final String STALLED_AT =
      """
      INSERT INTO bisections (id, stalled_line) VALUES (:id, :line)
      ON CONFLICT (id) DO UPDATE SET stalled_line = excluded.stalled_line
      """;

  @Override
  public void apply(Handle db, List<Fact> facts, Changes changes) {
    for (Fact fact : facts) {
      if (fact.event() == null) {
        int unused = db.execute("DELETE FROM alerts WHERE id = ?", fact.key());
        continue;
      }
      Alert alert = fact.as(Alert.class);
      Integer ordinal = alert.getOrdinal();
      int changed =
          db.createUpdate(UPSERT)
              .bind("id", fact.key())
              .bind("kind", alert.getKind().name())
              .bind("ordinal", ordinal == null ? NO_REVISION : ordinal)
              .bind("offset", fact.offset())
              .bind("severity", alert.getSeverity().name())
              .bind("line", alert.getLineNumber())
              .bind("raisedAt", alert.getRaisedAt().toEpochMilli())
              .bind("event", EventJson.of(alert))
              .execute();
      if (changed > 0) {
        if (alert.getKind() == AlertKind.STALLED) {
          int unused =
              db.createUpdate(STALLED_AT)
                  .bind("id", fact.key())
                  .bind("line", alert.getLineNumber())
                  .execute();
        }
        changes.add("alert", fact.key(), ordinal, alert.getKind().name());
      }
    }
  }
}
