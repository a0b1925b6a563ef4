package firstbad.server.view;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The raw lines of one log, as far as they are kept.
 *
 * @param lastLine the highest number that was read
 * @param ended whether the log's end was read
 */
public record KeptLog(String id, long lastLine, boolean ended) {
  private static final String FROM =
      """
      SELECT first_line, line_count, content FROM log_chunks
      WHERE id = :id AND first_line > :first ORDER BY first_line LIMIT 1
      """;

  private static final String AROUND =
      """
      SELECT first_line, line_count, content FROM log_chunks
      WHERE id = :id AND first_line <= :first ORDER BY first_line DESC LIMIT 1
      """;

  /**
   * Lines that follow each other.
   *
   * @param first the number of the first one
   */
  public record Stretch(long first, List<String> lines) {}

  /** The log with this id; empty when none of its lines was ever read. */
  public static Optional<KeptLog> of(Handle db, String id) {
    return db.createQuery("SELECT last_line, ended FROM logs WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> new KeptLog(id, row.getLong(1), row.getInt(2) != 0))
        .findOne();
  }

  /** The stretch that holds this line, or else the first after it; empty when nothing is left. */
  public Optional<Stretch> from(Handle db, long line) {
    return stretch(db, AROUND, line)
        .filter(found -> found.first() + found.lines().size() > line)
        .or(() -> stretch(db, FROM, line));
  }

  private Optional<Stretch> stretch(Handle db, String sql, long line) {
    return db.createQuery(sql)
        .bind("id", id)
        .bind("first", line)
        .map(
            (row, context) ->
                new Stretch(row.getLong(1), LogChunk.lines(row.getBytes(3), row.getInt(2))))
        .findOne();
  }
}
