package firstbad.server.view;

import firstbad.schemas.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Bisections that 'firstbad forget' removed. The request stands among the lines, and may be read
 * long before or after what it takes back: so it removes by itself all that the view holds of the
 * bisection, and whatever is read of it later, from any topic, is not kept.
 */
public final class Forgotten {
  /** What a view holds of a bisection under its id alone. */
  private static final List<Topic> BY_ID =
      List.of(Topic.BISECTIONS, Topic.ASSESSMENTS, Topic.CULPRITS, Topic.ALERTS);

  private static final String MARK =
      "INSERT INTO forgotten (id) VALUES (?) ON CONFLICT (id) DO NOTHING";

  private Forgotten() {}

  /** Whether nothing of this bisection is kept. */
  public static boolean holds(Handle db, String id) {
    return !among(db, Set.of(id)).isEmpty();
  }

  /** The records of a batch that are to be applied, with a tombstone for each row that goes. */
  static List<TopicRecord> withoutTheirs(Handle db, List<TopicRecord> batch) {
    Set<String> ids = new LinkedHashSet<>();
    Set<String> requested = new LinkedHashSet<>();
    for (TopicRecord record : batch) {
      String id = bisection(record);
      if (id != null) {
        ids.add(id);
        if (record.topic() == Topic.LOG_LINES && record.event() == null) {
          requested.add(id);
        }
      }
    }
    requested.forEach(id -> run(db, MARK, id));
    Set<String> forgotten = among(db, ids);
    if (forgotten.isEmpty()) {
      return batch;
    }
    List<TopicRecord> kept = new ArrayList<>();
    for (TopicRecord record : batch) {
      String id = bisection(record);
      if (record.event() == null || id == null || !forgotten.contains(id)) {
        kept.add(record);
      }
    }
    requested.forEach(id -> addTombstones(db, id, kept));
    return kept;
  }

  /** Projections of other topics may have made the row that lists show anew, without a head. */
  static void removeRows(Handle db, List<TopicRecord> batch) {
    Set<String> gone = new LinkedHashSet<>();
    for (TopicRecord record : batch) {
      String id = record.event() == null ? bisection(record) : null;
      if (id != null) {
        gone.add(id);
      }
    }
    among(db, gone).forEach(id -> run(db, "DELETE FROM bisections WHERE id = ?", id));
  }

  private static void run(Handle db, String sql, String id) {
    int unused = db.execute(sql, id);
  }

  private static Set<String> among(Handle db, Set<String> ids) {
    return new HashSet<>(
        Rows.found(db, "SELECT id FROM forgotten WHERE id IN", ids, row -> row.getString(1)));
  }

  private static void addTombstones(Handle db, String id, List<TopicRecord> to) {
    BY_ID.forEach(topic -> to.add(tombstone(topic, id)));
    db.createQuery("SELECT ordinal FROM revisions WHERE id = :id")
        .bind("id", id)
        .mapTo(Integer.class)
        .forEach(ordinal -> to.add(tombstone(Topic.REVISIONS, id + "/" + ordinal)));
    db.createQuery("SELECT source FROM verifications WHERE id = :id")
        .bind("id", id)
        .mapTo(String.class)
        .forEach(source -> to.add(tombstone(Topic.VERIFICATIONS, id + "/" + source)));
  }

  /** It comes after whatever there is. */
  private static TopicRecord tombstone(Topic topic, String key) {
    return new TopicRecord(topic, key, null, Long.MAX_VALUE, 0);
  }

  /** The bisection that a record is about; null where it is about none, or about several. */
  private static @Nullable String bisection(TopicRecord record) {
    return switch (record.topic()) {
      case BISECTIONS, ASSESSMENTS, CULPRITS, ALERTS, LOG_LINES -> record.key();
      case REVISIONS, VERIFICATIONS ->
          record.key().substring(0, Math.max(0, record.key().lastIndexOf('/')));
      default -> null;
    };
  }
}
