package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.server.view.Dialect;
import firstbad.server.view.SearchWords;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The search over everything: a few of each kind. */
final class GlobalSearch {
  private static final int EACH = 10;
  private static final String COMMITS = "SELECT c.hash, c.title FROM commits c";

  private final Dialect dialect;
  private final Bisections bisections;

  GlobalSearch(Dialect dialect, Bisections bisections) {
    this.dialect = dialect;
    this.bisections = bisections;
  }

  JsonNode answer(Handle db, QueryParameters asked) {
    String question = asked.text("q").orElse("");
    List<String> words = SearchWords.asked(question);
    ObjectNode answer = JsonAnswer.object();
    if (words.isEmpty()) {
      answer.putArray("bisections");
      answer.putArray("commits");
      answer.putArray("titles");
      return answer;
    }
    PageQuery listing =
        new PageQuery("SELECT " + Summaries.COLUMNS + " FROM bisections b")
            .where("b.head_version > 0")
            .where(Bisections.BISECTIONS_ONLY);
    bisections.matching(db, listing, question);
    listing.ordered(true, List.of("b.last_line_at", "b.id"), new Cursor(List.of()));
    answer.set(
        "bisections",
        Summaries.array(db, listing.rows(db, EACH, (row, context) -> Summaries.Row.of(row))));
    answer.set("commits", commits(db, words));
    answer.set("titles", titles(db, words));
    return answer;
  }

  private ArrayNode commits(Handle db, List<String> words) {
    PageQuery listing =
        words.size() == 1 && Bisections.HASH_PREFIX.matcher(words.get(0)).matches()
            ? new PageQuery(COMMITS)
                .where("c.hash >= :asked", "asked", words.get(0))
                .where("c.hash < :askedEnd", "askedEnd", words.get(0) + 'g')
            : new PageQuery(COMMITS)
                .where(
                    "c.hash IN (" + dialect.newestFound("commit", MatchingBisections.FEW) + ")",
                    "match",
                    dialect.match(words));
    ArrayNode commits = JsonAnswer.array();
    listing
        .ordered(false, List.of("c.hash"), new Cursor(List.of()))
        .rows(
            db,
            EACH,
            (row, context) ->
                JsonAnswer.object().put("commit", row.getString(1)).put("title", row.getString(2)))
        .forEach(commits::add);
    return commits;
  }

  private ArrayNode titles(Handle db, List<String> words) {
    ArrayNode titles = JsonAnswer.array();
    new PageQuery("SELECT t.title, t.type, t.runs FROM titles t")
        .where("t.title IN (" + dialect.found("title") + ")", "match", dialect.match(words))
        .where("t.runs > 0")
        .ordered(true, List.of("t.runs", "t.title"), new Cursor(List.of()))
        .rows(
            db,
            EACH,
            (row, context) ->
                JsonAnswer.object()
                    .put("title", row.getString(1))
                    .put("type", row.getString(2))
                    .put("runs", row.getLong(3)))
        .forEach(titles::add);
    return titles;
  }
}
