package firstbad.server.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Machine time of one bisection after it derailed: the mean time of a revision, times the revisions
 * that were tested since and, while it runs, that are still to come. It is at stake, and not lost:
 * the alarm may be wrong.
 *
 * @param manager the label of that name; empty where there is none
 * @param tree labels {@code kernel.repo} and {@code kernel.branch}; empty where there is none
 * @param bug the label {@code bug.title}, or the bug's first title
 * @param running whether it still runs
 */
public record AtStake(String manager, String tree, String bug, boolean running, long millis) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** More are not looked at: the newest count. */
  private static final int MOST = 5000;

  private static final String DERAILED =
      """
      SELECT b.outcome, b.started_at, b.last_line_at, h.event, a.event
      FROM bisections b JOIN heads h ON h.id = b.id JOIN assessments a ON a.id = b.id
      WHERE b.derailed = 1 AND b.last_line_at >= :since
      ORDER BY b.last_line_at DESC LIMIT :most
      """;

  /**
   * Bisections that derailed and had a line since.
   *
   * @param since milliseconds since the epoch
   */
  public static List<AtStake> since(Handle db, long since) {
    return db.createQuery(DERAILED)
        .bind("since", since)
        .bind("most", MOST)
        .map((row, context) -> of(row))
        .list();
  }

  private static AtStake of(ResultSet row) throws SQLException {
    JsonNode head = tree(row.getBytes(4));
    boolean running = row.getString(1).equals("RUNNING");
    long tested = head.at("/revisions/tested").asLong();
    // a log that was published as a whole says itself how long it took
    long took = head.path("total_time_ms").asLong(row.getLong(3) - row.getLong(2));
    long since = tested - tree(row.getBytes(5)).at("/derailed/ordinal").asLong(tested);
    long ahead = running ? head.at("/range/steps_left").asLong(0) : 0;
    JsonNode labels = head.path("labels");
    String branch = labels.path("kernel.branch").asText("");
    return new AtStake(
        labels.path("manager").asText(""),
        (labels.path("kernel.repo").asText("") + " " + branch).strip(),
        labels.path("bug.title").asText(head.at("/bug_titles/0/title").asText("")),
        running,
        tested == 0 ? 0 : Math.max(0, took) / tested * (Math.max(0, since) + Math.max(0, ahead)));
  }

  private static JsonNode tree(byte[] kept) {
    try {
      return JSON.readTree(PackedJson.unpacked(kept));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the view keeps no JSON", e);
    }
  }
}
