package firstbad.topology;

import firstbad.schemas.Limits;
import firstbad.schemas.Topic;
import firstbad.topology.read.LineCounters;
import firstbad.topology.read.UnreadableRecords;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/** The settings of the Streams application, each with the reason for its value. */
public final class StreamsSettings {

  /**
   * A setting.
   *
   * @param fixed whether the user's properties may not change it, since culprits would be lost,
   *     doubled or left without a name
   */
  public record Setting(String name, Object value, boolean fixed, String why) {}

  /** What is set on top of Kafka's defaults. */
  public static final List<Setting> TABLE =
      List.of(
          fixed(
              "processing.guarantee",
              "exactly_once_v2",
              "exactly one culprit; costs nothing at an equal commit interval"),
          fixed(
              "ensure.explicit.internal.resource.naming",
              true,
              "a renamed store would begin empty"),
          fixed(
              "deserialization.exception.handler",
              UnreadableRecords.class,
              "bad bytes go to the dead letters, and trouble with the registry never does"),
          fixed(
              "processing.exception.handler",
              LogAndFailProcessingExceptionHandler.class,
              "a fault after a put must not be skipped: it would lose a culprit"),
          fixed(
              "processing.exception.handler.global.enabled",
              true,
              "the coming default; there are no global stores"),
          fixed(
              "main.consumer.processing.exception.handler.global.enabled",
              true,
              "the assignor reads it from the consumer's properties, and warns where it is not"),
          fixed(
              "production.exception.handler",
              DefaultProductionExceptionHandler.class,
              "a record that cannot be written must not be skipped"),
          fixed(
              "main.consumer.auto.offset.reset",
              "earliest",
              "a topology that is new, or whose offsets have expired, must skip no line"),
          fixed(
              "producer.max.request.size",
              Limits.REQUEST_BYTES,
              "everything that firstbad makes of a record fits, dead letters too"),
          fixed(
              "topic.max.message.bytes",
              Limits.BATCH_BYTES,
              "the topics that keep state must take what a producer may send"),
          fixed(
              "topic.message.timestamp.type",
              "LogAppendTime",
              "a clock of this machine that is ahead must not stop it: brokers refuse such times"),
          fixed(
              "topic.retention.bytes",
              -1,
              "what waits to be summed must not be deleted since there is much of it"),
          fixed(
              "rocksdb.config.setter",
              SharedRocksDb.class,
              "one cache for all stores; by itself each takes 98 MiB"),
          free(
              "commit.interval.ms",
              1000,
              "for catching up; for what has just arrived a commit is asked for, at most each 50 ms"),
          free(
              "max.task.idle.ms",
              -1,
              "culprits and verifications may come in any order, and no other task reads two topics"),
          free("statestore.cache.max.bytes", 0, "the stores keep what they need decoded"),
          free("num.stream.threads", 1, "one per spare core; more share the core with the broker"),
          free(
              "num.standby.replicas",
              1,
              "a second instance takes over without reading the changelog; alone it is ignored"),
          free("session.timeout.ms", 15_000, "how long a killed instance's bisections wait"),
          free(
              "producer.transaction.timeout.ms",
              15_000,
              "as long as the session: what a commit may take on a busy machine, and what a killed"
                  + " instance holds up those who take over"),
          free("topology.optimization", "none", "the graph is written as it is meant"),
          free(
              "producer.linger.ms",
              20,
              "with the batch size 1.2 to 1.3 times the defaults; the commit flushes anyway"),
          free("producer.batch.size", 128 * 1024, "see linger.ms"),
          free("producer.buffer.memory", 64L * 1024 * 1024, "see linger.ms"),
          free(
              "producer.compression.type",
              Topic.COMPRESSION,
              "every client reads it; as few bytes as zstd, two thirds of those of lz4"),
          free(
              "main.consumer.max.poll.records",
              5000,
              "for catching up; how many bytes a poll brings is bounded by BoundedConsumer"),
          free("buffered.records.per.partition", 10_000, "for catching up"),
          free("main.consumer.max.partition.fetch.bytes", 4 * 1024 * 1024, "for catching up"));

  private StreamsSettings() {}

  /**
   * All properties of the application.
   *
   * @throws WrongConfiguration when the user's properties contradict a fixed setting
   */
  static Properties of(TopologySettings settings, LineCounters counters) {
    Properties properties = with(settings.kafka().properties());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateFolder().toString());
    properties.put(UnreadableRecords.LOG_LINES, settings.topics().name(Topic.LOG_LINES));
    properties.put(UnreadableRecords.DEAD_LETTERS, settings.topics().name(Topic.DEAD_LETTERS));
    properties.put(UnreadableRecords.COUNTERS, counters);
    return properties;
  }

  /**
   * The table, with the user's properties on top of it.
   *
   * @throws WrongConfiguration when the user's properties contradict a fixed setting
   */
  static Properties with(Map<String, ?> overrides) {
    Properties properties = new Properties();
    for (Setting setting : TABLE) {
      properties.put(setting.name(), setting.value());
      Object wanted = overrides.get(setting.name());
      if (setting.fixed() && wanted != null && !same(setting.value(), wanted)) {
        throw new WrongConfiguration(
            "The property '%s' cannot be changed (%s); leave it out."
                .formatted(setting.name(), setting.why()));
      }
    }
    overrides.forEach(properties::put);
    return properties;
  }

  private static boolean same(Object value, Object wanted) {
    String name = value instanceof Class<?> type ? type.getName() : value.toString();
    return name.equals(wanted.toString());
  }

  private static Setting fixed(String name, Object value, String why) {
    return new Setting(name, value, true, why);
  }

  private static Setting free(String name, Object value, String why) {
    return new Setting(name, value, false, why);
  }
}
