package firstbad.app.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import firstbad.app.deliver.receiver.MessageKeys;
import firstbad.app.read.IdleTimeout;
import firstbad.schemas.ForgetOrder;
import firstbad.schemas.KeyPartition;
import firstbad.schemas.NewHeaders;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The records about a bisection that are there, and those that take them back. */
final class Tombstones implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final List<Topic> FINDINGS =
      List.of(
          Topic.BISECTIONS,
          Topic.REVISIONS,
          Topic.CULPRITS,
          Topic.ASSESSMENTS,
          Topic.ALERTS,
          Topic.VERIFICATIONS,
          Topic.DELIVERIES,
          Topic.UNDELIVERED);

  private final Topics topics;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> reader;
  private final KafkaProducer<byte[], byte[]> writer;

  private record TopicKey(String topic, int partition, String key) {}

  Tombstones(Map<String, Object> properties, Topics topics) {
    this.topics = topics;
    Map<String, Object> reading = new HashMap<>(properties);
    reading.put("isolation.level", "read_committed");
    reading.put("enable.auto.commit", false);
    reading.remove("group.id");
    Map<String, Object> writing = new HashMap<>(properties);
    writing.put("acks", "all");
    admin = Admin.create(properties);
    reader = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    writer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** How many records of findings are about the bisection now. */
  long count(String id) {
    return places(id).size();
  }

  /**
   * Whether there are lines or a request to forget, also where none was judged yet. Only their own
   * partition is read, up to the first of them.
   */
  boolean hasLines(String id) {
    byte[] key = id.getBytes(UTF_8);
    String lines = topics.name(Topic.LOG_LINES);
    int partition = KeyPartition.of(key, reader.partitionsFor(lines).size());
    AtomicBoolean seen = new AtomicBoolean();
    read(
        List.of(new TopicPartition(lines, partition)),
        found -> {
          seen.compareAndSet(false, Arrays.equals(found.key(), key));
          return !seen.get();
        });
    return seen.get();
  }

  /**
   * Orders the topology to read no more of the bisection.
   *
   * @return whether it has read the order within this time
   */
  boolean order(String id, String group, Duration within) throws InterruptedException {
    Headers headers = NewHeaders.none();
    headers.add(ForgetOrder.HEADER, id.getBytes(UTF_8));
    RecordMetadata order =
        sent(
            writer.send(
                new ProducerRecord<>(
                    topics.name(Topic.LOG_LINES), null, id.getBytes(UTF_8), null, headers)));
    TopicPartition partition = new TopicPartition(order.topic(), order.partition());
    long deadline = System.nanoTime() + within.toNanos();
    while (System.nanoTime() < deadline) {
      OffsetAndMetadata read =
          answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
              .get(partition);
      if (read != null && read.offset() > order.offset()) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
    return false;
  }

  /**
   * Writes tombstones for all records of findings about the bisection; how many. Those of the
   * undelivered come first: whoever sends one again looks there last.
   */
  long write(String id) throws InterruptedException {
    Map<TopicKey, Long> places = places(id);
    String undelivered = topics.name(Topic.UNDELIVERED);
    Map<TopicKey, Long> first = new LinkedHashMap<>(places);
    first.keySet().removeIf(place -> !place.topic().equals(undelivered));
    writeAll(first);
    Map<TopicKey, Long> others = new LinkedHashMap<>(places);
    others.keySet().removeAll(first.keySet());
    writeAll(others);
    return places.size();
  }

  /** Returns when the brokers have all of them. */
  private void writeAll(Map<TopicKey, Long> places) throws InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Map.Entry<TopicKey, Long> each : places.entrySet()) {
      TopicKey place = each.getKey();
      // Where Kafka has dropped its place, 'deliver' begins at the time of the newest delivery.
      Long at = place.topic().equals(topics.name(Topic.DELIVERIES)) ? each.getValue() : null;
      sent.add(
          writer.send(
              new ProducerRecord<byte[], byte[]>(
                  place.topic(), place.partition(), at, place.key().getBytes(UTF_8), null)));
    }
    for (Future<RecordMetadata> each : sent) {
      RecordMetadata unused = sent(each);
    }
  }

  /** Where there are such records, and their time in milliseconds since the epoch. */
  private Map<TopicKey, Long> places(String id) {
    Map<TopicKey, Long> places = new LinkedHashMap<>();
    read(
        findingsPartitions(),
        found -> {
          note(found, id, places);
          return true;
        });
    return places;
  }

  /** Reads what is there now, as long as {@code more} says so. */
  private void read(
      List<TopicPartition> partitions, Predicate<ConsumerRecord<byte[], byte[]>> more) {
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
    IdleTimeout timeout = new IdleTimeout(System::nanoTime, "Kafka");
    for (long left = left(ends); left > 0; left = left(ends)) {
      timeout.left(left);
      for (ConsumerRecord<byte[], byte[]> found : reader.poll(POLL)) {
        if (!more.test(found)) {
          return;
        }
      }
    }
  }

  private long left(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - reader.position(end.getKey())))
        .sum();
  }

  private List<TopicPartition> findingsPartitions() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : FINDINGS) {
      reader
          .partitionsFor(topics.name(topic))
          .forEach(each -> partitions.add(new TopicPartition(each.topic(), each.partition())));
    }
    return partitions;
  }

  private void note(ConsumerRecord<byte[], byte[]> found, String id, Map<TopicKey, Long> places) {
    if (found.key() == null) {
      return;
    }
    String key = new String(found.key(), UTF_8);
    if (about(found.topic(), key, id)) {
      TopicKey place = new TopicKey(found.topic(), found.partition(), key);
      if (found.value() == null) {
        places.remove(place);
      } else {
        places.put(place, found.timestamp());
      }
    }
  }

  private boolean about(String topic, String key, String id) {
    String rest = key.startsWith(id + "/") ? key.substring(id.length() + 1) : "";
    if (topic.equals(topics.name(Topic.REVISIONS))) {
      return rest.matches("[0-9]+");
    }
    if (topic.equals(topics.name(Topic.DELIVERIES))
        || topic.equals(topics.name(Topic.UNDELIVERED))) {
      return deliveryAbout(key, id);
    }
    return topic.equals(topics.name(Topic.VERIFICATIONS))
        ? rest.matches("[A-Z_]+")
        : key.equals(id);
  }

  /** Whether the key of a delivery, after its receiver, is one that events of this id have. */
  private boolean deliveryAbout(String key, String id) {
    for (Map.Entry<Topic, String> kind : MessageKeys.AFTER_ID.entrySet()) {
      String begin = "/" + topics.name(kind.getKey()) + "/" + id;
      int at = key.lastIndexOf(begin);
      if (at > 0 && key.substring(at + begin.length()).matches(kind.getValue())) {
        return true;
      }
    }
    return false;
  }

  private static <T> T sent(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause() == null ? e : e.getCause());
    }
  }

  private static <T> T answer(org.apache.kafka.common.KafkaFuture<T> future)
      throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
    admin.close(Duration.ZERO); // what was asked would be waited for
  }
}
