package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.server.view.Dialect;
import firstbad.server.view.EventJson;
import firstbad.server.view.SearchWords;
import firstbad.server.web.Refusal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What crashed, over all bisections: types over time, titles, and the commits that crash most. */
final class CrashLists {
  private static final long HOUR_MS = 3_600_000;
  private static final long DAY_HOURS = 24;
  private static final int USUAL_BUCKETS = 30;
  private static final int MOST_BUCKETS = 800;
  private static final int USUAL_COMMITS = 30;
  private static final int MOST_COLUMNS = 20;

  /** Of the table of hours or of that of days. */
  private static final String TYPES =
      """
      SELECT %1$s, type, runs FROM crash_%1$ss WHERE %1$s >= :since AND runs > 0
      ORDER BY 1, 3 DESC, 2
      """;

  private static final String NOISIEST =
      """
      SELECT k.commit_hash, c.title, k.event FROM crash_counts k
      LEFT JOIN commits c ON c.hash = k.commit_hash
      WHERE k.crashed > 0 ORDER BY k.crashed DESC, k.commit_hash LIMIT :limit
      """;

  private final Dialect dialect;
  private final LongSupplier clock;

  /**
   * @param clock milliseconds since the epoch
   */
  CrashLists(Dialect dialect, LongSupplier clock) {
    this.dialect = dialect;
    this.clock = clock;
  }

  private record Title(
      String title, String type, long runs, long bisections, long commits, long foreign) {

    JsonNode item() {
      return JsonAnswer.object()
          .put("title", title)
          .put("type", type)
          .put("runs", runs)
          .put("bisections", bisections)
          .put("commits", commits)
          .put("foreign_bisections", foreign);
    }
  }

  JsonNode types(Handle db, QueryParameters asked) {
    String bucket = asked.oneOf("bucket", "day", "hour");
    long width = bucket.equals("day") ? DAY_HOURS * HOUR_MS : HOUR_MS;
    long now = clock.getAsLong();
    long since = asked.time("since").orElse(now - width * USUAL_BUCKETS) / width;
    if (now / width - since > MOST_BUCKETS) {
      throw Refusal.wrong(
          "since is more than " + MOST_BUCKETS + " buckets ago; take a later one or bucket=day.");
    }
    ObjectNode answer = JsonAnswer.object().put("bucket", bucket);
    ArrayNode items = answer.putArray("items");
    Map<Long, ObjectNode> byTime = new TreeMap<>();
    db.createQuery(TYPES.formatted(bucket))
        .bind("since", since)
        .map(
            (row, context) ->
                byTime
                    .computeIfAbsent(row.getLong(1), at -> JsonAnswer.object())
                    .put(row.getString(2), row.getLong(3)))
        .list();
    byTime.forEach(
        (at, types) ->
            items.add(
                JsonAnswer.object().put("at", EventJson.time(at * width)).set("types", types)));
    return answer;
  }

  JsonNode titles(Handle db, QueryParameters asked) {
    PageQuery listing =
        new PageQuery(
            "SELECT t.title, t.type, t.runs, t.bisections, t.commits, t.foreign_bisections"
                + " FROM titles t");
    listing.where("t.runs > 0");
    asked.text("type").ifPresent(type -> listing.where("t.type = :type", "type", type));
    asked
        .text("q")
        .ifPresent(
            question -> {
              List<String> words = SearchWords.asked(question);
              listing.where(
                  words.isEmpty() ? "1 = 0" : "t.title IN (" + dialect.found("title") + ")",
                  "match",
                  dialect.match(words));
            });
    listing.ordered(
        true, List.of("t.runs", "t.title"), asked.cursor("titles", Long.class, String.class));
    return listing.page(
        db,
        asked.limit(),
        (row, context) ->
            new Title(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6)),
        Title::item,
        row -> Cursor.of("titles", row.runs(), row.title()));
  }

  static JsonNode commits(Handle db, QueryParameters asked) {
    int limit = (int) asked.number("limit", 1, 200).orElse(USUAL_COMMITS);
    Map<String, Long> all = new TreeMap<>();
    ArrayNode items = JsonAnswer.array();
    db.createQuery(NOISIEST)
        .bind("limit", limit)
        .map(
            (row, context) ->
                noisy(row.getString(1), row.getString(2), JsonAnswer.event(row.getBytes(3)), all))
        .forEach(items::add);
    ObjectNode answer = JsonAnswer.object();
    ArrayNode columns = answer.putArray("types");
    all.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_COLUMNS)
        .forEach(type -> columns.add(type.getKey()));
    answer.set("items", items);
    return answer;
  }

  private static ObjectNode noisy(
      String commit, @Nullable String title, ObjectNode counts, Map<String, Long> all) {
    ObjectNode item = JsonAnswer.object().put("commit", commit).put("title", title);
    item.set("bisections", counts.get("bisections"));
    item.set("runs", counts.get("crashed"));
    ObjectNode types = item.putObject("types");
    for (JsonNode type : counts.path("types")) {
      long runs = type.path("runs").asLong();
      types.put(type.path("type").asText(), runs);
      all.merge(type.path("type").asText(), runs, Long::sum);
    }
    return item;
  }
}
