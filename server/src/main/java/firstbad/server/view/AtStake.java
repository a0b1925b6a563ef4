package firstbad.server.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Machine time of one bisection after it derailed, as the view {@code report_time_at_stake} says.
 * It is at stake, and not lost: the alarm may be wrong.
 *
 * @param manager the label of that name; empty where there is none
 * @param tree labels {@code kernel.repo} and {@code kernel.branch}; empty where there is none
 * @param bug the label {@code bug.title}, or the bug's first title
 * @param running whether it still runs
 */
public record AtStake(String manager, String tree, String bug, boolean running, long millis) {
  /** More are not looked at: the newest count. */
  private static final int MOST = 5000;

  private static final String DERAILED =
      """
      SELECT manager, kernel_repo, kernel_branch, bug_title, running, at_stake_ms
      FROM report_time_at_stake
      WHERE last_line_at >= :since
      ORDER BY last_line_at DESC LIMIT :most
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
    return new AtStake(
        row.getString(1),
        (row.getString(2) + " " + row.getString(3)).strip(),
        row.getString(4),
        row.getInt(5) == 1,
        row.getLong(6));
  }
}
