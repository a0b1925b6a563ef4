package firstbad.server.api;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
    if (ids.isEmpty()) {
      return List.of();
    }
    List<Row> rows =
        db.createQuery(SELECT + " WHERE c.id IN (<ids>)")
            .bindList("ids", List.copyOf(ids))
            .map((row, context) -> Row.of(row))
            .list();
    Map<String, StepNames> names = names(db, rows);
    return rows.stream().map(row -> culprit(row, names)).toList();
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
    int limit = asked.limit();
    List<Row> rows = listing.rows(db, limit + 1, (row, context) -> Row.of(row));
    Map<String, StepNames> names = names(db, rows);
    return JsonAnswer.page(
        rows,
        limit,
        row -> culprit(row, names),
        row -> Cursor.of("culprits", row.foundAt(), row.id()));
  }

  private static JsonNode culprit(Row row, Map<String, StepNames> names) {
    ObjectNode event = row.event();
    JsonNode assessment = event.path("assessment");
    ObjectNode item = JsonAnswer.object();
    OF_CULPRIT.forEach(field -> item.set(field, event.get(field)));
    OF_ASSESSMENT.forEach(field -> item.set(field, assessment.get(field)));
    StepNames releases = names.getOrDefault(row.id(), StepNames.NONE);
    ArrayNode reasons = item.putArray("reasons");
    reasons(row).forEach(reason -> reasons.add(releases.in(reason)));
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

  private static Stream<String> reasons(Row row) {
    JsonNode reasons = row.event().path("assessment").path("reasons");
    return StreamSupport.stream(reasons.spliterator(), false).map(JsonNode::asText);
  }

  /**
   * The releases with which reasons begin, by bisection: an event was written by who keeps no tags.
   */
  private static Map<String, StepNames> names(Handle db, List<Row> rows) {
    Set<String> ids = new HashSet<>();
    Set<Integer> ordinals = new HashSet<>();
    for (Row row : rows) {
      reasons(row)
          .map(StepNames::named)
          .filter(OptionalInt::isPresent)
          .forEach(
              step -> {
                ids.add(row.id());
                ordinals.add(step.getAsInt());
              });
    }
    if (ids.isEmpty()) {
      return Map.of();
    }
    return db.createQuery(
            "SELECT id, event FROM revisions WHERE id IN (<ids>) AND ordinal IN (<ordinals>)")
        .bindList("ids", List.copyOf(ids))
        .bindList("ordinals", List.copyOf(ordinals))
        .map((row, context) -> Map.entry(row.getString(1), revision(row.getBytes(2))))
        .collect(
            groupingBy(
                Map.Entry::getKey,
                mapping(Map.Entry::getValue, collectingAndThen(toList(), StepNames::of))));
  }

  private static Revision revision(byte[] event) {
    return EventFromJson.event(JsonAnswer.event(event), Revision.class);
  }
}
