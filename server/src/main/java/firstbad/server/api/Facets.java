package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How many bisections each choice of a filter would leave: those that meet all other filters, so
 * that a reader sees what else there is beside the chosen one.
 */
final class Facets {
  /** Only so many are counted, those with the newest lines. */
  private static final int MOST = 10_000;

  private static final int VALUES = 20;
  private static final int NAMES = 20;

  private static final String WITH_LABELS =
      "SELECT f.id, f.outcome, f.kind, f.level, f.standing, l.name, l.value FROM (%s) f"
          + " LEFT JOIN labels l ON l.id = f.id";

  private static final List<String> COLUMNS = List.of("outcome", "kind", "level", "verification");

  private final Bisections bisections;

  Facets(Bisections bisections) {
    this.bisections = bisections;
  }

  /** A bisection with one of its labels, if it has any. */
  private record Row(String id, List<String> columns, @Nullable String name, String value) {
    static Row of(ResultSet row) throws SQLException {
      String value = row.getString(7);
      return new Row(
          row.getString(1),
          List.of(row.getString(2), row.getString(3), row.getString(4), row.getString(5)),
          row.getString(6),
          value == null ? "" : value);
    }
  }

  /** Counts of one question. */
  private static final class FacetCounts {
    final Set<String> ids = new HashSet<>();
    final Map<String, Map<String, Integer>> columns = new HashMap<>();
    final Map<String, Map<String, Integer>> labels = new TreeMap<>();

    FacetCounts(List<Row> rows) {
      for (Row row : rows) {
        if (ids.add(row.id())) {
          for (int i = 0; i < COLUMNS.size(); i++) {
            add(columns, COLUMNS.get(i), row.columns().get(i));
          }
        }
        if (row.name() != null) {
          add(labels, row.name(), row.value());
        }
      }
    }

    private static void add(Map<String, Map<String, Integer>> all, String name, String value) {
      all.computeIfAbsent(name, each -> new TreeMap<>()).merge(value, 1, Integer::sum);
    }
  }

  JsonNode answer(Handle db, QueryParameters asked) {
    FacetCounts chosen = counted(db, asked);
    ObjectNode answer = JsonAnswer.object();
    answer.put("bisections", chosen.ids.size()).put("all", chosen.ids.size() < MOST);
    for (String column : COLUMNS) {
      FacetCounts counted = asked.asksFor(column) ? counted(db, asked.without(column)) : chosen;
      ObjectNode counts = answer.putObject(column);
      counted.columns.getOrDefault(column, Map.of()).forEach(counts::put);
    }
    Map<String, Map<String, Integer>> labels = new TreeMap<>(chosen.labels);
    for (String name : asked.labels().keySet()) {
      FacetCounts others = counted(db, asked.without("label=" + name));
      labels.put(name, others.labels.getOrDefault(name, Map.of()));
    }
    answer.set("labels", labels(labels));
    return answer;
  }

  private FacetCounts counted(Handle db, QueryParameters asked) {
    PageQuery listing =
        new PageQuery(
                "SELECT b.id, b.outcome, b.kind, b.level, coalesce(v.standing, 'OPEN') AS standing"
                    + " FROM bisections b LEFT JOIN verified v ON v.id = b.id")
            .where("b.head_version > 0");
    bisections.filter(db, listing, asked, true);
    listing.ordered(true, List.of("b.last_line_at", "b.id"), Cursor.BEGINNING);
    return new FacetCounts(
        listing.rowsWithin(db, WITH_LABELS, MOST, (row, context) -> Row.of(row)));
  }

  /** Labels by how many bisections have them; of each the most frequent values. */
  private static ArrayNode labels(Map<String, Map<String, Integer>> labels) {
    ArrayNode items = JsonAnswer.array();
    List<Map.Entry<String, Map<String, Integer>>> names = new ArrayList<>(labels.entrySet());
    names.sort(Comparator.comparingInt(each -> -sum(each.getValue())));
    for (Map.Entry<String, Map<String, Integer>> name :
        names.subList(0, Math.min(NAMES, names.size()))) {
      ObjectNode item = items.addObject().put("name", name.getKey());
      item.put("bisections", sum(name.getValue())).put("distinct", name.getValue().size());
      ArrayNode values = item.putArray("values");
      name.getValue().entrySet().stream()
          .sorted(
              Map.Entry.<String, Integer>comparingByValue()
                  .reversed()
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(VALUES)
          .forEach(
              each ->
                  values
                      .addObject()
                      .put("value", each.getKey())
                      .put("bisections", each.getValue()));
    }
    return items;
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
