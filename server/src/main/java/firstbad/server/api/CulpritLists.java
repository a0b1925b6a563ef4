package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.Level;
import firstbad.server.view.Dialect;
import firstbad.server.view.Words;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Culprits as a feed, and the commits that the most bugs blame. */
final class CulpritLists {
  private static final int SHOWN = 20;
  private static final List<String> OF_CULPRIT =
      List.of("id", "kind", "labels", "commit", "title", "bug_titles");
  private static final List<String> OF_ASSESSMENT =
      List.of("level", "probability", "reasons", "blamed");

  private static final String BUGS =
      """
      SELECT bug_title FROM culprits WHERE commit_hash = :commit AND bug_title <> ''
      GROUP BY bug_title ORDER BY count(*) DESC, bug_title LIMIT :limit
      """;

  private final Dialect dialect;

  CulpritLists(Dialect dialect) {
    this.dialect = dialect;
  }

  private record Row(String id, long foundAt, String event, long named) {}

  private record Suspect(String commit, long bisections, long bugs, Optional<String> title) {}

  JsonNode culprits(Handle db, Asked asked) {
    Listing listing =
        new Listing(
            "SELECT c.id, c.found_at, c.event, coalesce(s.bisections, 1) FROM culprits c"
                + " LEFT JOIN suspects s ON s.commit_hash = c.commit_hash");
    listing.among("c.level", asked.symbols("level", Level.class));
    asked.time("since").ifPresent(at -> listing.where("c.found_at >= :since", "since", at));
    asked.text("q").ifPresent(question -> matching(listing, question));
    listing.ordered(true, List.of("c.found_at", "c.id"), asked.cursor("culprits"));
    int limit = asked.limit();
    List<Row> rows =
        listing.rows(
            db,
            limit + 1,
            (row, context) ->
                new Row(row.getString(1), row.getLong(2), row.getString(3), row.getLong(4)));
    return Answer.page(
        rows, limit, CulpritLists::culprit, row -> Cursor.of("culprits", row.foundAt(), row.id()));
  }

  private void matching(Listing listing, String question) {
    List<String> words = Words.asked(question);
    if (words.isEmpty()) {
      listing.where("1 = 0");
      return;
    }
    listing.where(
        "c.id IN (SELECT name FROM searched WHERE kind = 'bisection' AND "
            + dialect.matching()
            + ")",
        "match",
        dialect.match(words));
  }

  private static JsonNode culprit(Row row) {
    ObjectNode event = Answer.event(row.event());
    JsonNode assessment = event.path("assessment");
    ObjectNode item = Answer.object();
    OF_CULPRIT.forEach(field -> item.set(field, event.get(field)));
    OF_ASSESSMENT.forEach(field -> item.set(field, assessment.get(field)));
    item.set("found_at", event.get("found_at"));
    item.set("revisions_tested", event.get("revisions_tested"));
    item.set("total_time_ms", event.get("total_time_ms"));
    return item.put("also_named_by", row.named() - 1);
  }

  static JsonNode suspects(Handle db, Asked asked) {
    Listing listing =
        new Listing(
                "SELECT s.commit_hash, s.bisections, s.bugs, c.title FROM suspects s"
                    + " LEFT JOIN commits c ON c.hash = s.commit_hash")
            .ordered(
                true, List.of("s.bugs", "s.bisections", "s.commit_hash"), asked.cursor("suspects"));
    int limit = asked.limit();
    List<Suspect> rows =
        listing.rows(
            db,
            limit + 1,
            (row, context) ->
                new Suspect(
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    Optional.ofNullable(row.getString(4))));
    return Answer.page(
        rows,
        limit,
        row -> suspect(db, row),
        row -> Cursor.of("suspects", row.bugs(), row.bisections(), row.commit()));
  }

  private static JsonNode suspect(Handle db, Suspect suspect) {
    ObjectNode item =
        Answer.object()
            .put("commit", suspect.commit())
            .put("title", suspect.title().orElse(null))
            .put("bisections", suspect.bisections())
            .put("bugs", suspect.bugs());
    ArrayNode bugs = item.putArray("bug_titles");
    db.createQuery(BUGS)
        .bind("commit", suspect.commit())
        .bind("limit", SHOWN)
        .mapTo(String.class)
        .forEach(bugs::add);
    ObjectNode levels = item.putObject("levels");
    for (Level level : List.of(Level.HIGH, Level.MIDDLE, Level.LOW, Level.NONE)) {
      levels.put(level.name(), 0);
    }
    db.createQuery(
            "SELECT level, count(*) FROM culprits WHERE commit_hash = :commit GROUP BY level")
        .bind("commit", suspect.commit())
        .map((row, context) -> levels.put(row.getString(1), row.getLong(2)))
        .list()
        .forEach(each -> levels.remove(Level.UNKNOWN.name()));
    ArrayNode ids = item.putArray("ids");
    db.createQuery(
            "SELECT id FROM culprits WHERE commit_hash = :commit"
                + " ORDER BY found_at DESC, id DESC LIMIT :limit")
        .bind("commit", suspect.commit())
        .bind("limit", SHOWN)
        .mapTo(String.class)
        .forEach(ids::add);
    return item;
  }
}
