package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.Revision;
import firstbad.events.Verdict;
import firstbad.server.page.Head;
import firstbad.server.view.EventJson;
import firstbad.server.web.Refusal;
import firstbad.story.Known;
import firstbad.story.Phrases;
import io.javalin.http.HttpStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One commit: who names it, who tested it, what crashed there. */
final class Commit {
  private static final int CANDIDATES = 10;
  private static final int TESTED = 200;

  private static final String TESTS =
      "SELECT count(*), count(DISTINCT id) FROM revisions WHERE commit_hash = :commit";

  /** The tree of the newest bisection that names or tests it and knows its own. */
  private static final String TREE =
      """
      SELECT l.value FROM labels l JOIN bisections b ON b.id = l.id
      WHERE l.name = 'kernel.repo' AND l.id IN (
        SELECT id FROM revisions WHERE commit_hash = :commit
        UNION SELECT id FROM culprits WHERE commit_hash = :commit)
      ORDER BY b.last_line_at DESC, l.id LIMIT 1
      """;

  private static final String TESTED_BY =
      """
      SELECT r.id, r.ordinal, r.event, b.bug_title,
        (SELECT coalesce(sum(s.runs), 0) FROM sightings s
          WHERE s.id = r.id AND s.ordinal = r.ordinal AND s.own = 0),
        b.last_line_at
      FROM revisions r LEFT JOIN bisections b ON b.id = r.id
      WHERE r.commit_hash = :commit ORDER BY r.id, r.ordinal LIMIT :limit
      """;

  private Commit() {}

  /** How many bisections name it as their culprit. */
  static long namedBy(Handle db, String commit) {
    return db.createQuery("SELECT culprit_of FROM suspects WHERE commit_hash = :commit")
        .bind("commit", commit)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  static JsonNode answer(Handle db, QueryParameters asked) {
    String commit = found(db, asked.pathHash("commit"));
    ObjectNode answer = JsonAnswer.object().put("commit", commit);
    answer.put("title", title(db, commit).orElse(null));
    answer.put(
        "kernel_repo",
        db.createQuery(TREE).bind("commit", commit).mapTo(String.class).findOne().orElse(null));
    answer.set("crash_counts", counts(db, commit).orElse(null));
    answer.put("bisections", Bisections.testingOrNaming(db, commit));
    answer.put("culprit_of", Bisections.naming(db, commit));
    db.createQuery(TESTS)
        .bind("commit", commit)
        .map((row, c) -> answer.put("tests", row.getLong(1)).put("tested_in", row.getLong(2)))
        .one();
    answer.set("tested_by", testedBy(db, commit));
    return answer;
  }

  /** What crashed at a commit, and how often. */
  static Optional<ObjectNode> counts(Handle db, String commit) {
    return db.createQuery("SELECT event FROM crash_counts WHERE commit_hash = :commit")
        .bind("commit", commit)
        .mapTo(byte[].class)
        .findOne()
        .map(JsonAnswer::event);
  }

  private static Optional<String> title(Handle db, String commit) {
    return db.createQuery("SELECT title FROM commits WHERE hash = :commit AND title IS NOT NULL")
        .bind("commit", commit)
        .mapTo(String.class)
        .findOne();
  }

  /** Its title, or else its hash, and who knows it; empty where no commit alone begins so. */
  static Optional<Head> inShort(Handle db, String prefix) {
    List<String> found = beginningWith(db, prefix);
    if (found.size() != 1 && !found.contains(prefix)) {
      return Optional.empty();
    }
    String commit = found.get(0);
    long naming = Bisections.naming(db, commit);
    return Optional.of(
        new Head(
            title(db, commit).orElse("Commit " + Phrases.abbreviated(commit)),
            "Commit "
                + Phrases.abbreviated(commit)
                + ": named or tested by "
                + Phrases.count(Bisections.testingOrNaming(db, commit), "bisection")
                + "; it is the culprit of "
                + (naming == 0 ? "none" : Phrases.number(naming))
                + "."));
  }

  private static List<String> beginningWith(Handle db, String prefix) {
    return db.createQuery(
            "SELECT hash FROM commits WHERE hash >= :from AND hash < :behind"
                + " ORDER BY hash LIMIT :limit")
        .bind("from", prefix)
        .bind("behind", prefix + 'g')
        .bind("limit", CANDIDATES + 1)
        .mapTo(String.class)
        .list();
  }

  private static String found(Handle db, String prefix) {
    List<String> found = beginningWith(db, prefix);
    if (found.isEmpty()) {
      throw Refusal.missing("No bisection has tested or named a commit " + prefix + ".");
    }
    if (found.size() > 1 && !found.get(0).equals(prefix)) {
      List<String> shown = found.subList(0, Math.min(CANDIDATES, found.size()));
      throw new Refusal(
          HttpStatus.CONFLICT,
          prefix
              + " is the beginning of "
              + (found.size() > CANDIDATES ? "more than " + CANDIDATES : found.size())
              + " commits, among them "
              + String.join(", ", shown)
              + "; give more digits.",
          Map.of("candidates", shown));
    }
    return found.get(0);
  }

  private static ArrayNode testedBy(Handle db, String commit) {
    ArrayNode tested = JsonAnswer.array();
    db.createQuery(TESTED_BY)
        .bind("commit", commit)
        .bind("limit", TESTED)
        .map(
            (row, context) ->
                test(
                        JsonAnswer.object()
                            .put("id", row.getString(1))
                            .put("ordinal", row.getInt(2)),
                        JsonAnswer.event(row.getBytes(3)),
                        row.getLong(5))
                    .put("bug_title", row.getString(4))
                    .put("last_line_at", lastLineAt(row)))
        .forEach(tested::add);
    leaveUndecided(db, tested);
    return tested;
  }

  private static @Nullable String lastLineAt(ResultSet row) throws SQLException {
    long at = row.getLong(6);
    return row.wasNull() || at <= 0 ? null : EventJson.time(at);
  }

  /** What was in test when its log stopped has no verdict, whatever its event says. */
  private static void leaveUndecided(Handle db, ArrayNode tested) {
    Set<String> ids = new HashSet<>();
    tested.forEach(each -> ids.add(each.path("id").asText()));
    Map<String, Known> stopped = KnownSearches.stopped(db, Summaries.events(db, "heads", ids));
    for (JsonNode each : tested) {
      Known known = stopped.get(each.path("id").asText());
      Revision last = known == null ? null : known.underTest();
      if (last != null && last.getOrdinal() == each.path("ordinal").asInt()) {
        ((ObjectNode) each).put("verdict", Verdict.UNKNOWN.name());
      }
    }
  }

  /**
   * @param foreign runs with titles that are none of the bug's own
   */
  private static ObjectNode test(ObjectNode test, ObjectNode revision, long foreign) {
    JsonNode runs = revision.path("runs");
    long crashed = runs.path("crashed").asLong();
    long ok = runs.path("ok").asLong();
    test.set("role", revision.get("role"));
    test.set("release", revision.get("release"));
    test.set("verdict", revision.get("verdict"));
    test.set("runs", runs.get("total"));
    return test.put("ok", ok)
        .put("crashes", crashed)
        .put("own_crashes", crashed - Math.min(crashed, foreign))
        .put("foreign_crashes", Math.min(crashed, foreign))
        .put("inconclusive", runs.path("total").asLong() - ok - crashed);
  }
}
