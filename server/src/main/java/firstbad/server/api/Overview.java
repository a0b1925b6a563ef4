package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.Level;
import firstbad.server.view.Lag;
import firstbad.server.view.RunningTotals;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/** The totals for a dashboard. */
final class Overview {
  private static final int DAYS = 30;

  private static final String RUNNING =
      """
      SELECT count(*), coalesce(sum(derailed), 0),
        coalesce(sum(CASE WHEN stalled_line >= last_line THEN 1 ELSE 0 END), 0)
      FROM bisections WHERE outcome = 'RUNNING' AND head_version > 0
      """;

  private static final String CULPRITS =
      """
      SELECT level, count(*) FROM culprits
      WHERE level IN ('UNKNOWN', 'HIGH', 'MIDDLE', 'LOW', 'NONE') AND found_at >= :since
      GROUP BY level
      """;

  private final Lag lag;
  private final LongSupplier clock;
  private final AtStakeTable stakes;

  Overview(Lag lag, LongSupplier clock) {
    this.lag = lag;
    this.clock = clock;
    this.stakes = new AtStakeTable(clock);
  }

  JsonNode answer(Handle db, QueryParameters asked) {
    ObjectNode answer =
        db.createQuery(RUNNING)
            .map(
                (row, context) ->
                    JsonAnswer.object()
                        .put("running", row.getLong(1))
                        .put("derailed", row.getLong(2))
                        .put("stalled", row.getLong(3)))
            .one();
    answer.put("bisections", RunningTotals.of(db, RunningTotals.BISECTIONS));
    answer.set("culprits", culprits(db));
    answer.put("dead_letters", RunningTotals.of(db, RunningTotals.DEAD_LETTERS));
    ObjectNode kinds = answer.putObject("dead_letters_by_kind");
    RunningTotals.KINDS.forEach(
        kind -> kinds.put(kind, RunningTotals.of(db, RunningTotals.deadLetters(kind))));
    answer.set("at_stake", stakes.total(db));
    return answer.put("lag_ms", lag.millis());
  }

  private ObjectNode culprits(Handle db) {
    LocalDate since =
        LocalDate.ofInstant(Instant.ofEpochMilli(clock.getAsLong()), ZoneOffset.UTC)
            .minusDays(DAYS);
    Map<Level, Long> byLevel = new EnumMap<>(Level.class);
    db.createQuery(CULPRITS)
        .bind("since", since.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli())
        .map((row, context) -> Map.entry(Level.valueOf(row.getString(1)), row.getLong(2)))
        .forEach(each -> byLevel.put(each.getKey(), each.getValue()));
    ObjectNode culprits = JsonAnswer.object().put("days", DAYS).put("since", since.toString());
    culprits.put("total", byLevel.values().stream().mapToLong(Long::longValue).sum());
    for (Level level : new Level[] {Level.HIGH, Level.MIDDLE, Level.LOW, Level.NONE}) {
      culprits.put(level.name(), byLevel.getOrDefault(level, 0L));
    }
    return culprits;
  }
}
