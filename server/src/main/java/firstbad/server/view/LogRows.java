package firstbad.server.view;

import firstbad.events.LogLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Raw lines in compressed chunks. A line is kept when its number is above all that came before, as
 * the topology reads it: what comes again or late is not. A gap begins a new chunk.
 */
final class LogRows implements Projection {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int CHUNK_LINES = 1000;

  private static final String LAST = "SELECT last_line, ended FROM logs WHERE id = :id";

  private static final String TAIL =
      """
      SELECT first_line, line_count, size, content FROM log_chunks WHERE id = :id
      ORDER BY first_line DESC LIMIT 1
      """;

  private static final String PUT_CHUNK =
      """
      INSERT INTO log_chunks (id, first_line, line_count, size, last_at, content)
      VALUES (:id, :first, :count, :size, :at, :content)
      ON CONFLICT (id, first_line) DO UPDATE SET line_count = excluded.line_count,
        size = excluded.size, last_at = excluded.last_at, content = excluded.content
      """;

  private static final String PUT_LOG =
      """
      INSERT INTO logs (id, last_line, ended) VALUES (:id, :last, :ended)
      ON CONFLICT (id) DO UPDATE SET last_line = excluded.last_line, ended = excluded.ended
      """;

  private static final String PUT_ROW =
      """
      INSERT INTO bisections (id, last_line, last_line_at) VALUES (:id, :last, :at)
      ON CONFLICT (id) DO UPDATE SET last_line = excluded.last_line,
        last_line_at = CASE WHEN excluded.last_line_at > bisections.last_line_at
          THEN excluded.last_line_at ELSE bisections.last_line_at END
      """;

  private record Last(long line, boolean ended) {}

  /** The chunk that still grows. */
  private static final class Tail {
    final long first;
    final List<String> lines;
    int size;
    long lastAt;
    boolean grown;

    Tail(long first, List<String> lines, int size) {
      this.first = first;
      this.lines = lines;
      this.size = size;
    }

    boolean takes(long number) {
      return number == first + lines.size() && size < CHUNK_BYTES && lines.size() < CHUNK_LINES;
    }

    void add(String line, long at) {
      lines.add(line);
      size += line.length() + Integer.BYTES;
      lastAt = at;
      grown = true;
    }

    void write(Handle db, String id) {
      int unused =
          db.createUpdate(PUT_CHUNK)
              .bind("id", id)
              .bind("first", first)
              .bind("count", lines.size())
              .bind("size", size)
              .bind("at", lastAt)
              .bind("content", LogChunk.packed(lines))
              .execute();
    }
  }

  @Override
  public void apply(Handle db, List<Fact> facts, Changes changes) {
    Map<String, List<Fact>> byLog = new LinkedHashMap<>();
    for (Fact fact : facts) {
      if (fact.event() == null) {
        byLog.remove(fact.key());
        for (String table : List.of("logs", "log_chunks")) {
          int unused = db.execute("DELETE FROM " + table + " WHERE id = ?", fact.key());
        }
      } else {
        byLog.computeIfAbsent(fact.key(), id -> new ArrayList<>()).add(fact);
      }
    }
    byLog.forEach((id, lines) -> append(db, id, lines));
  }

  private static void append(Handle db, String id, List<Fact> facts) {
    Last before =
        db.createQuery(LAST)
            .bind("id", id)
            .map((row, context) -> new Last(row.getLong(1), row.getInt(2) != 0))
            .findOne()
            .orElse(new Last(0, false));
    long last = before.line();
    boolean ended = before.ended();
    long observed = 0;
    Optional<Tail> tail = Optional.empty();
    for (Fact fact : facts) {
      LogLine line = fact.as(LogLine.class);
      if (line.getEndOfLog()) {
        ended |= line.getLineNumber() > last;
        continue;
      }
      if (line.getLineNumber() <= last || line.getLineNumber() < 1) {
        continue;
      }
      if (tail.isEmpty() && last == before.line()) {
        tail = tail(db, id);
      }
      if (tail.isEmpty() || !tail.get().takes(line.getLineNumber())) {
        tail.filter(each -> each.grown).ifPresent(each -> each.write(db, id));
        tail = Optional.of(new Tail(line.getLineNumber(), new ArrayList<>(), 0));
      }
      tail.get().add(line.getText(), fact.timestamp());
      last = line.getLineNumber();
      ended = false;
      observed = Math.max(observed, line.getObservedAt().toEpochMilli());
    }
    tail.filter(each -> each.grown).ifPresent(each -> each.write(db, id));
    if (last != before.line() || ended != before.ended()) {
      int unused =
          db.createUpdate(PUT_LOG)
              .bind("id", id)
              .bind("last", last)
              .bind("ended", ended ? 1 : 0)
              .execute();
      int unusedRow =
          db.createUpdate(PUT_ROW).bind("id", id).bind("last", last).bind("at", observed).execute();
    }
  }

  private static Optional<Tail> tail(Handle db, String id) {
    return db.createQuery(TAIL)
        .bind("id", id)
        .map(
            (row, context) ->
                new Tail(
                    row.getLong(1),
                    new ArrayList<>(LogChunk.lines(row.getBytes(4), row.getInt(2))),
                    row.getInt(3)))
        .findOne();
  }
}
