package firstbad.app.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.read.IdleTimeout;
import firstbad.bisection.intake.Splitter;
import firstbad.events.LogLine;
import firstbad.publisher.UsedId;
import firstbad.schemas.BadEventException;
import firstbad.schemas.BoundedConsumer;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.KeyPartition;
import firstbad.schemas.Topic;
import firstbad.schemas.UnfinishedHeader;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Tells who publishes of another log under the same id, of which nothing is applied, whether or not
 * a topology runs: reads what Kafka has in the partitions of the ids, the newest records from
 * before and those that come meanwhile. Who may not read them, which who publishes need not, is
 * told nothing.
 *
 * <p>For one thread.
 */
final class PublishedIds implements Splitter.Parts, AutoCloseable {
  /** So many records from before are read at most, the newest of each partition. */
  private static final long RECORDS = 200_000;

  private static final Duration POLL = Duration.ofMillis(250);
  private static final int ANSWER_WITHIN_MS = 10_000;

  private final PublishProgress tally;
  private final String topic;
  private final EventSerdes serdes;
  private final Deserializer<LogLine> decoder;
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;

  /** Where reading begins in each partition. */
  private Map<TopicPartition, Long> places = Map.of();

  private final Map<String, LogBesideKafka> logs = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  /**
   * @param tally told of other logs
   */
  PublishedIds(KafkaOptions kafka, PublishProgress tally) {
    this.tally = tally;
    this.topic = kafka.topics().name(Topic.LOG_LINES);
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    this.serdes = EventSerdes.of(settings);
    this.decoder = serdes.deserializer(LogLine.class);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    try {
      consumer = new BoundedConsumer(settings);
      places = places(consumer);
    } catch (KafkaException e) {
      close();
    }
  }

  private Map<TopicPartition, Long> places(KafkaConsumer<byte[], byte[]> reader) {
    List<TopicPartition> all =
        reader.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    Map<TopicPartition, Long> begins = reader.beginningOffsets(all);
    Map<TopicPartition, Long> found = reader.endOffsets(all);
    long each = RECORDS / Math.max(1, all.size());
    found.replaceAll((at, end) -> Math.max(begins.getOrDefault(at, 0L), end - each));
    return found;
  }

  @Override
  public void line(String part, long number, String text) {
    logs.computeIfAbsent(part, id -> new LogBesideKafka()).sent(number, text);
  }

  @Override
  public void end(String part, long number) {}

  /** Tells what has come by now; waits for nothing. */
  void hear() {
    listen(reader -> read(reader, Duration.ZERO));
  }

  /** Reads up to what is the end now, and tells what was found. */
  void hearAll() {
    listen(
        reader -> {
          Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
          IdleTimeout timeout = new IdleTimeout(System::nanoTime, "Kafka");
          long most = 2 * RECORDS;
          for (long left = left(reader, ends); left > 0 && most > 0; left = left(reader, ends)) {
            timeout.left(left);
            most -= read(reader, POLL);
          }
        });
  }

  private static long left(KafkaConsumer<?, ?> reader, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - reader.position(end.getKey())))
        .sum();
  }

  private interface Listening {
    void listen(KafkaConsumer<byte[], byte[]> reader);
  }

  private void listen(Listening listening) {
    KafkaConsumer<byte[], byte[]> reader = consumer;
    if (reader == null || logs.isEmpty()) {
      return;
    }
    try {
      assign(reader);
      listening.listen(reader);
    } catch (KafkaException | Problem e) {
      close(); // nobody has to read in order to publish
    }
  }

  private void assign(KafkaConsumer<byte[], byte[]> reader) {
    Set<TopicPartition> assigned = new HashSet<>(reader.assignment());
    Set<TopicPartition> more = new HashSet<>();
    for (String id : logs.keySet()) {
      int number = KeyPartition.of(id.getBytes(UTF_8), places.size());
      TopicPartition partition = new TopicPartition(topic, number);
      if (assigned.add(partition)) {
        more.add(partition);
      }
    }
    if (!more.isEmpty()) {
      reader.assign(assigned);
      more.forEach(each -> reader.seek(each, places.getOrDefault(each, 0L)));
    }
  }

  private int read(KafkaConsumer<byte[], byte[]> reader, Duration wait) {
    int count = 0;
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(wait)) {
      count++;
      String id = record.key() == null ? "" : new String(record.key(), UTF_8);
      LogBesideKafka log = logs.get(id);
      if (log != null && record.value() != null && !UnfinishedHeader.isIn(record.headers())) {
        read(log, record.value());
        tell(id, log);
      }
    }
    return count;
  }

  private void read(LogBesideKafka log, byte[] value) {
    try {
      LogLine line = decoder.deserialize(topic, value);
      if (!line.getEndOfLog()) {
        log.kept(line.getLineNumber(), line.getText());
      }
    } catch (BadEventException e) {
      // it goes to the dead letters
    }
  }

  private void tell(String id, LogBesideKafka log) {
    if (log.differs() > 0 && told.add(id)) {
      if (log.isSecond()) {
        tally.complain(UsedId.second(id, log.differs()));
      } else {
        tally.say("firstbad: " + UsedId.first(id, log.differs()));
      }
    }
  }

  @Override
  public void close() {
    KafkaConsumer<byte[], byte[]> reader = consumer;
    consumer = null;
    if (reader != null) {
      reader.close(CloseOptions.timeout(Duration.ZERO));
    }
    serdes.close();
  }
}
