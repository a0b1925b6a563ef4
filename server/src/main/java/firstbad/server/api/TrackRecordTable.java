package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.events.TrackRecord;
import firstbad.schemas.EventFromJson;
import firstbad.story.SummaryJson;
import firstbad.story.TrackTable;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** How often trust was right, as the topology sums it up. */
final class TrackRecordTable {
  private TrackRecordTable() {}

  static JsonNode answer(Handle db, QueryParameters asked) {
    List<TrackRecord> records =
        db
            .createQuery("SELECT event FROM track_record")
            .map((row, context) -> JsonAnswer.event(row.getBytes(1)))
            .list()
            .stream()
            .map(event -> EventFromJson.event(event, TrackRecord.class))
            .toList();
    return SummaryJson.of(TrackTable.of(records));
  }
}
