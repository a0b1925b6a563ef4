package firstbad.server.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Machine time at stake of one bisection that derailed, as its head says it. It is at stake, and
 * not lost: the alarm may be wrong.
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
      SELECT b.outcome, h.event FROM bisections b JOIN heads h ON h.id = b.id
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
    JsonNode head = tree(row.getBytes(2));
    JsonNode labels = head.path("labels");
    String branch = labels.path("kernel.branch").asText("");
    return new AtStake(
        labels.path("manager").asText(""),
        (labels.path("kernel.repo").asText("") + " " + branch).strip(),
        labels.path("bug.title").asText(head.at("/bug_titles/0/title").asText("")),
        row.getString(1).equals("RUNNING"),
        head.path("at_stake_ms").asLong(0));
  }

  private static JsonNode tree(byte[] kept) {
    try {
      return JSON.readTree(PackedJson.unpacked(kept));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the view keeps no JSON", e);
    }
  }
}
