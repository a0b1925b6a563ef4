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
 * How many rows of a list each choice of a filter would leave: those that meet all other filters,
 * so that a reader sees what else there is beside the chosen one.
 */
final class Facets {
  /** Only so many are counted, the newest. */
  private static final int MOST = 10_000;

  private static final int VALUES = 20;
  private static final int NAMES = 20;

  private static final String OF_BISECTIONS =
      "SELECT b.id AS item, b.id, b.outcome, b.kind, b.level,"
          + " coalesce(v.standing, 'OPEN') AS verification, "
          + Bisections.WARNINGS
          + " AS warning"
          + " FROM bisections b LEFT JOIN verified v ON v.id = b.id";

  private static final String OF_ALERTS =
      "SELECT a.id || ' ' || a.kind || ' ' || a.ordinal AS item, a.id, a.kind, a.severity"
          + " FROM alerts a";

  private final String counted;
  private final List<String> columns;
  private final Listing listing;

  /** The list whose rows are counted, the newest first, with its filters. */
  @FunctionalInterface
  private interface Listing {
    PageQuery of(Handle db, QueryParameters asked);
  }

  private Facets(String counted, List<String> columns, Listing listing) {
    this.counted = counted;
    this.columns = columns;
    this.listing = listing;
  }

  static Facets ofBisections(Bisections bisections) {
    return new Facets(
        "bisections",
        List.of("outcome", "kind", "level", "verification", "warning"),
        (db, asked) -> {
          PageQuery listing = new PageQuery(OF_BISECTIONS).where("b.head_version > 0");
          bisections.filter(db, listing, asked, true);
          return listing.ordered(true, List.of("b.last_line_at", "b.id"), Cursor.BEGINNING);
        });
  }

  static Facets ofAlerts() {
    return new Facets(
        "alerts",
        List.of("kind", "severity"),
        (db, asked) -> {
          PageQuery listing = new PageQuery(OF_ALERTS);
          AlertList.filter(db, listing, asked);
          return listing.ordered(true, List.of("a.raised_at", "a.id"), Cursor.BEGINNING);
        });
  }

  /** What is counted, with one of the labels of its bisection, if that has any. */
  private record Row(String item, @Nullable String name, String value, List<String> columns) {
    static Row of(ResultSet row) throws SQLException {
      String value = row.getString(3);
      List<String> columns = new ArrayList<>();
      for (int at = 4; at <= row.getMetaData().getColumnCount(); at++) {
        columns.add(row.getString(at));
      }
      return new Row(row.getString(1), row.getString(2), value == null ? "" : value, columns);
    }
  }

  /** Counts of one question. */
  private static final class FacetCounts {
    final Set<String> items = new HashSet<>();
    final Map<String, Map<String, Integer>> columns = new HashMap<>();
    final Map<String, Map<String, Integer>> labels = new TreeMap<>();

    FacetCounts(List<Row> rows, List<String> names) {
      for (Row row : rows) {
        if (items.add(row.item())) {
          for (int i = 0; i < names.size(); i++) {
            for (String value :
                row.columns().get(i).split(" ", -1)) { // of warnings there may be two
              add(columns, names.get(i), value);
            }
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
    answer.put(counted, chosen.items.size()).put("all", chosen.items.size() < MOST);
    for (String column : columns) {
      FacetCounts others = asked.asksFor(column) ? counted(db, asked.without(column)) : chosen;
      ObjectNode counts = answer.putObject(column);
      others.columns.getOrDefault(column, Map.of()).forEach(counts::put);
      counts.remove(""); // none
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
    String withLabels =
        "SELECT f.item, l.name, l.value, f."
            + String.join(", f.", columns)
            + " FROM (%s) f LEFT JOIN labels l ON l.id = f.id";
    PageQuery rows = listing.of(db, asked);
    return new FacetCounts(
        rows.rowsWithin(db, withLabels, MOST, (row, context) -> Row.of(row)), columns);
  }

  /** Labels by how many have them; of each the most frequent values. */
  private ArrayNode labels(Map<String, Map<String, Integer>> labels) {
    ArrayNode items = JsonAnswer.array();
    List<Map.Entry<String, Map<String, Integer>>> names = new ArrayList<>(labels.entrySet());
    names.sort(Comparator.comparingInt(each -> -sum(each.getValue())));
    for (Map.Entry<String, Map<String, Integer>> name :
        names.subList(0, Math.min(NAMES, names.size()))) {
      ObjectNode item = items.addObject().put("name", name.getKey());
      item.put(counted, sum(name.getValue())).put("distinct", name.getValue().size());
      ArrayNode values = item.putArray("values");
      name.getValue().entrySet().stream()
          .sorted(
              Map.Entry.<String, Integer>comparingByValue()
                  .reversed()
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(VALUES)
          .forEach(
              each -> values.addObject().put("value", each.getKey()).put(counted, each.getValue()));
    }
    return items;
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
