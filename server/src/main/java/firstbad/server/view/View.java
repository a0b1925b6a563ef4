package firstbad.server.view;

import firstbad.schemas.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;

/** Applies batches of records: rows and offsets in one transaction. For one thread. */
public final class View {
  private static final long HOUR_MS = 3_600_000;

  private static final String PUT_PLACE =
      """
      INSERT INTO offsets (topic, part, next_offset) VALUES (:topic, :part, 0)
      ON CONFLICT (topic, part) DO NOTHING
      """;

  private static final String MOVE =
      """
      UPDATE offsets SET next_offset = :next
      WHERE topic = :topic AND part = :part AND next_offset = :expected
      """;

  private static final String OLD_CHUNKS =
      """
      DELETE FROM log_chunks WHERE (id, first_line) IN (
        SELECT id, first_line FROM log_chunks WHERE last_at < :before LIMIT 500)
      """;

  /** Another process writes the same view, and was quicker. */
  static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overtaken(TopicPartition partition) {
      super("another server has projected " + partition + " meanwhile");
    }
  }

  /**
   * Records that were read together.
   *
   * @param records in the order of their partitions
   * @param next the offset after the last record of each partition
   * @param unreadable how many records were skipped
   */
  record Batch(List<TopicRecord> records, Map<TopicPartition, Long> next, int unreadable) {}

  private final Database database;
  private final Map<Topic, Projection> projections = new EnumMap<>(Topic.class);
  private final Map<TopicPartition, Long> offsets = new HashMap<>();
  private boolean behind;
  private final AtomicLong skipped = new AtomicLong();

  public View(Database database) {
    this.database = database;
    projections.put(Topic.BISECTIONS, new Heads());
    projections.put(Topic.REVISIONS, new RevisionRows());
    projections.put(Topic.ASSESSMENTS, new AssessmentRows());
    projections.put(Topic.CULPRITS, new CulpritRows());
    projections.put(Topic.ALERTS, new AlertRows());
    projections.put(Topic.CRASH_COUNTS, new CrashCountRows());
    projections.put(Topic.SUSPECTS, new SuspectRows());
    projections.put(Topic.TRACK_RECORD, new TrackRecordRows());
    projections.put(Topic.VERIFICATIONS, new VerificationRows());
    projections.put(Topic.GIT_FACTS, new GitFactRows());
    projections.put(Topic.LOG_LINES, new LogRows());
    projections.put(
        Topic.DEAD_LETTERS, (db, records, changes) -> RunningTotals.addDeadLetters(db, records));
  }

  /**
   * Makes sure that the view is of these topics; a new one becomes theirs.
   *
   * @throws ViewException when it is of others
   */
  public void requireOrigin(String prefix, String cluster) {
    database
        .writer()
        .useTransaction(
            db -> {
              requireSame(db, "prefix", prefix, "the topic prefix " + prefix);
              requireSame(db, "cluster", cluster, "the Kafka cluster " + cluster);
              String made = UUID.randomUUID().toString().substring(0, 8);
              int unused =
                  db.createUpdate(
                          "INSERT INTO origin (name, value) VALUES ('epoch', :value)"
                              + " ON CONFLICT (name) DO NOTHING")
                      .bind("value", made)
                      .execute();
            });
  }

  /**
   * Makes sure that the topics are those that the view was made from, and not others of the same
   * names: its offsets would be of the old ones. Of a view that knows none they become its own.
   *
   * @param ids of the topics, by their names
   * @throws ViewException when one was deleted and made again
   */
  public void requireTopics(Map<String, String> ids) {
    database
        .writer()
        .useTransaction(
            db ->
                ids.forEach(
                    (topic, id) ->
                        requireSame(
                            db,
                            "topic " + topic,
                            id,
                            "the topic %s as it is now (its id is %s)".formatted(topic, id))));
  }

  private static void requireSame(Handle db, String name, String value, String what) {
    int unused =
        db.createUpdate(
                "INSERT INTO origin (name, value) VALUES (:name, :value)"
                    + " ON CONFLICT (name) DO NOTHING")
            .bind("name", name)
            .bind("value", value)
            .execute();
    String found =
        db.createQuery("SELECT value FROM origin WHERE name = :name")
            .bind("name", name)
            .mapTo(String.class)
            .one();
    if (!found.equals(value)) {
      throw new ViewException(
          "The view was not made from "
              + what
              + " but from "
              + found
              + "; name another view, or delete this one: it is made again from Kafka.");
    }
  }

  /** Where to go on, by partition; 0 where nothing was projected yet. */
  Map<TopicPartition, Long> offsets(List<TopicPartition> partitions) {
    offsets.clear();
    database
        .writer()
        .useTransaction(
            db -> {
              for (TopicPartition partition : partitions) {
                int unused =
                    db.createUpdate(PUT_PLACE)
                        .bind("topic", partition.topic())
                        .bind("part", partition.partition())
                        .execute();
                long next =
                    db.createQuery(
                            "SELECT next_offset FROM offsets WHERE topic = :topic AND part = :part")
                        .bind("topic", partition.topic())
                        .bind("part", partition.partition())
                        .mapTo(Long.class)
                        .one();
                offsets.put(partition, next);
              }
              skipped.set(RunningTotals.of(db, RunningTotals.SKIPPED));
            });
    return Map.copyOf(offsets);
  }

  /**
   * Applies a batch, or nothing of it. One record that cannot be applied is skipped and counted;
   * what fails without any record too is trouble with the database.
   *
   * @param now time of the newest record that was seen in the topics, in milliseconds
   * @throws Overtaken when another process was quicker: ask for the offsets again
   */
  void apply(Batch batch, long now) {
    Changes changes = new Changes();
    boolean stillBehind = stillBehind(batch, now);
    database
        .writer()
        .useTransaction(
            db -> {
              takeTurn(db);
              move(db, batch.next());
              project(db, Forgotten.withoutTheirs(db, batch.records()), changes);
              RunningTotals.add(db, RunningTotals.SKIPPED, batch.unreadable());
              if (behind && !stillBehind) {
                changes.addReset();
              }
              if (!stillBehind) {
                changes.write(db, now);
              }
            });
    behind = stillBehind;
    skipped.addAndGet(batch.unreadable());
    offsets.putAll(batch.next());
  }

  private void project(Handle db, List<TopicRecord> records, Changes changes) {
    Map<Topic, List<TopicRecord>> byTopic = new EnumMap<>(Topic.class);
    records.forEach(f -> byTopic.computeIfAbsent(f.topic(), t -> new ArrayList<>()).add(f));
    byTopic.forEach(
        (topic, found) -> {
          Projection projection = projections.get(topic);
          if (projection != null) {
            projection.apply(db, found, changes);
          }
        });
    Forgotten.removeRows(db, records);
  }

  /**
   * While the view is more than an hour behind nobody could resume at what it writes; when it has
   * caught up, everybody who listens loads anew once.
   */
  private boolean stillBehind(Batch batch, long now) {
    boolean old = false;
    boolean recent = false;
    for (TopicRecord record : batch.records()) {
      boolean isOld = record.timestamp() < now - HOUR_MS;
      old |= isOld;
      recent |= !isOld;
    }
    return old && (behind || !recent);
  }

  /**
   * Told when nothing is left to be projected.
   *
   * @param now as {@link #apply} has it
   */
  void caughtUp(long now) {
    if (behind) {
      Changes changes = new Changes();
      changes.addReset();
      database.writer().useTransaction(db -> changes.write(db, now));
      behind = false;
    }
  }

  /**
   * One batch at a time, also where two servers write one view: what projections read is then what
   * they add to.
   */
  private static void takeTurn(Handle db) {
    int unused = db.execute("UPDATE origin SET value = value WHERE name = 'epoch'");
  }

  private void move(Handle db, Map<TopicPartition, Long> next) {
    next.forEach(
        (partition, offset) -> {
          int moved =
              db.createUpdate(MOVE)
                  .bind("topic", partition.topic())
                  .bind("part", partition.partition())
                  .bind("next", offset)
                  .bind("expected", offsets.get(partition))
                  .execute();
          if (moved == 0) {
            throw new Overtaken(partition);
          }
        });
  }

  /** How many records were passed over, since they cannot be read or projected. */
  long skipped() {
    return skipped.get();
  }

  /** Its file is damaged: the next start sets it aside, and makes it again from Kafka. */
  void damaged() {
    database.markDamaged();
  }

  /**
   * Deletes lines that Kafka took before this time, and changes that are older than an hour.
   *
   * @param now as {@link #apply} has it
   */
  void forget(long linesBefore, long now) {
    int deleted;
    do {
      deleted =
          database
              .writer()
              .withHandle(db -> db.createUpdate(OLD_CHUNKS).bind("before", linesBefore).execute());
    } while (deleted > 0);
    database
        .writer()
        .useHandle(
            db -> {
              int unused = db.execute("DELETE FROM changes WHERE at < ?", now - HOUR_MS);
            });
  }
}
