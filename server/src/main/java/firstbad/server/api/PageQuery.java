package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** A query for one page of a list: conditions, an order that is total, a place to begin after. */
final class PageQuery {
  private final String select;
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();
  private String order = "";

  /**
   * @param select everything up to the conditions
   */
  PageQuery(String select) {
    this.select = select;
  }

  PageQuery where(String condition) {
    conditions.add(condition);
    return this;
  }

  PageQuery where(String condition, String name, Object value) {
    values.put(name, value);
    return where(condition);
  }

  /**
   * One of several values. A single one is looked up in its index; of several the index of the
   * order is better, which an expression leaves as the only choice.
   */
  PageQuery among(String column, List<String> wanted) {
    if (wanted.size() == 1) {
      return where(column + " = :" + name(column), name(column), wanted.get(0));
    }
    return wanted.isEmpty() ? this : walkedAmong(column, wanted);
  }

  /** One of several values, looked for along the index of the order. */
  PageQuery walkedAmong(String column, List<String> wanted) {
    List<String> names = new ArrayList<>();
    for (String each : wanted) {
      String name = name(column) + names.size();
      values.put(name, each);
      names.add(":" + name);
    }
    return where(column + " || '' IN (" + String.join(", ", names) + ")");
  }

  private static String name(String column) {
    return column.replace('.', '_');
  }

  /** Begins behind the cursor, in the order of these columns, of which the last is unique. */
  PageQuery ordered(boolean descending, List<String> columns, Cursor cursor) {
    String direction = descending ? " DESC" : "";
    order =
        " ORDER BY "
            + columns.stream().map(each -> each + direction).collect(Collectors.joining(", "));
    if (!cursor.atBeginning()) {
      List<Object> at = cursor.values();
      for (int i = 0; i < at.size(); i++) {
        values.put("at" + i, at.get(i));
      }
      String places =
          IntStream.range(0, at.size()).mapToObj(i -> ":at" + i).collect(Collectors.joining(", "));
      where(
          "(" + String.join(", ", columns) + ") " + (descending ? "<" : ">") + " (" + places + ")");
    }
    return this;
  }

  /**
   * The page that is asked for, of at most {@code limit} rows.
   *
   * @param item what a row becomes; called for the rows of this page
   * @param cursor of a row
   */
  <T> ObjectNode page(
      Handle db,
      int limit,
      RowMapper<T> mapper,
      Function<T, JsonNode> item,
      Function<T, String> cursor) {
    return JsonAnswer.page(rows(db, limit + 1, mapper), limit, item, cursor);
  }

  /** At most so many rows. */
  <T> List<T> rows(Handle db, int limit, RowMapper<T> mapper) {
    return rowsWithin(db, "%s", limit, mapper);
  }

  /**
   * The rows of a query about at most so many of these.
   *
   * @param query with {@code %s} in the place of this one
   */
  <T> List<T> rowsWithin(Handle db, String query, int limit, RowMapper<T> mapper) {
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    return db.createQuery(query.replace("%s", select + where + order + " LIMIT :limit"))
        .bindMap(values)
        .bind("limit", limit)
        .map(mapper)
        .list();
  }
}
