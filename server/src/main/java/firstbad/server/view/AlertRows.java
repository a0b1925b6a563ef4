package firstbad.server.view;

import firstbad.events.Alert;
import firstbad.events.AlertKind;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Alerts; one per bisection, kind and revision. */
final class AlertRows implements Projection {
  private static final int NO_REVISION = -1;

  private static final String UPSERT =
      """
      INSERT INTO alerts (id, kind, ordinal, at_offset, severity, line_number, raised_at, event)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id, kind, ordinal) DO UPDATE SET at_offset = excluded.at_offset,
        severity = excluded.severity, line_number = excluded.line_number,
        raised_at = excluded.raised_at, event = excluded.event
      WHERE excluded.at_offset > alerts.at_offset
      """;

  private static final String STALLED_AT =
      """
      INSERT INTO bisections (id, stalled_line) VALUES (?, ?)
      ON CONFLICT (id) DO UPDATE SET stalled_line = excluded.stalled_line
      """;

  @Override
  public void apply(Handle db, List<TopicRecord> records, Changes changes) {
    NewestRecords batch = NewestRecords.of(records);
    batch.deleteGone(db, "id", "alerts");
    Rows alerts = new Rows(UPSERT);
    for (TopicRecord record : batch.records()) {
      Alert alert = record.as(Alert.class);
      Integer ordinal = alert.getOrdinal();
      alerts.add(
          record.key(),
          alert.getKind().name(),
          ordinal == null ? NO_REVISION : ordinal,
          record.offset(),
          alert.getSeverity().name(),
          alert.getLineNumber(),
          alert.getRaisedAt().toEpochMilli(),
          EventJson.packed(alert));
    }
    Rows stalled = new Rows(STALLED_AT);
    for (TopicRecord record : alerts.changed(db, batch.records())) {
      Alert alert = record.as(Alert.class);
      if (alert.getKind() == AlertKind.STALLED) {
        stalled.add(record.key(), alert.getLineNumber());
        changes.add("bisection", record.key()); // its row in lists says so
      }
      changes.add("alert", record.key(), alert.getOrdinal(), alert.getKind().name());
    }
    stalled.write(db);
  }
}
