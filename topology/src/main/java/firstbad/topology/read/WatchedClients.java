package firstbad.topology.read;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's own clients, which note in passing how far partitions were read, when that was committed
 * what time it is for the brokers, and how long findings took.
 */
public final class WatchedClients implements KafkaClientSupplier {
  private static final String CHANGELOG = "-changelog";

  private final String logLines;
  private final LeaderWatch watch;
  private final CommitWatch commits;
  private final BrokerClock clock;
  private final FindingTimes times;

  /**
   * @param logLines the topic whose partitions are watched
   */
  public WatchedClients(
      String logLines,
      LeaderWatch watch,
      CommitWatch commits,
      BrokerClock clock,
      FindingTimes times) {
    this.logLines = logLines;
    this.commits = commits;
    this.watch = watch;
    this.clock = clock;
    this.times = times;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    FindingTimes.Transaction open = times.transaction();
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        open.sending(record);
        // The broker stamps these topics, so what comes back is its time.
        return super.send(record, record.topic().endsWith(CHANGELOG) ? timed(callback) : callback);
      }

      @Override
      public void commitTransaction() {
        long began = System.nanoTime();
        super.commitTransaction();
        commits.committed();
        open.committed(System.nanoTime() - began);
      }

      @Override
      public void abortTransaction() {
        open.aborted();
        super.abortTransaction();
      }
    };
  }

  private Callback timed(Callback callback) {
    return (metadata, exception) -> {
      if (exception == null && metadata.hasTimestamp()) {
        clock.acknowledged(metadata.timestamp(), System.currentTimeMillis());
      }
      callback.onCompletion(metadata, exception);
    };
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
      @Override
      public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        Set<Integer> read = new HashSet<>();
        for (TopicPartition partition : assignment()) {
          if (partition.topic().equals(logLines)) {
            read.add(partition.partition());
            tell(partition);
          }
        }
        commits.polled(read, records.records(logLines).iterator().hasNext());
        return records;
      }

      @Override
      public void close(CloseOptions options) {
        commits.ended();
        super.close(options);
      }

      private void tell(TopicPartition partition) {
        try {
          watch.position(partition.partition(), position(partition, Duration.ZERO));
        } catch (TimeoutException e) {
          // it has none yet
        }
      }
    };
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getRestoreConsumer(config);
  }
}
