package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.events.Level;
import firstbad.schemas.CulpritStanding;
import firstbad.story.SummaryJson;
import firstbad.story.TrackRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** How often trust was right, by what became of the culprits in the view. */
final class TrackRecordTable {
  private static final String ALL =
      """
      SELECT parameters, level, count(*) FROM culprits
      WHERE level IN ('HIGH', 'MIDDLE', 'LOW') GROUP BY parameters, level
      """;

  private static final String SAID_OF =
      """
      SELECT c.parameters, c.level, c.probability, v.standing
      FROM verified v JOIN culprits c ON c.id = v.id
      WHERE v.standing IN ('CONFIRMED', 'REFUTED', 'NEEDS_RERUN', 'CONFLICT')
      """;

  private TrackRecordTable() {}

  static JsonNode answer(Handle db, QueryParameters asked) {
    List<TrackRecord.Culprits> saidOf =
        db.createQuery(SAID_OF).map((row, context) -> saidOf(row)).list();
    List<TrackRecord.Culprits> all = new ArrayList<>(saidOf);
    db.createQuery(ALL)
        .map(
            (row, context) ->
                open(row.getString(1), Level.valueOf(row.getString(2)), row.getLong(3), saidOf))
        .forEach(all::add);
    return SummaryJson.of(TrackRecord.of(all));
  }

  private static TrackRecord.Culprits saidOf(ResultSet row) throws SQLException {
    return new TrackRecord.Culprits(
        row.getString(1),
        Level.valueOf(row.getString(2)),
        (Double) row.getObject(3),
        CulpritStanding.valueOf(row.getString(4)),
        1);
  }

  /** Those of all of which nobody has said anything that still stands. */
  private static TrackRecord.Culprits open(
      String parameters, Level level, long all, List<TrackRecord.Culprits> saidOf) {
    long known =
        saidOf.stream()
            .filter(each -> each.parameters().equals(parameters) && each.level() == level)
            .count();
    return new TrackRecord.Culprits(parameters, level, null, CulpritStanding.OPEN, all - known);
  }
}
