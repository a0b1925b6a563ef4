package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.Level;
import firstbad.events.Revision;
import firstbad.schemas.EventFromJson;
import firstbad.server.view.Dialect;
import firstbad.server.view.EventJson;
import firstbad.story.StepNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Culprits as a feed, newest first. */
final class CulpritList {
  private static final List<String> OF_CULPRIT =
      List.of("id", "kind", "tool", "labels", "commit", "title", "bug_titles");
  private static final List<String> OF_ASSESSMENT =
      List.of("level", "probability", "reasons", "reasons_against", "blamed", "derailed");

  private static final String SELECT =
      "SELECT c.id, c.found_at, c.event, v.standing,"
          + " (SELECT max(said.made_at) FROM verifications said WHERE said.id = c.id), "
          + OtherNames.BUGS
          + ", "
          + OtherNames.SAME_BUG
          + ", (SELECT b.at_stake_ms FROM bisections b WHERE b.id = c.id AND b.head_version > 0)"
          + " FROM culprits c LEFT JOIN verified v ON v.id = c.id";

  private final Dialect dialect;

  CulpritList(Dialect dialect) {
    this.dialect = dialect;
  }

  private record Row(
      String id,
      long foundAt,
      ObjectNode event,
      @Nullable String standing,
      @Nullable Long verifiedAt,
      long bugs,
      long sameBug,
      boolean nothingAtStake) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString(1),
          row.getLong(2),
          JsonAnswer.event(row.getBytes(3)),
          row.getString(4),
          verifiedAt(row),
          row.getLong(6),
          row.getLong(7),
          row.getLong(8) == 0 && !row.wasNull());
    }

    private static @Nullable Long verifiedAt(ResultSet row) throws SQLException {
      long at = row.getLong(5);
      return row.wasNull() ? null : (Long) at;
    }
  }

  /** The rows with these ids. */
  static List<JsonNode> rows(Handle db, Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : db
            .createQuery(SELECT + " WHERE c.id IN (<ids>)")
            .bindList("ids", List.copyOf(ids))
            .map((row, context) -> Row.of(row))
            .list()
            .stream()
            .map(row -> culprit(db, row))
            .toList();
  }

  JsonNode list(Handle db, QueryParameters asked) {
    PageQuery listing = new PageQuery(SELECT);
    listing.among("c.level", asked.symbols("level", Level.class));
    asked.standing("verification", "c.id").ifPresent(listing::where);
    LabelFilter.narrow(db, listing, "c.id", asked);
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
        row -> culprit(db, row),
        row -> Cursor.of("culprits", row.foundAt(), row.id()));
  }

  private static JsonNode culprit(Handle db, Row row) {
    ObjectNode event = row.event();
    JsonNode assessment = event.path("assessment");
    ObjectNode item = JsonAnswer.object();
    OF_CULPRIT.forEach(field -> item.set(field, event.get(field)));
    OF_ASSESSMENT.forEach(field -> item.set(field, assessment.get(field)));
    item.set("reasons", named(db, row.id(), assessment.path("reasons")));
    JsonNode derailed = assessment.path("derailed");
    boolean left = derailed.isObject() && !derailed.path("commit").equals(event.path("commit"));
    item.put("came_back", left && row.nothingAtStake());
    item.set("found_at", event.get("found_at"));
    item.set("revisions_tested", event.get("revisions_tested"));
    item.set("total_time_ms", event.get("total_time_ms"));
    Long verifiedAt = row.verifiedAt();
    return item.put("verification", row.standing())
        .put("verified_at", verifiedAt == null ? null : EventJson.time(verifiedAt))
        .put("also_named_for", row.bugs())
        .put("also_named_by", row.sameBug());
  }

  /** The same, a release by its tag: the event was written by who keeps none. */
  private static JsonNode named(Handle db, String id, JsonNode reasons) {
    ArrayNode named = JsonAnswer.object().arrayNode();
    for (JsonNode reason : reasons) {
      String text = reason.asText();
      OptionalInt ordinal = StepNames.named(text);
      named.add(ordinal.isEmpty() ? text : names(db, id, ordinal.getAsInt()).in(text));
    }
    return named;
  }

  private static StepNames names(Handle db, String id, int ordinal) {
    return db.createQuery("SELECT event FROM revisions WHERE id = :id AND ordinal = :ordinal")
        .bind("id", id)
        .bind("ordinal", ordinal)
        .map((row, context) -> JsonAnswer.event(row.getBytes(1)))
        .findOne()
        .map(event -> StepNames.of(List.of(EventFromJson.event(event, Revision.class))))
        .orElse(StepNames.NONE);
  }
}
