package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.events.AlertKind;
import firstbad.events.Severity;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Alerts, newest first. */
final class AlertList {

  private AlertList() {}

  private record Row(
      String id, String kind, long ordinal, long raisedAt, String event, @Nullable String title) {}

  static JsonNode list(Handle db, QueryParameters asked) {
    PageQuery listing =
        new PageQuery(
            "SELECT a.id, a.kind, a.ordinal, a.raised_at, a.event, b.bug_title FROM alerts a"
                + " LEFT JOIN bisections b ON b.id = a.id");
    listing.among("a.kind", asked.symbols("kind", AlertKind.class));
    listing.among("a.severity", asked.symbols("severity", Severity.class));
    asked.text("id").ifPresent(id -> listing.where("a.id = :id", "id", id));
    asked.time("since").ifPresent(at -> listing.where("a.raised_at >= :since", "since", at));
    listing.ordered(
        true,
        List.of("a.raised_at", "a.id", "a.kind", "a.ordinal"),
        asked.cursor("alerts", Long.class, String.class, String.class, Long.class));
    return listing.page(
        db,
        asked.limit(),
        (row, context) ->
            new Row(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6)),
        row -> JsonAnswer.event(row.event()).put("bug_title", row.title()),
        row -> Cursor.of("alerts", row.raisedAt(), row.id(), row.kind(), row.ordinal()));
  }
}
