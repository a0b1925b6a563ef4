package firstbad.server.view;

import firstbad.events.Alert;
import firstbad.events.Assessment;
import firstbad.events.Bisection;
import firstbad.events.CrashCounts;
import firstbad.events.CulpritFound;
import firstbad.events.GitFacts;
import firstbad.events.LogLine;
import firstbad.events.Revision;
import firstbad.events.Suspect;
import firstbad.events.TrackRecord;
import firstbad.events.Verification;
import firstbad.schemas.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/** Feeds a view with events as if they had been read from topics of one partition each. */
public final class Feed {
  private static final Map<Class<?>, Topic> TOPICS =
      Map.ofEntries(
          Map.entry(Bisection.class, Topic.BISECTIONS),
          Map.entry(Revision.class, Topic.REVISIONS),
          Map.entry(Assessment.class, Topic.ASSESSMENTS),
          Map.entry(CulpritFound.class, Topic.CULPRITS),
          Map.entry(Alert.class, Topic.ALERTS),
          Map.entry(CrashCounts.class, Topic.CRASH_COUNTS),
          Map.entry(Suspect.class, Topic.SUSPECTS),
          Map.entry(TrackRecord.class, Topic.TRACK_RECORD),
          Map.entry(Verification.class, Topic.VERIFICATIONS),
          Map.entry(GitFacts.class, Topic.GIT_FACTS),
          Map.entry(LogLine.class, Topic.LOG_LINES));

  private final View view;
  private final Map<Topic, Long> ends = new HashMap<>();
  private final List<TopicRecord> records = new ArrayList<>();
  private long now;

  /**
   * @param now what the clock says, in milliseconds since the epoch
   */
  public Feed(Database database, long now) {
    this.now = now;
    view = new View(database);
    view.requireOrigin("test.", "cluster");
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      partitions.add(partition(topic));
    }
    view.offsets(partitions).forEach((place, next) -> ends.put(topic(place), next));
  }

  private static TopicPartition partition(Topic topic) {
    return new TopicPartition("test." + topic.suffix(), 0);
  }

  private static Topic topic(TopicPartition partition) {
    for (Topic topic : Topic.values()) {
      if (partition(topic).equals(partition)) {
        return topic;
      }
    }
    throw new IllegalArgumentException(partition.toString());
  }

  /** The clock goes on. */
  public Feed at(long time) {
    now = time;
    return this;
  }

  /** An event that comes next. */
  public Feed put(String key, SpecificRecord event) {
    Topic topic = TOPICS.get(event.getClass());
    if (topic == null) {
      throw new IllegalArgumentException("no topic holds " + event.getClass());
    }
    return add(topic, key, event);
  }

  /** A line of one of several publications that comes next. */
  Feed put(String key, LogLine line, long run, boolean unfinished) {
    long offset = next(Topic.LOG_LINES);
    records.add(
        new TopicRecord(Topic.LOG_LINES, EventJson.kept(key), line, offset, now, run, unfinished));
    return this;
  }

  /** A tombstone that comes next. */
  public Feed tombstone(Topic topic, String key) {
    records.add(new TopicRecord(topic, EventJson.kept(key), null, next(topic), now));
    return this;
  }

  /** A dead letter that comes next. */
  public Feed deadLetter() {
    return tombstone(Topic.DEAD_LETTERS, "fault");
  }

  /** An event under a topic that holds others. */
  Feed add(Topic topic, String key, SpecificRecord event) {
    records.add(new TopicRecord(topic, EventJson.kept(key), event, next(topic), now));
    return this;
  }

  private long next(Topic topic) {
    long offset = ends.getOrDefault(topic, 0L);
    ends.put(topic, offset + 1);
    return offset;
  }

  /** All of them as one batch. */
  public void apply() {
    List<TopicRecord> batch = List.copyOf(records);
    records.clear();
    Map<TopicPartition, Long> next = new HashMap<>();
    batch.forEach(record -> next.put(partition(record.topic()), record.offset() + 1));
    view.apply(new View.Batch(batch, next, 0), now);
  }

  /** Deletes what is older, as a follower does now and then. */
  public void forget(long linesBefore) {
    view.forget(linesBefore, now);
  }
}
