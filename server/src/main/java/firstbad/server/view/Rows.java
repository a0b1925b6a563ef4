package firstbad.server.view;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Rows for one statement, gathered and then written together: it is prepared once, and PostgreSQL
 * is not waited for after each of them. A batch of records is thousands of rows, so this speaks
 * JDBC itself; what is run once stays with Jdbi.
 */
final class Rows {
  private static final int KEYS_AT_ONCE = 500;

  private final String sql;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  /** What is made of a row that was found. */
  @FunctionalInterface
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /**
   * @param sql with a question mark for each value
   */
  Rows(String sql) {
    this.sql = sql;
  }

  /** One more row. */
  void add(@Nullable Object... values) {
    List<@Nullable Object> row = new ArrayList<>(values.length);
    Collections.addAll(row, values);
    rows.add(row);
  }

  /** Writes the rows in their order. */
  void write(Handle db) {
    int[] unused = counts(db);
  }

  /**
   * Writes the rows in their order.
   *
   * @param of what each row stands for
   * @return those whose row changed something
   */
  <T> List<T> changed(Handle db, Collection<T> of) {
    int[] counts = counts(db);
    List<T> changed = new ArrayList<>();
    int row = 0;
    for (T each : of) {
      if (counts[row++] > 0) {
        changed.add(each);
      }
    }
    return changed;
  }

  private int[] counts(Handle db) {
    if (rows.isEmpty()) {
      return new int[0];
    }
    try (PreparedStatement statement = db.getConnection().prepareStatement(sql)) {
      for (List<@Nullable Object> row : rows) {
        bind(statement, 0, row);
        statement.addBatch();
      }
      return statement.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException("rows cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * What is there for any of these keys.
   *
   * @param sql ends behind {@code IN}, where the keys come
   * @param keys one value each, or a list of the values of several columns
   */
  static <T> List<T> found(Handle db, String sql, Collection<?> keys, Reading<T> reading) {
    List<T> found = new ArrayList<>();
    List<?> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
      List<?> some = all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE));
      try (PreparedStatement statement =
          db.getConnection().prepareStatement(sql + " " + places(some))) {
        int bound = 0;
        for (Object key : some) {
          bound = bind(statement, bound, key instanceof List<?> parts ? parts : List.of(key));
        }
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(reading.of(rows));
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException("rows cannot be read: " + e.getMessage(), e);
      }
    }
    return found;
  }

  private static String places(List<?> keys) {
    String key = keys.get(0) instanceof List<?> parts ? places(parts) : "?";
    String all = String.join(", ", Collections.nCopies(keys.size(), key));
    return key.equals("?") ? "(" + all + ")" : "(VALUES " + all + ")";
  }

  private static int bind(PreparedStatement statement, int bound, List<?> values)
      throws SQLException {
    int place = bound;
    for (Object value : values) {
      statement.setObject(++place, value);
    }
    return place;
  }
}
