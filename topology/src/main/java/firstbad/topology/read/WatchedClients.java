package firstbad.topology.read;

import firstbad.schemas.BoundedConsumer;
import firstbad.schemas.PollBudget;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
  private final Function<Map<String, Object>, Admin> admins;

  /**
   * @param logLines the topic whose partitions are watched
   * @param admins opens the admin by which Streams creates topics
   */
  public WatchedClients(
      String logLines,
      LeaderWatch watch,
      CommitWatch commits,
      BrokerClock clock,
      FindingTimes times,
      Function<Map<String, Object>, Admin> admins) {
    this.logLines = logLines;
    this.commits = commits;
    this.watch = watch;
    this.clock = clock;
    this.times = times;
    this.admins = admins;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return admins.apply(config);
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

  private void note(ConsumerRecords<byte[], byte[]> records, ReadAhead ahead) {
    for (TopicPartition partition : records.partitions()) {
      if (partition.topic().equals(logLines)) {
        List<ConsumerRecord<byte[], byte[]>> lines = records.records(partition);
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> line : lines) {
          bytes += PollBudget.bytes(line);
        }
        ahead.read(partition.partition(), lines.get(lines.size() - 1).offset(), bytes);
      }
    }
  }

  private Callback timed(Callback callback) {
    return (metadata, exception) -> {
      if (exception == null && metadata.hasTimestamp()) {
        clock.acknowledged(metadata.timestamp());
      }
      callback.onCompletion(metadata, exception);
    };
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new LineConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getRestoreConsumer(config);
  }

  /** Reads no more lines than fit into the memory, and tells how far it is. */
  private final class LineConsumer extends BoundedConsumer {
    private final Set<TopicPartition> held = new HashSet<>();
    private final PollPatience patience = new PollPatience(System::nanoTime);

    LineConsumer(Map<String, Object> config) {
      super(config);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      ReadAhead ahead = ReadAhead.ofThread();
      tell(ahead, true);
      Duration wait = patience.of(timeout);
      ConsumerRecords<byte[], byte[]> records = ahead.full() ? pollOthers(wait) : super.poll(wait);
      if (!records.isEmpty()) {
        patience.read();
      }
      Set<Integer> read = tell(ahead, false);
      ahead.keep(read);
      note(records, ahead);
      commits.polled(read, records.records(logLines).iterator().hasNext());
      return records;
    }

    /** Lines wait in the memory of the client, packed, until those that were read are done. */
    private ConsumerRecords<byte[], byte[]> pollOthers(Duration timeout) {
      held.addAll(assignment());
      held.removeAll(paused());
      held.removeIf(partition -> !partition.topic().equals(logLines));
      super.pause(held);
      try {
        return super.poll(timeout);
      } finally {
        held.retainAll(assignment());
        super.resume(held);
        held.clear();
      }
    }

    /** What Streams wants meanwhile, in a rebalance, is what holds afterwards. */
    @Override
    public void pause(Collection<TopicPartition> partitions) {
      held.removeAll(partitions);
      super.pause(partitions);
    }

    @Override
    public void close(CloseOptions options) {
      commits.ended();
      super.close(options);
    }

    /** The partitions of lines, each with its position told. */
    private Set<Integer> tell(ReadAhead ahead, boolean before) {
      Set<Integer> read = new HashSet<>();
      for (TopicPartition partition : assignment()) {
        if (partition.topic().equals(logLines)) {
          read.add(partition.partition());
          try {
            long position = position(partition, Duration.ZERO);
            ahead.position(partition.partition(), position, before);
            watch.position(partition.partition(), position);
          } catch (TimeoutException e) {
            // it has none yet
          }
        }
      }
      return read;
    }
  }
}
