package firstbad.server.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What a batch of one topic comes to: the keys that it takes away, and after that the records that
 * no later tombstone makes void.
 *
 * @param gone keys with a tombstone; they may come again in {@code records}
 * @param records records that hold an event, in their order
 */
record NewestRecords(Set<String> gone, List<TopicRecord> records) {

  static NewestRecords of(List<TopicRecord> batch) {
    Set<String> gone = new LinkedHashSet<>();
    List<TopicRecord> records = new ArrayList<>();
    for (int i = batch.size() - 1; i >= 0; i--) {
      TopicRecord record = batch.get(i);
      if (record.event() == null) {
        gone.add(record.key());
      } else if (!gone.contains(record.key())) {
        records.add(record);
      }
    }
    Collections.reverse(records);
    return new NewestRecords(gone, records);
  }

  /** Deletes the rows whose column holds one of the keys that are gone. */
  void deleteGone(Handle db, String column, String... tables) {
    for (String key : gone) {
      for (String table : tables) {
        int unused = db.execute("DELETE FROM " + table + " WHERE " + column + " = ?", key);
      }
    }
  }

  /**
   * Of each key the last record, as compaction keeps it. Versions do not matter: under another
   * application id they begin anew.
   */
  Collection<TopicRecord> newest() {
    Map<String, TopicRecord> newest = new LinkedHashMap<>();
    records.forEach(record -> newest.put(record.key(), record));
    return newest.values();
  }
}
