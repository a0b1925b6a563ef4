package firstbad.schemas;

import firstbad.events.Alert;
import firstbad.events.Assessment;
import firstbad.events.Bisection;
import firstbad.events.CrashCounts;
import firstbad.events.CulpritFound;
import firstbad.events.Delivery;
import firstbad.events.GitFacts;
import firstbad.events.LogLine;
import firstbad.events.Revision;
import firstbad.events.Suspect;
import firstbad.events.TrackRecord;
import firstbad.events.Undelivered;
import firstbad.events.Verification;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.internal.CompressionType;
import org.jspecify.annotations.Nullable;

/** The topics of firstbad, one row each. Their names begin with a prefix: see {@link Topics}. */
public enum Topic {
  LOG_LINES(
      "log-lines",
      Key.BISECTION_ID,
      LogLine.getClassSchema(),
      Width.AS_ASKED,
      keptFor(Duration.ofDays(30), Stamp.LogAppendTime)),
  BISECTIONS(
      "bisections",
      Key.BISECTION_ID,
      Bisection.getClassSchema(),
      Width.AS_ASKED,
      newestOfEachKey()),
  REVISIONS(
      "revisions", Key.REVISION_ID, Revision.getClassSchema(), Width.AS_ASKED, newestOfEachKey()),
  CULPRITS(
      "culprits",
      Key.BISECTION_ID,
      CulpritFound.getClassSchema(),
      Width.AS_ASKED,
      newestOfEachKey()),
  ASSESSMENTS(
      "assessments",
      Key.BISECTION_ID,
      Assessment.getClassSchema(),
      Width.AS_ASKED,
      newestOfEachKey()),
  ALERTS(
      "alerts",
      Key.BISECTION_ID,
      Alert.getClassSchema(),
      Width.ONE,
      keptFor(Duration.ofDays(90), Stamp.CreateTime)),
  CRASH_COUNTS(
      "crash-counts", Key.COMMIT, CrashCounts.getClassSchema(), Width.AS_ASKED, newestOfEachKey()),
  SUSPECTS("suspects", Key.COMMIT, Suspect.getClassSchema(), Width.AS_ASKED, newestOfEachKey()),
  TRACK_RECORD(
      "track-record", Key.PARAMETERS, TrackRecord.getClassSchema(), Width.ONE, newestOfEachKey()),
  DEAD_LETTERS(
      "dead-letters", Key.AS_READ, null, Width.ONE, keptFor(Duration.ofDays(90), Stamp.CreateTime)),
  VERIFICATIONS(
      "verifications",
      Key.VERIFICATION_ID,
      Verification.getClassSchema(),
      Width.ONE,
      newestOfEachKey()),
  GIT_FACTS("git-facts", Key.COMMIT, GitFacts.getClassSchema(), Width.ONE, newestOfEachKey()),
  DELIVERIES(
      "deliveries",
      Key.RECEIVER_AND_EVENT,
      Delivery.getClassSchema(),
      Width.ONE,
      newestOfEachKeyFor(Duration.ofDays(90))),
  UNDELIVERED(
      "undelivered",
      Key.RECEIVER_AND_EVENT,
      Undelivered.getClassSchema(),
      Width.ONE,
      keptFor(Duration.ofDays(90), Stamp.CreateTime));

  /**
   * How firstbad's producers pack records, as {@code compression.type}: the one codec that all
   * usual clients of Kafka have built in.
   */
  public static final String COMPRESSION = CompressionType.GZIP.name;

  /** What the key of a record says; always text in UTF-8, but for dead letters. */
  public enum Key {
    /** See {@link Ids}. */
    BISECTION_ID("The id of a bisection."),
    REVISION_ID(
        "The id of a bisection, a slash and the ordinal; the partition is that of the bisection id."),
    COMMIT("The full hash of a commit."),
    PARAMETERS("The version of a set of parameters."),
    AS_READ("The bytes that were read."),
    VERIFICATION_ID("The id of a bisection, a slash and the source of what is said."),
    RECEIVER_AND_EVENT(
        "A receiver, a slash, and what an event is known by: its topic, a slash, its id.");

    private final String about;

    Key(String about) {
      this.about = about;
    }

    /** What it is, a sentence. */
    public String about() {
      return about;
    }
  }

  /** How many partitions a topic has. */
  public enum Width {
    /** As many as asked for when the topics are created. */
    AS_ASKED,
    /** One: little comes, and who reads it wants one order. */
    ONE
  }

  /** Where the time of a record comes from, in Kafka's spelling. */
  private enum Stamp {
    CreateTime,
    LogAppendTime
  }

  private final String suffix;
  private final Key key;

  // nothing sets a property of a schema
  @SuppressWarnings("ImmutableEnumChecker")
  private final @Nullable Schema value;

  private final Width width;

  // a copy that cannot change
  @SuppressWarnings("ImmutableEnumChecker")
  private final Map<String, String> configs;

  Topic(String suffix, Key key, @Nullable Schema value, Width width, Map<String, String> configs) {
    this.suffix = suffix;
    this.key = key;
    this.value = value == null ? null : withoutJava(value);
    this.width = width;
    this.configs = configs;
  }

  /** What follows the prefix in the topic's name. */
  public String suffix() {
    return suffix;
  }

  /** What the key of a record says. */
  public Key key() {
    return key;
  }

  /** The schema of the values; empty where raw bytes are kept. */
  public Optional<Schema> value() {
    return Optional.ofNullable(value);
  }

  /** How many partitions the topic has. */
  public Width width() {
    return width;
  }

  /**
   * The settings that the contract fixes, by Kafka's names. Everything else is the operator's, as
   * long as nothing is lost by it: see {@link TopicRules}.
   */
  public Map<String, String> configs() {
    return configs;
  }

  /**
   * Whether a client that has no codec but {@link #COMPRESSION} must be able to read it: all that
   * firstbad writes, while lines are packed as their publishers like.
   */
  public boolean isForEveryClient() {
    return this != LOG_LINES;
  }

  /** What the code generator notes for Java is no part of the contract. */
  private static Schema withoutJava(Schema schema) {
    return new Schema.Parser()
        .parse(schema.toString().replace(",\"avro.java.string\":\"String\"", ""));
  }

  private static Map<String, String> keptFor(Duration retention, Stamp stamp) {
    return configs(
        TopicConfig.CLEANUP_POLICY_DELETE,
        stamp,
        Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
  }

  /** Compacted at least once a day, so that a tombstone removes what it is for. */
  private static Map<String, String> newestOfEachKey() {
    return configs(
        TopicConfig.CLEANUP_POLICY_COMPACT,
        Stamp.CreateTime,
        Map.of(
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
            Long.toString(Duration.ofDays(1).toMillis())));
  }

  /** The same, and what has not changed for so long leaves too. */
  private static Map<String, String> newestOfEachKeyFor(Duration retention) {
    Map<String, String> others = new TreeMap<>(newestOfEachKey());
    others.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    return configs(
        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
        Stamp.CreateTime,
        others);
  }

  private static Map<String, String> configs(
      String cleanUp, Stamp stamp, Map<String, String> others) {
    Map<String, String> configs = new TreeMap<>(others);
    configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanUp);
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, stamp.name());
    if (stamp == Stamp.CreateTime) {
      // The topic's time never goes back: a broker's clock that was once ahead must not stop what
      // is written after it.
      configs.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE));
    }
    configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Limits.BATCH_BYTES));
    return Collections.unmodifiableMap(configs);
  }
}
