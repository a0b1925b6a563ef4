package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.Level;
import firstbad.server.view.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Culprits as a feed, newest first. */
final class CulpritList {
  private static final List<String> OF_CULPRIT =
      List.of("id", "kind", "labels", "commit", "title", "bug_titles");
  private static final List<String> OF_ASSESSMENT =
      List.of("level", "probability", "reasons", "blamed");

  private static final String SELECT =
      "SELECT c.id, c.found_at, c.event, coalesce(s.culprit_of, 0) FROM culprits c"
          + " LEFT JOIN suspects s ON s.commit_hash = c.commit_hash";

  private final Dialect dialect;

  CulpritList(Dialect dialect) {
    this.dialect = dialect;
  }

  private record Row(String id, long foundAt, ObjectNode event, long named) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString(1), row.getLong(2), JsonAnswer.event(row.getBytes(3)), row.getLong(4));
    }
  }

  /** The rows with these ids. */
  static List<JsonNode> rows(Handle db, Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : db.createQuery(SELECT + " WHERE c.id IN (<ids>)")
            .bindList("ids", List.copyOf(ids))
            .map((row, context) -> culprit(Row.of(row)))
            .list();
  }

  JsonNode list(Handle db, QueryParameters asked) {
    PageQuery listing = new PageQuery(SELECT);
    listing.among("c.level", asked.symbols("level", Level.class));
    asked.time("since").ifPresent(at -> listing.where("c.found_at >= :since", "since", at));
    asked.time("until").ifPresent(at -> listing.where("c.found_at < :until", "until", at));
    asked
        .text("q")
        .ifPresent(question -> MatchingBisections.narrow(db, dialect, listing, "c.id", question));
    listing.ordered(
        true, List.of("c.found_at", "c.id"), asked.cursor("culprits", Long.class, String.class));
    return listing.page(
        db,
        asked.limit(),
        (row, context) -> Row.of(row),
        CulpritList::culprit,
        row -> Cursor.of("culprits", row.foundAt(), row.id()));
  }

  private static JsonNode culprit(Row row) {
    ObjectNode event = row.event();
    JsonNode assessment = event.path("assessment");
    ObjectNode item = JsonAnswer.object();
    OF_CULPRIT.forEach(field -> item.set(field, event.get(field)));
    OF_ASSESSMENT.forEach(field -> item.set(field, assessment.get(field)));
    item.set("found_at", event.get("found_at"));
    item.set("revisions_tested", event.get("revisions_tested"));
    item.set("total_time_ms", event.get("total_time_ms"));
    return item.put("also_named_by", Math.max(0, row.named() - 1));
  }
}
