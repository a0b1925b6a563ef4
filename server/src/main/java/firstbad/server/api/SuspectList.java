package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.Level;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The commits that the most bugs blame. */
final class SuspectList {
  private static final int SHOWN = 20;
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
      String commit, long bugs, long bisections, ObjectNode event, @Nullable String title) {}

  static JsonNode list(Handle db, QueryParameters asked) {
    PageQuery listing =
        new PageQuery(
                "SELECT s.commit_hash, s.bugs, s.bisections, s.event, c.title FROM suspects s"
                    + " LEFT JOIN commits c ON c.hash = s.commit_hash")
            .ordered(
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
                row.getString(5)),
        SuspectList::suspect,
        row -> Cursor.of("suspects", row.bugs(), row.bisections(), row.commit()));
  }

  private static JsonNode suspect(Row row) {
    ObjectNode event = row.event();
    ObjectNode item =
        JsonAnswer.object()
            .put("commit", row.commit())
            .put("title", row.title())
            .put("bugs", row.bugs());
    OF_EVENT.forEach(field -> item.set(field, event.get(field)));
    ArrayNode titles = item.putArray("bug_titles");
    first(event.path("bugs"), bug -> titles.add(bug.get("title")));
    ObjectNode levels = item.putObject("levels");
    for (Level level : LEVELS) {
      levels.set(level.name(), event.path("levels").get(level.name().toLowerCase(Locale.ROOT)));
    }
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
