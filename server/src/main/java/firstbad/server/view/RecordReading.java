package firstbad.server.view;

import firstbad.events.LogLine;
import firstbad.schemas.BadEventException;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.ForgetOrder;
import firstbad.schemas.Ids;
import firstbad.schemas.KeyPartition;
import firstbad.schemas.Limits;
import firstbad.schemas.RecordHeader;
import firstbad.schemas.RunHeader;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.schemas.UnfinishedHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes records. What cannot be read is counted, and said once for each topic. */
final class RecordReading {
  private static final Logger LOG = LoggerFactory.getLogger(RecordReading.class);

  private static final String RESENT = "resent";

  private final Map<String, Topic> byName = new HashMap<>();
  private final Map<Topic, Deserializer<? extends SpecificRecord>> deserializers =
      new EnumMap<>(Topic.class);
  private final Set<Topic> complained = EnumSet.noneOf(Topic.class);

  private final int linePartitions;

  /**
   * @param linePartitions how many partitions the lines have
   */
  RecordReading(EventSerdes serdes, Topics topics, int linePartitions) {
    this.linePartitions = linePartitions;
    for (Topic topic : Topic.values()) {
      byName.put(topics.name(topic), topic);
      serdes.deserializer(topic).ifPresent(reader -> deserializers.put(topic, reader));
    }
  }

  /**
   * The records as one batch.
   *
   * @throws firstbad.schemas.RegistryException when it cannot be told whether they can be read
   */
  View.Batch batch(Iterable<ConsumerRecord<byte[], byte[]>> consumed) {
    List<TopicRecord> records = new ArrayList<>();
    Map<TopicPartition, Long> next = new HashMap<>();
    int unreadable = 0;
    for (ConsumerRecord<byte[], byte[]> found : consumed) {
      next.put(new TopicPartition(found.topic(), found.partition()), found.offset() + 1);
      Optional<TopicRecord> record = record(found);
      if (record.isPresent()) {
        records.add(record.get());
      } else {
        unreadable++;
      }
    }
    return new View.Batch(records, next, unreadable);
  }

  private Optional<TopicRecord> record(ConsumerRecord<byte[], byte[]> found) {
    Topic topic = byName.get(found.topic());
    if (topic == null) {
      return Optional.empty();
    }
    String key = topic == Topic.DEAD_LETTERS ? kind(found) : key(found);
    Deserializer<? extends SpecificRecord> deserializer = deserializers.get(topic);
    if (topic == Topic.LOG_LINES && !isLine(found, key)) {
      return Optional.empty();
    }
    SpecificRecord event = null;
    if (deserializer != null && found.value() != null) {
      try {
        event = deserializer.deserialize(found.topic(), found.value());
      } catch (BadEventException e) {
        // Whoever wrote a bad line hears of it from the topology, which keeps it as a dead letter.
        if (topic != Topic.LOG_LINES) {
          complain(topic, found, e);
        }
        return Optional.empty();
      }
    }
    if (event instanceof LogLine line) {
      if (!Limits.isLineNumber(line.getLineNumber())) {
        return Optional.empty();
      }
      event = bounded(line, found.timestamp());
    }
    return Optional.of(
        new TopicRecord(
            topic,
            key,
            event,
            found.offset(),
            found.timestamp(),
            RunHeader.of(found.headers()),
            UnfinishedHeader.isIn(found.headers())));
  }

  /** Whether the topology reads it too; what it refuses is a dead letter. */
  private boolean isLine(ConsumerRecord<byte[], byte[]> found, String key) {
    return Ids.isLegal(key)
        && KeyPartition.of(found.key(), linePartitions) == found.partition()
        // without a value by mistake, it removes nothing
        && (found.value() != null || ForgetOrder.is(found.key(), found.headers(), found.value()));
  }

  private static String key(ConsumerRecord<byte[], byte[]> found) {
    return found.key() == null
        ? ""
        : EventJson.kept(new String(found.key(), StandardCharsets.UTF_8));
  }

  /**
   * A dead letter has the key of the record that it was; what is counted is why it is one. A note
   * that one was sent again takes back what that one counted.
   */
  private static String kind(ConsumerRecord<byte[], byte[]> found) {
    String kind = header(found, RecordHeader.KIND);
    return kind.equals(RESENT)
        ? RunningTotals.RESENT + header(found, RecordHeader.LETTER_KIND)
        : kind;
  }

  private static String header(ConsumerRecord<byte[], byte[]> found, RecordHeader name) {
    Header header = found.headers().lastHeader(name.header());
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** The line as the topology reads it; what it refuses is in the dead letters. */
  private static LogLine bounded(LogLine line, long appendedAt) {
    long observedAt = line.getObservedAt().toEpochMilli();
    long at = Limits.observed(observedAt, appendedAt);
    return at == observedAt
        ? line
        : new LogLine(
            line.getLineNumber(),
            line.getText(),
            Instant.ofEpochMilli(at),
            line.getLabels(),
            line.getEndOfLog());
  }

  private void complain(Topic topic, ConsumerRecord<byte[], byte[]> found, Exception why) {
    if (complained.add(topic)) {
      LOG.warn(
          "The record at offset {} of {}-{} cannot be read and is skipped: {} More such records"
              + " of this topic are only counted.",
          found.offset(),
          found.topic(),
          found.partition(),
          why.getMessage());
    }
  }
}
