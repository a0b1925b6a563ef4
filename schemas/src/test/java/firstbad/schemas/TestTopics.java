package firstbad.schemas;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** The topics and schemas on a real broker, for the tests of every module: written to and read. */
public final class TestTopics implements AutoCloseable {
  private static final int PATIENCE_MS = 600_000; // a machine may be slow

  private final Map<String, Object> client;
  private final Topics topics;
  private final EventSerdes serdes;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  /** Those of the default prefix, on a cluster of one broker. */
  public TestTopics(Map<String, Object> client, int partitions) {
    this(client, Topics.ofDefaultPrefix(), partitions, (short) 1);
  }

  /**
   * Creates what is missing.
   *
   * @param client {@code bootstrap.servers} and {@code schema.registry.url}
   */
  public TestTopics(Map<String, Object> client, Topics topics, int partitions, short replicas) {
    ContractSetup.createMissing(client, topics, partitions, replicas);
    this.client = client;
    this.topics = topics;
    this.serdes = EventSerdes.of(client);
  }

  public Topics names() {
    return topics;
  }

  public EventSerdes serdes() {
    return serdes;
  }

  /** Writes an event, and waits until it is there. */
  public void send(Topic topic, String key, SpecificRecord event) {
    try {
      var unused = producer().send(record(topic, null, key, encoded(topic, event))).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An event as it is written. */
  public byte[] encoded(Topic topic, SpecificRecord event) {
    return serdes.serializer(SpecificRecord.class).serialize(topics.name(topic), event);
  }

  /** Begins to write any bytes into a partition, or into that of the key; {@link #flush} waits. */
  public void begin(Topic topic, @Nullable Integer partition, String key, byte[] value) {
    begin(record(topic, partition, key, value));
  }

  /** Begins to write a record; {@link #flush} waits. */
  public void begin(ProducerRecord<byte[], byte[]> record) {
    var unused = producer().send(record);
  }

  private ProducerRecord<byte[], byte[]> record(
      Topic topic, @Nullable Integer partition, String key, byte[] value) {
    return new ProducerRecord<>(
        topics.name(topic), partition, key.getBytes(StandardCharsets.UTF_8), value);
  }

  /** Waits until all is there. */
  public void flush() {
    producer().flush();
  }

  private synchronized KafkaProducer<byte[], byte[]> producer() {
    if (producer == null) {
      Map<String, Object> settings = new HashMap<>(client);
      settings.put("linger.ms", 1);
      settings.put("max.block.ms", PATIENCE_MS);
      settings.put("delivery.timeout.ms", PATIENCE_MS);
      producer =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  /** All events of a topic that are committed now. */
  public <T extends SpecificRecord> List<T> committed(Topic topic, Class<T> type) {
    List<T> events = new ArrayList<>();
    read(topic, type, (key, event) -> events.add(event));
    return events;
  }

  /** All events of a topic that are committed now, each with its key. */
  public <T extends SpecificRecord> void read(
      Topic topic, Class<T> type, BiConsumer<String, T> each) {
    Deserializer<T> values = serdes.deserializer(type);
    read(
        topics.name(topic),
        record ->
            each.accept(
                new String(record.key(), StandardCharsets.UTF_8),
                values.deserialize(record.topic(), record.value())));
  }

  /** All records of a topic that are committed now. */
  public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(each);
      }
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
    }
    serdes.close();
  }
}
