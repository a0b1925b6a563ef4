package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.Level;
import firstbad.schemas.CulpritStanding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The commits that the most bugs blame. */
final class SuspectList {
  private static final int SHOWN = 20;
  private static final long MOST_BUGS = 1_000_000;
  private static final List<String> OF_EVENT =
      List.of(
          "bisections",
          "fix_bisections",
          "candidate_bisections",
          "first_named_at",
          "last_named_at");
  private static final List<Level> LEVELS =
      List.of(Level.HIGH, Level.MIDDLE, Level.LOW, Level.NONE);

  private SuspectList() {}

  private record Row(
      String commit,
      long bugs,
      long bisections,
      ObjectNode event,
      @Nullable String title,
      long confirmed,
      long refuted) {}

  /** For how many bugs, told apart by their first title, its being the culprit stands so. */
  private static String bugs(CulpritStanding standing) {
    return "(SELECT count(DISTINCT k.bug_title) FROM culprits k JOIN verified v ON v.id = k.id"
        + " WHERE k.commit_hash = s.commit_hash AND v.standing = '"
        + standing
        + "')";
  }

  static JsonNode list(Handle db, QueryParameters asked) {
    PageQuery listing =
        new PageQuery(
            "SELECT s.commit_hash, s.bugs, s.bisections, s.event, c.title, "
                + bugs(CulpritStanding.CONFIRMED)
                + ", "
                + bugs(CulpritStanding.REFUTED)
                + " FROM suspects s LEFT JOIN commits c ON c.hash = s.commit_hash");
    asked
        .number("at_least", 1, MOST_BUGS)
        .ifPresent(bugs -> listing.where("s.bugs >= :at_least", "at_least", bugs));
    listing.ordered(
        true,
        List.of("s.bugs", "s.bisections", "s.commit_hash"),
        asked.cursor("suspects", Long.class, Long.class, String.class));
    return listing.page(
        db,
        asked.limit(),
        (row, context) ->
            new Row(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                JsonAnswer.event(row.getBytes(4)),
                row.getString(5),
                row.getLong(6),
                row.getLong(7)),
        row -> suspect(db, row),
        row -> Cursor.of("suspects", row.bugs(), row.bisections(), row.commit()));
  }

  /** Bisections that name it as their culprit: the trust in a set belongs to the set. */
  private static void levels(Handle db, String commit, ObjectNode into) {
    Map<String, Long> levels = new HashMap<>();
    db.createQuery(
            "SELECT level, count(*) FROM culprits WHERE commit_hash = :commit GROUP BY level")
        .bind("commit", commit)
        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(each -> levels.put(each.getKey(), each.getValue()));
    LEVELS.forEach(level -> into.put(level.name(), levels.getOrDefault(level.name(), 0L)));
  }

  private static JsonNode suspect(Handle db, Row row) {
    ObjectNode event = row.event();
    ObjectNode item =
        JsonAnswer.object()
            .put("commit", row.commit())
            .put("title", row.title())
            .put("bugs", row.bugs())
            .put("confirmed_for", row.confirmed())
            .put("refuted_for", row.refuted());
    OF_EVENT.forEach(field -> item.set(field, event.get(field)));
    ArrayNode titles = item.putArray("bug_titles");
    first(event.path("bugs"), bug -> titles.add(bug.get("title")));
    levels(db, row.commit(), item.putObject("levels"));
    ArrayNode ids = item.putArray("ids");
    first(event.path("bisection_ids"), ids::add);
    return item;
  }

  private static void first(JsonNode all, Consumer<JsonNode> each) {
    for (int i = 0; i < Math.min(SHOWN, all.size()); i++) {
      each.accept(all.get(i));
    }
  }
}
