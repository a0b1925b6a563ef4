package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.AlertKind;
import firstbad.events.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Alerts, newest first. */
final class AlertList {

  private static final String SELECT =
      "SELECT a.id, a.kind, a.ordinal, a.raised_at, a.event, b.bug_title FROM alerts a"
          + " LEFT JOIN bisections b ON b.id = a.id";

  private AlertList() {}

  private record Row(
      String id,
      String kind,
      long ordinal,
      long raisedAt,
      ObjectNode event,
      @Nullable String title) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString(1),
          row.getString(2),
          row.getLong(3),
          row.getLong(4),
          JsonAnswer.event(row.getBytes(5)),
          row.getString(6));
    }

    JsonNode item() {
      return event.put("bug_title", title);
    }
  }

  /** The alerts of these bisections. */
  static List<JsonNode> rows(Handle db, Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : db.createQuery(SELECT + " WHERE a.id IN (<ids>)")
            .bindList("ids", List.copyOf(ids))
            .map((row, context) -> Row.of(row).item())
            .list();
  }

  static JsonNode list(Handle db, QueryParameters asked) {
    PageQuery listing = new PageQuery(SELECT);
    filter(db, listing, asked);
    listing.ordered(
        true,
        List.of("a.raised_at", "a.id", "a.kind", "a.ordinal"),
        asked.cursor("alerts", Long.class, String.class, String.class, Long.class));
    return listing.page(
        db,
        asked.limit(),
        (row, context) -> Row.of(row),
        Row::item,
        row -> Cursor.of("alerts", row.raisedAt(), row.id(), row.kind(), row.ordinal()));
  }

  /** Narrows a list of alerts down to those that are asked for. */
  static void filter(Handle db, PageQuery listing, QueryParameters asked) {
    listing.among("a.kind", asked.symbols("kind", AlertKind.class));
    listing.among("a.severity", asked.symbols("severity", Severity.class));
    LabelFilter.narrow(db, listing, "a.id", asked);
    asked.text("id").ifPresent(id -> listing.where("a.id = :id", "id", id));
    asked.time("since").ifPresent(at -> listing.where("a.raised_at >= :since", "since", at));
    asked.time("until").ifPresent(at -> listing.where("a.raised_at < :until", "until", at));
  }
}
