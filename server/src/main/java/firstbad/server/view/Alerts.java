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
  public void apply(Handle db, List<TopicRecord> facts, Changes changes) {
    NewestRecords standing = NewestRecords.of(facts);
    standing.deleteGone(db, "id", "alerts");
    Rows alerts = new Rows(UPSERT);
    for (TopicRecord fact : standing.facts()) {
      Alert alert = fact.as(Alert.class);
      Integer ordinal = alert.getOrdinal();
      alerts.add(
          fact.key(),
          alert.getKind().name(),
          ordinal == null ? NO_REVISION : ordinal,
          fact.offset(),
          alert.getSeverity().name(),
          alert.getLineNumber(),
          alert.getRaisedAt().toEpochMilli(),
          EventJson.of(alert));
    }
    Rows stalled = new Rows(STALLED_AT);
    for (TopicRecord fact : alerts.changed(db, standing.facts())) {
      Alert alert = fact.as(Alert.class);
      if (alert.getKind() == AlertKind.STALLED) {
        stalled.add(fact.key(), alert.getLineNumber());
      }
      changes.add("alert", fact.key(), alert.getOrdinal(), alert.getKind().name());
    }
    stalled.write(db);
  }
}
