package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.server.view.EventJson;
import firstbad.server.web.Refusal;
import firstbad.story.Phrases;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** One crash title: who searched for it, where it crashes, and when. */
final class OneTitle {
  private static final int ADDRESSES = 5;
  private static final int COMMITS = 50;
  private static final int DAYS = 400;
  private static final long DAY_MS = 86_400_000;
  private static final int DAY_HOURS = 24;

  private static final String SUMS =
      """
      SELECT num, type, runs, bisections, commits, foreign_bisections FROM titles
      WHERE title = :title AND runs > 0
      """;

  private static final String BUG_URLS =
      """
      SELECT DISTINCT value FROM labels WHERE name = 'bug.url'
        AND id IN (SELECT id FROM sightings WHERE title_num = :num AND own = 1)
      ORDER BY value LIMIT :limit
      """;

  private static final String CRASHING_COMMITS =
      """
      SELECT s.commit_hash, c.title, sum(s.runs), sum(s.runs * s.own), count(DISTINCT s.id)
      FROM sightings s LEFT JOIN commits c ON c.hash = s.commit_hash
      WHERE s.title_num = :num
      GROUP BY s.commit_hash, c.title ORDER BY 3 DESC, 1 LIMIT :limit
      """;

  private static final String BY_DAY =
      """
      SELECT hour / %d AS day, sum(runs) FROM sightings WHERE title_num = :num
      GROUP BY 1 ORDER BY 1 DESC LIMIT :limit
      """
          .formatted(DAY_HOURS);

  private OneTitle() {}

  /** In one sentence how often a run crashed with a title; empty where none did. */
  static Optional<String> inShort(Handle db, String title) {
    return db.createQuery(SUMS)
        .bind("title", title)
        .map(
            (row, context) ->
                Phrases.count(row.getLong(3), "crashed run")
                    + " at "
                    + Phrases.count(row.getLong(5), "commit")
                    + " in "
                    + Phrases.count(row.getLong(4), "bisection")
                    + ".")
        .findOne();
  }

  static JsonNode answer(Handle db, QueryParameters asked) {
    String title =
        asked
            .text("title")
            .orElseThrow(() -> Refusal.wrong("title is missing: the whole title of a crash."));
    ObjectNode answer = JsonAnswer.object().put("title", title);
    long number =
        db.createQuery(SUMS)
            .bind("title", title)
            .map(
                (row, context) -> {
                  answer
                      .put("type", row.getString(2))
                      .put("runs", row.getLong(3))
                      .put("bisections", row.getLong(4))
                      .put("commits", row.getLong(5))
                      .put("foreign_bisections", row.getLong(6));
                  return row.getLong(1);
                })
            .findOne()
            .orElseThrow(() -> Refusal.missing("No run crashed with the title \"" + title + "\"."));
    answer.put("searches", Bisections.searchingFor(db, title));
    ArrayNode addresses = answer.putArray("bug_urls");
    db.createQuery(BUG_URLS)
        .bind("num", number)
        .bind("limit", ADDRESSES)
        .mapTo(String.class)
        .forEach(addresses::add);
    answer.set("crashing_commits", crashingCommits(db, number));
    answer.set("days", days(db, number));
    return answer;
  }

  private static ArrayNode crashingCommits(Handle db, long number) {
    ArrayNode items = JsonAnswer.array();
    db.createQuery(CRASHING_COMMITS)
        .bind("num", number)
        .bind("limit", COMMITS)
        .map(
            (row, context) ->
                JsonAnswer.object()
                    .put("commit", row.getString(1))
                    .put("title", row.getString(2))
                    .put("runs", row.getLong(3))
                    .put("own_runs", row.getLong(4))
                    .put("bisections", row.getLong(5)))
        .forEach(items::add);
    return items;
  }

  /** Oldest first. */
  private static ArrayNode days(Handle db, long number) {
    ArrayNode items = JsonAnswer.array();
    db.createQuery(BY_DAY)
        .bind("num", number)
        .bind("limit", DAYS)
        .map(
            (row, context) ->
                JsonAnswer.object()
                    .put("at", EventJson.time(row.getLong(1) * DAY_MS))
                    .put("runs", row.getLong(2)))
        .forEach(each -> items.insert(0, each));
    return items;
  }
}
