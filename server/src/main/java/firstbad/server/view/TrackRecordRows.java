package firstbad.server.view;

import firstbad.events.TrackRecord;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** How often trust was right: one row for each version of the parameters. */
final class TrackRecordRows implements Projection {
  private static final String UPSERT =
      """
      INSERT INTO track_record (parameters, at_offset, event) VALUES (?, ?, ?)
      ON CONFLICT (parameters) DO UPDATE SET at_offset = excluded.at_offset,
        event = excluded.event
      WHERE excluded.at_offset > track_record.at_offset
      """;

  @Override
  public void apply(Handle db, List<TopicRecord> records, Changes changes) {
    NewestRecords batch = NewestRecords.of(records);
    batch.deleteGone(db, "parameters", "track_record");
    Rows rows = new Rows(UPSERT);
    for (TopicRecord record : batch.newest()) {
      rows.add(
          EventJson.kept(record.key()),
          record.offset(),
          EventJson.packed(record.as(TrackRecord.class)));
    }
    if (!batch.gone().isEmpty() || !rows.changed(db, batch.newest()).isEmpty()) {
      changes.add("track_record", "");
    }
  }
}
