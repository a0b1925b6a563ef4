package firstbad.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.schemas.Limits;
import firstbad.server.view.KeptLog;
import firstbad.server.view.KeptLog.Stretch;
import firstbad.server.web.Refusal;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The raw lines of a log: as text, and numbered. */
final class RawLog {
  private static final int USUAL_LINES = 1000;
  private static final int MOST_LINES = 5000;

  /** Characters of all lines of an answer, which is held in memory; one line has up to a MiB. */
  private static final int MOST_TEXT = 1 << 20;

  private final Jdbi reader;

  RawLog(Jdbi reader) {
    this.reader = reader;
  }

  /**
   * The whole log as text. Each chunk is read for itself, so that a slow reader keeps no connection
   * to the database.
   */
  void text(Context request) throws IOException {
    String id = request.pathParam("id");
    KeptLog log = reader.withHandle(db -> require(db, id));
    Optional<Long> derailed =
        reader.withHandle(db -> alertLines(db, id, "AND kind = 'DERAILED'").stream().findFirst());
    derailed.ifPresent(line -> request.header("Firstbad-Alert-Line", String.valueOf(line)));
    request.contentType("text/plain; charset=utf-8");
    OutputStream out = request.outputStream();
    long next = 1;
    Optional<Stretch> stretch = reader.withHandle(db -> log.from(db, 1));
    while (stretch.isPresent()) {
      if (stretch.get().first() > next) {
        out.write(
            ("[firstbad: lines " + next + " to " + (stretch.get().first() - 1) + " are not here]\n")
                .getBytes(UTF_8));
      }
      for (String line : stretch.get().lines()) {
        out.write(line.getBytes(UTF_8));
        out.write('\n');
      }
      long behind = stretch.get().first() + stretch.get().lines().size();
      next = behind;
      stretch = reader.withHandle(db -> log.from(db, behind));
    }
  }

  static JsonNode lines(Handle db, QueryParameters asked) {
    KeptLog log = require(db, asked.id());
    long from = asked.number("from", 1, Limits.HIGHEST_LINE).orElse(1);
    int limit = (int) asked.number("limit", 1, MOST_LINES).orElse(USUAL_LINES);
    ObjectNode answer = lines(db, log, from, limit);
    ArrayNode alerts = answer.putArray("alert_lines");
    alertLines(db, log.id(), "").forEach(alerts::add);
    return answer;
  }

  /** Some lines of a log, fewer where they are long, and how many it has. */
  static ObjectNode lines(Handle db, KeptLog log, long from, int limit) {
    Set<Long> unknown = unknown(db, log.id());
    ObjectNode answer = JsonAnswer.object();
    ArrayNode items = answer.putArray("items");
    long next = from;
    int room = MOST_TEXT; // at least one line, however long
    while (items.size() < limit && room > 0) {
      Optional<Stretch> stretch = log.from(db, next);
      if (stretch.isEmpty()) {
        break;
      }
      long number = stretch.get().first();
      for (String line : stretch.get().lines()) {
        if (number >= next && items.size() < limit && room > 0) {
          room -= line.length();
          items
              .addObject()
              .put("number", number)
              .put("text", line)
              .put("unknown", unknown.contains(number));
          next = number + 1;
        }
        number++;
      }
    }
    answer.put("next_from", log.from(db, next).isPresent() ? (Long) next : null);
    answer.put("total", log.lastLine());
    return answer;
  }

  private static KeptLog require(Handle db, String id) {
    KeptLog log =
        KeptLog.of(db, id)
            .orElseThrow(() -> Refusal.missing("There is no log with the id " + id + "."));
    if (log.from(db, 1).isEmpty()) {
      throw Refusal.missing(
          "The raw lines of " + id + " are no longer kept; what was found in them still is.");
    }
    return log;
  }

  private static List<Long> alertLines(Handle db, String id, String condition) {
    return db.createQuery(
            "SELECT DISTINCT line_number FROM alerts WHERE id = :id "
                + condition
                + " ORDER BY line_number LIMIT 200")
        .bind("id", id)
        .mapTo(Long.class)
        .list();
  }

  /**
   * The lines that an event calls unknown by their numbers; of further ones it has but the count.
   */
  private static Set<Long> unknown(Handle db, String id) {
    Set<Long> numbers = new HashSet<>();
    db.createQuery("SELECT event FROM heads WHERE id = :id")
        .bind("id", id)
        .mapTo(byte[].class)
        .findOne()
        .map(JsonAnswer::event)
        .ifPresent(
            head -> {
              head.path("unknown_lines").forEach(one -> numbers.add(one.path("number").asLong()));
              JsonNode first = head.path("lines").path("first_unknown");
              if (first.isNumber()) {
                numbers.add(first.asLong());
              }
            });
    return numbers;
  }
}
