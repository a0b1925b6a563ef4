package firstbad.topology.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The culprits that the topic holds. A transaction of an application that was killed is waited for:
 * the broker ends it within its time-out, and until then nobody knows whether its culprits were
 * sent.
 */
public final class SentCulprits implements NamedBefore {
  private static final Logger LOG = LoggerFactory.getLogger(SentCulprits.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Less than what Streams allows between two polls, five minutes. */
  private static final Duration WITHIN = Duration.ofMinutes(3);

  private final String topic;
  private final Map<String, Object> clients;
  private final BooleanSupplier others;
  private final BooleanSupplier stopped;
  private final Duration within;

  /**
   * @param topic of the culprits
   * @param clients settings of a consumer without a group
   * @param others whether another application may have read lines since this one last did
   * @param stopped whether the topology stops, so that nobody waits any more
   */
  public SentCulprits(
      String topic, Map<String, Object> clients, BooleanSupplier others, BooleanSupplier stopped) {
    this(topic, clients, others, stopped, WITHIN);
  }

  SentCulprits(
      String topic,
      Map<String, Object> clients,
      BooleanSupplier others,
      BooleanSupplier stopped,
      Duration within) {
    this.topic = topic;
    this.clients = clients;
    this.others = others;
    this.stopped = stopped;
    this.within = within;
  }

  @Override
  public boolean byOthers() {
    return others.getAsBoolean();
  }

  @Override
  public void read(int partition, Consumer<String> ids) {
    TopicPartition culprits = new TopicPartition(topic, partition);
    try {
      int count = readTo(end(culprits), culprits, ids);
      LOG.info("{} holds {} culprits, which are not named again", culprits, count);
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
    }
    return count;
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
