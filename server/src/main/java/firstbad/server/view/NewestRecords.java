package firstbad.server.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;

/**
 * What a batch of one topic comes to: the keys that it takes away, and behind that the records that
 * no later tombstone makes void.
 *
 * @param gone keys with a tombstone; they may come again in {@code facts}
 * @param facts records that hold an event, in their order
 */
record NewestRecords(Set<String> gone, List<TopicRecord> facts) {

  static NewestRecords of(List<TopicRecord> batch) {
    Set<String> gone = new LinkedHashSet<>();
    List<TopicRecord> facts = new ArrayList<>();
    for (int i = batch.size() - 1; i >= 0; i--) {
      TopicRecord fact = batch.get(i);
      if (fact.event() == null) {
        gone.add(fact.key());
      } else if (!gone.contains(fact.key())) {
        facts.add(fact);
      }
    }
    Collections.reverse(facts);
    return new NewestRecords(gone, facts);
  }

  /** Deletes the rows whose column holds one of the keys that are gone. */
  void deleteGone(Handle db, String column, String... tables) {
    for (String key : gone) {
      for (String table : tables) {
        int unused = db.execute("DELETE FROM " + table + " WHERE " + column + " = ?", key);
      }
    }
  }

  /** Of each key the record with the highest version, the first of several. */
  Collection<TopicRecord> newest(ToLongFunction<TopicRecord> version) {
    Map<String, TopicRecord> newest = new LinkedHashMap<>();
    for (TopicRecord fact : facts) {
      newest.merge(
          fact.key(),
          fact,
          (before, now) -> version.applyAsLong(now) > version.applyAsLong(before) ? now : before);
    }
    return newest.values();
  }
}
