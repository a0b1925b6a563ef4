package firstbad.topology.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import firstbad.schemas.KeyPartition;
import firstbad.schemas.RecordHeader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The culprits that the topic holds. Each says in a header which application has named it, so the
 * newest ones of a partition tell whether another one has named any. A transaction of an
 * application that was killed is waited for: the broker ends it within its time-out, and until then
 * nobody knows whether its culprits were sent.
 */
public final class SentCulprits implements NamedBefore {
  private static final Logger LOG = LoggerFactory.getLogger(SentCulprits.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Among so many offsets at the end there is a culprit, or all are read; markers are some. */
  private static final int NEWEST = 500;

  /** Less than what Streams allows between two polls, five minutes. */
  private static final Duration WITHIN = Duration.ofMinutes(3);

  private final String topic;
  private final String application;
  private final Map<String, Object> clients;
  private final Supplier<Optional<String>> other;
  private final BooleanSupplier stopped;
  private final Duration within;
  private final AtomicBoolean alone = new AtomicBoolean();
  private volatile int partitions;

  /**
   * @param topic of the culprits
   * @param application the id of this one
   * @param clients settings of a consumer without a group
   * @param other the id of another application that reads the same lines now
   * @param stopped whether the topology stops, so that nobody waits any more
   */
  public SentCulprits(
      String topic,
      String application,
      Map<String, Object> clients,
      Supplier<Optional<String>> other,
      BooleanSupplier stopped) {
    this(topic, application, clients, other, stopped, WITHIN);
  }

  SentCulprits(
      String topic,
      String application,
      Map<String, Object> clients,
      Supplier<Optional<String>> other,
      BooleanSupplier stopped,
      Duration within) {
    this.topic = topic;
    this.application = application;
    this.clients = clients;
    this.other = other;
    this.stopped = stopped;
    this.within = within;
  }

  @Override
  public boolean byOthers(int partition) {
    TopicPartition culprits = new TopicPartition(topic, partition);
    return reading(
        culprits,
        () -> {
          demandAlone();
          return newestAreByAnother(culprits);
        });
  }

  /** Two that start in the same moment do not see each other until lines are given to both. */
  private void demandAlone() {
    if (alone.get()) {
      return;
    }
    Optional<String> another = other.get();
    if (another.isPresent()) {
      throw new UnreadCulprits(
          "a topology with the application id %s reads the same lines, and two at once would name every culprit twice. Stop one of them, and start the other one again."
              .formatted(another.get()),
          null);
    }
    alone.set(true);
  }

  /**
   * Whether another application has named one of the newest. Not only the very newest counts: it
   * may be of a transaction of our own that was aborted, and the marks that were made in it are
   * lost.
   */
  private boolean newestAreByAnother(TopicPartition culprits) {
    try (KafkaConsumer<byte[], byte[]> reader = consumer(IsolationLevel.READ_UNCOMMITTED)) {
      partitions = reader.partitionsFor(topic).size();
      reader.assign(List.of(culprits));
      long first = reader.beginningOffsets(List.of(culprits)).getOrDefault(culprits, 0L);
      long end = reader.endOffsets(List.of(culprits)).getOrDefault(culprits, 0L);
      reader.seek(culprits, Math.max(first, end - NEWEST));
      boolean another = false;
      boolean none = true;
      long start = System.nanoTime();
      while (reader.position(culprits) < end) {
        for (ConsumerRecord<byte[], byte[]> culprit : reader.poll(POLL)) {
          none &= culprit.value() == null;
          another |= culprit.value() != null && !named(culprit);
        }
        demandTime(culprits, start);
      }
      return another || (none && end - NEWEST > first);
    }
  }

  /** Whether this application has named it. */
  private boolean named(ConsumerRecord<byte[], byte[]> culprit) {
    Header by = culprit.headers().lastHeader(RecordHeader.APPLICATION.header());
    return by != null && application.equals(new String(by.value(), UTF_8));
  }

  @Override
  public void read(int partition, Consumer<String> ids) {
    TopicPartition culprits = new TopicPartition(topic, partition);
    int count = reading(culprits, () -> readTo(end(culprits), culprits, ids));
    LOG.info("{} holds {} culprits, which are not named again", culprits, count);
  }

  @Override
  public int partitionOf(String id) {
    int known = partitions;
    return known == 0 ? ANY : KeyPartition.of(id.getBytes(UTF_8), known);
  }

  private static <T> T reading(TopicPartition culprits, Supplier<T> read) {
    try {
      return read.get();
    } catch (TimeoutException e) {
      throw new UnreadCulprits(
          "%s, which holds the culprits named so far, cannot be read: %s"
              .formatted(culprits, e.getMessage()),
          e);
    }
  }

  private int readTo(long end, TopicPartition culprits, Consumer<String> ids) {
    int count = 0;
    try (KafkaConsumer<byte[], byte[]> reader = consumer(IsolationLevel.READ_COMMITTED)) {
      reader.assign(List.of(culprits));
      reader.seekToBeginning(List.of(culprits));
      long start = System.nanoTime();
      while (reader.position(culprits) < end) {
        for (ConsumerRecord<byte[], byte[]> culprit : reader.poll(POLL)) {
          ids.accept(new String(culprit.key(), UTF_8));
          count++;
        }
        demandTime(culprits, start);
      }
    }
    return count;
  }

  private void demandTime(TopicPartition culprits, long start) {
    if (stopped.getAsBoolean()) {
      throw new UnreadCulprits("The topology stopped before it had read " + culprits, null);
    }
    if (System.nanoTime() - start > within.toNanos()) {
      throw new UnreadCulprits(
          "%s, which holds the culprits named so far, cannot be read to its end within %d s, probably since a transaction there has no end. Find it with kafka-transactions.sh find-hanging, end it with kafka-transactions.sh abort, and start the topology again."
              .formatted(culprits, within.toSeconds()),
          null);
    }
  }

  /** Where the partition ends, open transactions included. */
  private long end(TopicPartition culprits) {
    try (KafkaConsumer<byte[], byte[]> reader = consumer(IsolationLevel.READ_UNCOMMITTED)) {
      return reader.endOffsets(List.of(culprits)).getOrDefault(culprits, 0L);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(IsolationLevel isolation) {
    Map<String, Object> settings = new HashMap<>(clients);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
