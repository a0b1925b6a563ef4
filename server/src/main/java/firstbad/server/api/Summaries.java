package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.Revision;
import firstbad.server.view.EventJson;
import firstbad.story.CommitsLeft;
import firstbad.story.Known;
import firstbad.story.LogClock;
import firstbad.story.SummaryJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Bisections as lists show them. */
final class Summaries {

  /** The columns that {@link Row#of} reads, of {@code bisections b}. */
  static final String COLUMNS =
      "b.id, b.last_line_at, b.started_at, b.progress, b.probability, b.verdicts, "
          + "CASE WHEN b.outcome = 'RUNNING' AND b.stalled_line >= b.last_line THEN 1 ELSE 0 END, "
          + "b.first_seen_at";

  private static final List<String> OF_HEAD =
      List.of(
          "kind",
          "tool",
          "labels",
          "outcome",
          "outcome_text",
          "candidate_count",
          "start_commit",
          "bug_titles",
          "range",
          "revisions");

  private static final List<String> OF_ASSESSMENT =
      List.of("search_ended", "level", "probability", "reasons", "derailed", "blamed");

  private static final Map<Character, String> VERDICTS =
      Map.of('G', "GOOD", 'B', "BAD", 'F', "BAD_FOREIGN", 'S', "SKIP");

  private final Map<String, ObjectNode> heads;
  private final Map<String, Known> running;
  private final Map<String, Known> stopped;
  private final Map<String, ObjectNode> assessments;
  private final Map<String, String> standings = new HashMap<>();

  /** A row of the table that lists read. */
  record Row(
      String id,
      long lastLineAt,
      long startedAt,
      double progress,
      double probability,
      String verdicts,
      boolean stalled,
      long firstLineAt) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString(1),
          row.getLong(2),
          row.getLong(3),
          row.getDouble(4),
          row.getDouble(5),
          row.getString(6),
          row.getInt(7) != 0,
          row.getLong(8));
    }
  }

  /** Reads what the summaries of these rows need. */
  Summaries(Handle db, List<Row> rows) {
    List<String> ids = rows.stream().map(Row::id).toList();
    heads = events(db, "heads", ids);
    running = KnownSearches.running(db, heads);
    stopped = KnownSearches.stopped(db, heads);
    assessments = events(db, "assessments", ids);
    if (!ids.isEmpty()) {
      db.createQuery("SELECT id, standing FROM verified WHERE id IN (<ids>)")
          .bindList("ids", ids)
          .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
          .forEach(each -> standings.put(each.getKey(), each.getValue()));
    }
  }

  /** The rows as an array. */
  static ArrayNode array(Handle db, List<Row> rows) {
    Summaries summaries = new Summaries(db, rows);
    ArrayNode array = JsonAnswer.array();
    rows.forEach(row -> array.add(summaries.of(row)));
    return array;
  }

  /** The events of a table with these ids, by id. */
  static Map<String, ObjectNode> events(Handle db, String table, Collection<String> ids) {
    Map<String, ObjectNode> events = new HashMap<>();
    if (!ids.isEmpty()) {
      db.createQuery("SELECT id, event FROM " + table + " WHERE id IN (<ids>)")
          .bindList("ids", List.copyOf(ids))
          .map((row, context) -> Map.entry(row.getString(1), JsonAnswer.event(row.getBytes(2))))
          .forEach(each -> events.put(each.getKey(), each.getValue()));
    }
    return events;
  }

  /** One bisection. */
  JsonNode of(Row row) {
    ObjectNode head = heads.getOrDefault(row.id(), JsonAnswer.object());
    ObjectNode summary = JsonAnswer.object().put("id", row.id());
    OF_HEAD.forEach(field -> summary.set(field, head.get(field)));
    Known runs = running.get(row.id());
    Revision inTest = runs == null ? null : runs.inTest();
    summary.put("left_to_test", runs == null ? null : CommitsLeft.of(runs).now());
    summary.put("in_test", inTest == null ? null : (Integer) inTest.getOrdinal());
    ArrayNode verdicts = summary.putArray("verdicts");
    letters(row, summary)
        .chars()
        .forEach(letter -> verdicts.add(VERDICTS.getOrDefault((char) letter, "UNKNOWN")));
    summary.set("progress", head.get("progress"));
    summary.set("expected_end_at", head.get("expected_end_at"));
    summary.set("at_stake_ms", head.get("at_stake_ms"));
    summary.set("started_at", head.get("started_at"));
    long first = row.firstLineAt();
    summary.put("first_line_at", first <= 0 ? null : EventJson.time(first));
    summary.put("last_line_at", EventJson.time(row.lastLineAt()));
    summary.set("ended_at", head.get("ended_at"));
    summary.set("total_time_ms", head.get("total_time_ms"));
    summary.set("culprit", culprit(head));
    summary.set("culprit_title", head.get("culprit_title"));
    summary.set("revisions_tested", summary.path("revisions").get("tested"));
    summary.set("assessment", assessment(assessments.get(row.id())));
    summary.put("verification", standings.get(row.id()));
    summary.put("stalled", row.stalled());
    summary.put("clock", clock(row, head).name());
    return summary;
  }

  private static LogClock clock(Row row, ObjectNode head) {
    JsonNode took = head.path("total_time_ms");
    return LogClock.of(
        new LogClock.Times(
            head.path("host").isTextual(),
            row.startedAt(),
            row.firstLineAt(),
            Objects.requireNonNullElse(at(head.path("last_line_at")), 0L),
            at(head.path("ended_at")),
            took.isNumber() ? (Long) took.asLong() : null,
            head.path("revisions").path("tested").asInt()));
  }

  private static @Nullable Long at(JsonNode time) {
    return time.isTextual() ? (Long) Instant.parse(time.asText()).toEpochMilli() : null;
  }

  /** Of the decided revisions; the one that was in test when the log stopped is not counted. */
  private String letters(Row row, ObjectNode summary) {
    Known known = stopped.get(row.id());
    Revision last = known == null ? null : known.underTest();
    if (known == null || last == null) {
      return row.verdicts();
    }
    summary.set("revisions", SummaryJson.of(known.verdicts()));
    int shown = row.verdicts().length();
    return last.getTested() && shown > 0 ? row.verdicts().substring(0, shown - 1) : row.verdicts();
  }

  private static @Nullable JsonNode culprit(ObjectNode head) {
    JsonNode commit = head.path("culprit");
    if (!commit.isTextual()) {
      return null;
    }
    ObjectNode culprit = JsonAnswer.object();
    culprit.set("commit", commit);
    culprit.set("title", head.get("culprit_title"));
    return culprit;
  }

  private static @Nullable JsonNode assessment(@Nullable ObjectNode whole) {
    if (whole == null) {
      return null;
    }
    ObjectNode assessment = JsonAnswer.object();
    OF_ASSESSMENT.forEach(field -> assessment.set(field, whole.get(field)));
    return assessment;
  }
}
