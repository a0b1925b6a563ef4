package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.AlertKind;
import firstbad.events.Outcome;
import firstbad.events.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Alerts, newest first. */
final class AlertList {

  private static final String SELECT =
      "SELECT a.id, a.kind, a.ordinal, a.raised_at, a.event, b.bug_title, b.kind,"
          + " b.outcome, b.level, v.standing FROM alerts a"
          + " LEFT JOIN bisections b ON b.id = a.id LEFT JOIN verified v ON v.id = a.id";

  /** Of a bisection whose head is not known yet, or whose end is not. */
  private static final Set<String> UNENDED = Set.of(Outcome.UNKNOWN.name(), Outcome.RUNNING.name());

  private AlertList() {}

  private record Row(
      String id,
      String kind,
      long ordinal,
      long raisedAt,
      ObjectNode event,
      @Nullable String title,
      @Nullable JsonNode result) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString(1),
          row.getString(2),
          row.getLong(3),
          row.getLong(4),
          JsonAnswer.event(row.getBytes(5)),
          row.getString(6),
          result(row));
    }

    /** How its bisection ended, which may be worse than the alert could know. */
    private static @Nullable JsonNode result(ResultSet row) throws SQLException {
      String outcome = row.getString(8);
      return outcome == null || UNENDED.contains(outcome)
          ? null
          : JsonAnswer.object()
              .put("kind", row.getString(7))
              .put("outcome", outcome)
              .put("level", row.getString(9))
              .put("verification", row.getString(10));
    }

    JsonNode item() {
      event.put("bug_title", title);
      return event.set("result", result);
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
