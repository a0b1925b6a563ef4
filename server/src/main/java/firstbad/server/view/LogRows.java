package firstbad.server.view;

import firstbad.bisection.fold.ReadLines;
import firstbad.events.LogLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Raw lines in compressed chunks. Those are kept that the topology reads: what comes again or late
 * is not, nor is another log under the same id. A gap begins a new chunk. The last line of a log
 * that has ended may have been a part of one, which the whole line then replaces.
 */
final class LogRows implements Projection {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int CHUNK_LINES = 1000;

  private static final String LAST = "SELECT id, last_line, ended FROM logs WHERE id IN";

  private static final String TAIL =
      """
      SELECT first_line, line_count, size, content FROM log_chunks WHERE id = :id
      ORDER BY first_line DESC LIMIT 1
      """;

  private static final String PUT_CHUNK =
      """
      INSERT INTO log_chunks (id, first_line, line_count, size, last_at, content)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (id, first_line) DO UPDATE SET line_count = excluded.line_count,
        size = excluded.size, last_at = excluded.last_at, content = excluded.content
      """;

  private static final String PUT_LOG =
      """
      INSERT INTO logs (id, last_line, ended) VALUES (?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET last_line = excluded.last_line, ended = excluded.ended
      """;

  private static final String PUT_ROW =
      """
      INSERT INTO bisections (id, last_line, last_line_at) VALUES (?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET last_line = excluded.last_line,
        last_line_at = CASE WHEN excluded.last_line_at > bisections.last_line_at
          THEN excluded.last_line_at ELSE bisections.last_line_at END
      """;

  /** Of so many logs it is known which lines are theirs; of others the newest lines tell. */
  private static final int LOGS = 1000;

  private final Map<String, Reading> reading = new RememberedMap<>(LOGS);

  /**
   * Which lines of a log are read.
   *
   * @param offset of the last record that was looked at
   */
  private record Reading(ReadLines lines, long offset) {}

  /** How far a log was read. */
  private record Last(String id, long line, boolean ended) {

    static Last of(ResultSet row) throws SQLException {
      return new Last(row.getString(1), row.getLong(2), row.getInt(3) != 0);
    }
  }

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

    void complete(String line, long at) {
      size -= lines.remove(lines.size() - 1).length() + Integer.BYTES;
      add(line, at);
    }

    void add(String line, long at) {
      lines.add(line);
      size += line.length() + Integer.BYTES;
      lastAt = at;
      grown = true;
    }

    void addTo(Rows chunks, String id) {
      chunks.add(id, first, lines.size(), size, lastAt, LogChunk.packed(lines));
    }
  }

  @Override
  public void apply(Handle db, List<TopicRecord> records, Changes changes) {
    NewestRecords batch = NewestRecords.of(records);
    batch.deleteGone(db, "id", "logs", "log_chunks");
    Map<String, List<TopicRecord>> byLog = new LinkedHashMap<>();
    for (TopicRecord record : batch.records()) {
      byLog.computeIfAbsent(record.key(), id -> new ArrayList<>()).add(record);
    }
    Map<String, Last> last = new HashMap<>();
    Rows.found(db, LAST, byLog.keySet(), Last::of).forEach(each -> last.put(each.id(), each));
    Writing writing = new Writing(db);
    byLog.forEach(
        (id, lines) -> writing.append(last.getOrDefault(id, new Last(id, 0, false)), lines));
    writing.end();
  }

  /** What a batch adds. */
  private final class Writing {
    private final Handle db;
    private final Rows chunks = new Rows(PUT_CHUNK);
    private final Rows logs = new Rows(PUT_LOG);
    private final Rows bisections = new Rows(PUT_ROW);

    Writing(Handle db) {
      this.db = db;
    }

    void append(Last before, List<TopicRecord> records) {
      String id = before.id();
      Optional<Tail> tail = Optional.empty();
      ReadLines read = leftOff(before, records.get(0).offset());
      if (read == null) {
        tail = before.line() > 0 ? tail(db, id) : tail;
        read = begun(before, tail);
      }
      boolean ended = before.ended();
      long observed = 0;
      for (TopicRecord record : records) {
        LogLine line = record.as(LogLine.class);
        if (line.getEndOfLog()) {
          ended |= read.endsAt(line.getLineNumber(), record.run());
          continue;
        }
        ReadLines.Effect effect =
            read.read(line.getLineNumber(), line.getText(), record.run(), record.unfinished());
        if (effect == ReadLines.Effect.NONE) {
          continue;
        }
        ended = false;
        if (tail.isEmpty() && before.line() > 0) {
          tail = tail(db, id);
        }
        if (effect == ReadLines.Effect.INSTEAD) {
          tail.ifPresent(each -> each.complete(line.getText(), record.timestamp()));
          continue;
        }
        tail = Optional.of(tailFor(line.getLineNumber(), tail, id));
        tail.get().add(line.getText(), record.timestamp());
        observed = Math.max(observed, line.getObservedAt().toEpochMilli());
      }
      tail.filter(each -> each.grown).ifPresent(each -> each.addTo(chunks, id));
      if (read.last() != before.line() || ended != before.ended()) {
        logs.add(id, read.last(), ended ? 1 : 0);
        bisections.add(id, read.last(), observed);
      }
      reading.put(id, new Reading(read, records.get(records.size() - 1).offset()));
    }

    /** The chunk that takes the line with this number: the last one, or one that begins with it. */
    private Tail tailFor(long number, Optional<Tail> last, String id) {
      if (last.isPresent() && last.get().takes(number)) {
        return last.get();
      }
      last.filter(each -> each.grown).ifPresent(each -> each.addTo(chunks, id));
      return new Tail(number, new ArrayList<>(), 0);
    }

    /** As it was left; null where what was written then is gone, or comes once more. */
    private @Nullable ReadLines leftOff(Last before, long offset) {
      Reading known = reading.get(before.id());
      return known != null && known.offset() < offset && known.lines().last() == before.line()
          ? known.lines()
          : null;
    }

    /** As the kept lines tell. */
    private static ReadLines begun(Last before, Optional<Tail> tail) {
      return tail.map(each -> ReadLines.goingOn(each.first, each.lines, before.ended()))
          .orElseGet(() -> ReadLines.goingOn(before.line() + 1, List.of(), before.ended()));
    }

    void end() {
      chunks.write(db);
      logs.write(db);
      bisections.write(db);
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
