package firstbad.server.metrics;

import firstbad.server.view.AtStake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What the view says about all bisections together, as of one moment.
 *
 * @param open running bisections by kind
 * @param oldestOpen when the first revision of the longest running one was observed to begin, in
 *     milliseconds since the epoch; 0 for none
 * @param derailed running ones whose search left its bug
 * @param stalled running ones that have been silent for long
 * @param culprits by level
 * @param alerts by kind
 * @param deadLetters records in the dead letters
 * @param drift bisections whose logs have unknown words, by the revision of the fuzzer
 * @param atStake machine time of bisections that derailed in the last days
 */
record ViewFigures(
    Map<String, Long> open,
    long oldestOpen,
    long derailed,
    long stalled,
    Map<String, Long> culprits,
    Map<String, Long> alerts,
    long deadLetters,
    Map<String, Long> drift,
    List<AtStake> atStake) {
  private static final String OPEN =
      "FROM bisections WHERE outcome = 'RUNNING' AND head_version > 0";

  /** Before its first revision a bisection is as old as its newest line. */
  private static final String OLDEST =
      "SELECT COALESCE(MIN(COALESCE(NULLIF(first_seen_at, 0), NULLIF(last_line_at, 0))), 0) ";

  static ViewFigures of(Jdbi reader, long at) {
    return reader.inTransaction(
        db ->
            new ViewFigures(
                counts(db, "SELECT kind, COUNT(*) " + OPEN + " GROUP BY kind"),
                number(db, OLDEST + OPEN),
                number(db, "SELECT COUNT(*) " + OPEN + " AND derailed = 1"),
                number(db, "SELECT COUNT(*) " + OPEN + " AND stalled_line >= last_line"),
                counts(db, "SELECT level, COUNT(*) FROM culprits GROUP BY level"),
                counts(db, "SELECT kind, COUNT(*) FROM alerts GROUP BY kind"),
                number(
                    db, "SELECT COALESCE(SUM(tally), 0) FROM tallies WHERE name = 'dead_letters'"),
                FormatDriftFigures.byCommit(db),
                AtStake.since(db, at - StakeSeries.DAYS.toMillis())));
  }

  private static Map<String, Long> counts(Handle db, String sql) {
    Map<String, Long> counts = new HashMap<>();
    db.createQuery(sql)
        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  private static long number(Handle db, String sql) {
    return db.createQuery(sql).mapTo(Long.class).one();
  }
}
