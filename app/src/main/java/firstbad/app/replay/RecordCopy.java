package firstbad.app.replay;

import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.schemas.Limits;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Copies the records of a topic that are there now, each partition in its order. A record keeps its
 * partition where there are as many, since a producer may have chosen it.
 */
final class RecordCopy {
  private static final Duration POLL = Duration.ofMillis(500);

  /** What cannot be found again from the lines, or must not be found a second time. */
  private static final List<Topic> HANDED_OVER =
      List.of(Topic.CULPRITS, Topic.VERIFICATIONS, Topic.GIT_FACTS);

  private final Map<String, Object> properties;
  private final String from;
  private final String to;

  RecordCopy(Map<String, Object> properties, Topic topic, Topics from, Topics to) {
    this.properties = properties;
    this.from = from.name(topic);
    this.to = to.name(topic);
  }

  /** Copies what whoever moves to another prefix needs besides the lines. */
  static void handOver(
      Map<String, Object> properties, Topics from, Topics to, LongConsumer progress) {
    for (Topic topic : HANDED_OVER) {
      new RecordCopy(properties, topic, from, to).copy(0, any -> true, progress);
    }
  }

  /**
   * Copies.
   *
   * @param since milliseconds since the epoch; records that Kafka took before are left out
   * @param wanted by id
   * @param progress told how many were copied so far
   * @return how many records were copied
   * @throws Problem when Kafka does not do its part
   */
  long copy(long since, Predicate<String> wanted, LongConsumer progress) {
    AtomicReference<Exception> failed = new AtomicReference<>();
    long copied = 0;
    try (KafkaConsumer<byte[], byte[]> reader =
            new KafkaConsumer<>(
                reading(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> writer =
            new KafkaProducer<>(writing(), new ByteArraySerializer(), new ByteArraySerializer())) {
      Map<TopicPartition, Long> ends = begin(reader, since);
      boolean asWide = writer.partitionsFor(to).size() == ends.size();
      while (left(reader, ends)) {
        for (ConsumerRecord<byte[], byte[]> line : reader.poll(POLL)) {
          long end = ends.getOrDefault(new TopicPartition(from, line.partition()), 0L);
          if (line.offset() < end && line.key() != null && wanted.test(id(line))) {
            var unused =
                writer.send(copied(line, asWide), (metadata, e) -> failed.compareAndSet(null, e));
            copied++;
          }
        }
        progress.accept(copied);
        demandWritten(failed.get());
      }
      writer.flush();
      demandWritten(failed.get());
    } catch (KafkaException e) {
      throw new Problem(
          "The records of " + from + " cannot be copied: " + Sentences.reason(e) + ".", e);
    }
    return copied;
  }

  private ProducerRecord<byte[], byte[]> copied(
      ConsumerRecord<byte[], byte[]> record, boolean asWide) {
    return new ProducerRecord<>(
        to,
        asWide ? Integer.valueOf(record.partition()) : null,
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers());
  }

  private void demandWritten(@Nullable Exception failed) {
    if (failed != null) {
      throw new Problem(
          "The records cannot be written to " + to + ": " + Sentences.reason(failed) + ".", failed);
    }
  }

  private Map<TopicPartition, Long> begin(KafkaConsumer<byte[], byte[]> reader, long since) {
    List<TopicPartition> partitions = new ArrayList<>();
    reader
        .partitionsFor(from)
        .forEach(each -> partitions.add(new TopicPartition(from, each.partition())));
    reader.assign(partitions);
    Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
    if (since <= 0) {
      reader.seekToBeginning(partitions);
    } else {
      seek(reader, ends, since);
    }
    return ends;
  }

  private static void seek(
      KafkaConsumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends, long since) {
    Map<TopicPartition, Long> times = new HashMap<>();
    ends.keySet().forEach(partition -> times.put(partition, since));
    Map<TopicPartition, OffsetAndTimestamp> found = reader.offsetsForTimes(times);
    ends.forEach(
        (partition, end) -> {
          OffsetAndTimestamp first = found.get(partition);
          reader.seek(partition, first == null ? end : first.offset());
        });
  }

  private static boolean left(
      KafkaConsumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue());
  }

  private static String id(ConsumerRecord<byte[], byte[]> line) {
    return new String(line.key(), StandardCharsets.UTF_8);
  }

  private Map<String, Object> reading() {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("isolation.level", "read_committed");
    all.put("enable.auto.commit", false);
    all.put("client.id", "firstbad-replay");
    all.remove("group.id");
    return all;
  }

  private Map<String, Object> writing() {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("acks", "all");
    all.put("enable.idempotence", true);
    all.put("compression.type", Topic.COMPRESSION);
    all.put("linger.ms", 20);
    all.put("batch.size", 128 * 1024);
    all.put("max.request.size", 64 * Limits.REQUEST_BYTES); // as it was packed, it fitted
    all.put("buffer.memory", 128L * 1024 * 1024);
    all.put("client.id", "firstbad-replay");
    return all;
  }
}
