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

  private static final String ANSWERED =
      """
      SELECT c.parameters, c.level, c.probability, v.standing
      FROM verified v JOIN culprits c ON c.id = v.id
      WHERE v.standing IN ('CONFIRMED', 'REFUTED')
      """;

  private TrackRecordTable() {}

  static JsonNode answer(Handle db, QueryParameters asked) {
    List<TrackRecord.Culprits> answered =
        db.createQuery(ANSWERED).map((row, context) -> answered(row)).list();
    List<TrackRecord.Culprits> all = new ArrayList<>(answered);
    db.createQuery(ALL)
        .map(
            (row, context) ->
                open(row.getString(1), Level.valueOf(row.getString(2)), row.getLong(3), answered))
        .forEach(all::add);
    return SummaryJson.of(TrackRecord.of(all));
  }

  private static TrackRecord.Culprits answered(ResultSet row) throws SQLException {
    return new TrackRecord.Culprits(
        row.getString(1),
        Level.valueOf(row.getString(2)),
        (Double) row.getObject(3),
        CulpritStanding.valueOf(row.getString(4)),
        1);
  }

  /** Those of all that have no answer. */
  private static TrackRecord.Culprits open(
      String parameters, Level level, long all, List<TrackRecord.Culprits> answered) {
    long known =
        answered.stream()
            .filter(each -> each.parameters().equals(parameters) && each.level() == level)
            .count();
    return new TrackRecord.Culprits(parameters, level, null, CulpritStanding.OPEN, all - known);
  }
}
