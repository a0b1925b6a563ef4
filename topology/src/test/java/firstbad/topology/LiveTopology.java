package firstbad.topology;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.SchemaSetup;
import firstbad.schemas.Topic;
import firstbad.schemas.TopicSetup;
import firstbad.schemas.Topics;
import firstbad.topology.assemble.SilenceLimits;
import firstbad.topology.codec.StateFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Topics of their own on a real broker, what publishes to them, and what reads them committed. */
final class LiveTopology implements AutoCloseable {
  static final Instant OBSERVED = Instant.parse("2026-02-03T04:05:06Z");
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  final Topics topics;
  private final EmbeddedKafka kafka;
  private final Path folder;
  private final EventSerdes serdes;
  private final KafkaProducer<byte[], byte[]> producer;

  LiveTopology(EmbeddedKafka kafka, String prefix, Path folder) {
    this.kafka = kafka;
    this.folder = folder;
    topics = new Topics(prefix);
    serdes = EventSerdes.of(kafka.clientProperties());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      new TopicSetup(admin, topics).createMissing(2, (short) 1);
    }
    new SchemaSetup(serdes.registry(), topics).registerMissing();
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    settings.put("linger.ms", 1);
    settings.put("max.block.ms", DEADLINE.toMillis());
    settings.put("delivery.timeout.ms", (int) DEADLINE.toMillis());
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** An instance that is not started; instances of different names share the work. */
  BisectionTopology instance(String name, SilenceLimits silences) {
    return instance(name, silences, StateFormat.shipped());
  }

  /** An instance of the build that keeps state in this format. */
  BisectionTopology instance(String name, SilenceLimits silences, StateFormat state) {
    return new BisectionTopology(
        settings(
            kafka.bootstrapServers(),
            kafka.registryUrl(),
            topics,
            folder.resolve(name),
            silences,
            state));
  }

  /** An instance of a build in a process of its own. */
  InstanceProcess process(String name, InstanceProcess.Build build) throws IOException {
    return InstanceProcess.started(
        build, kafka.bootstrapServers(), kafka.registryUrl(), topics, folder.resolve(name));
  }

  static TopologySettings settings(
      String brokers,
      String registry,
      Topics topics,
      Path folder,
      SilenceLimits silences,
      StateFormat state) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("session.timeout.ms", 6000);
    properties.put("heartbeat.interval.ms", 1000);
    properties.put("acceptable.recovery.lag", 0);
    properties.put("probing.rebalance.interval.ms", 60_000);
    return new TopologySettings(
        new TopologySettings.Connection(brokers, registry, properties),
        topics,
        topics.prefix() + "app",
        folder,
        TopologySettings.Rules.shipped().with(silences).with(state));
  }

  void publish(String id, int from, List<String> texts) {
    int number = from;
    for (String text : texts) {
      publish(id, new LogLine((long) number, text, OBSERVED, Map.of(), false));
      number++;
    }
    producer.flush();
  }

  void end(String id, int number) {
    publish(id, new LogLine((long) number, "", OBSERVED, Map.of(), true));
    producer.flush();
  }

  /** Lets the publisher ask the registry what it needs to know. */
  void warmUp() {
    byte[] unused = encoded(new LogLine(1L, "", OBSERVED, Map.of(), false));
  }

  /** As {@link #publish(String, int, List)}, but into this partition, whatever the id. */
  void publish(int partition, String id, int from, List<String> texts) {
    int number = from;
    for (String text : texts) {
      raw(partition, id, encoded(new LogLine((long) number, text, OBSERVED, Map.of(), false)));
      number++;
    }
    producer.flush();
  }

  void end(int partition, String id, int number) {
    raw(partition, id, encoded(new LogLine((long) number, "", OBSERVED, Map.of(), true)));
    producer.flush();
  }

  private void raw(int partition, String id, byte[] value) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                topics.name(Topic.LOG_LINES),
                partition,
                id.getBytes(StandardCharsets.UTF_8),
                value));
  }

  private void publish(String id, LogLine line) {
    raw(id, encoded(line));
  }

  byte[] encoded(LogLine line) {
    return serdes.serializer(LogLine.class).serialize(topics.name(Topic.LOG_LINES), line);
  }

  void raw(String id, byte[] value) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                topics.name(Topic.LOG_LINES), id.getBytes(StandardCharsets.UTF_8), value));
  }

  /** All events of the topic that are committed now. */
  <T extends SpecificRecord> List<T> committed(Topic topic, Class<T> type) {
    Deserializer<T> reader = serdes.deserializer(type);
    return committed(topics.name(topic)).stream()
        .map(record -> reader.deserialize(record.topic(), record.value()))
        .toList();
  }

  /** All records of the topic that are committed now. */
  List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** Waits until the condition holds; fails after a generous deadline. */
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within " + DEADLINE + ": " + what);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Waits until so many instances share the work, and none is coming or going. */
  void awaitSharing(int instances) throws InterruptedException {
    String group = topics.prefix() + "app";
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      await(instances + " instances", () -> shared(admin, group, instances));
    }
  }

  private static boolean shared(Admin admin, String group, int instances) {
    try {
      ConsumerGroupDescription now =
          admin
              .describeConsumerGroups(List.of(group))
              .all()
              .toCompletionStage()
              .toCompletableFuture()
              .join()
              .get(group);
      return now != null
          && now.groupState() == GroupState.STABLE
          && now.members().size() == instances;
    } catch (CompletionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false; // nobody has joined yet
      }
      throw e;
    }
  }

  static void awaitRunning(BisectionTopology topology) throws InterruptedException {
    await("running", () -> topology.health().state() == Health.State.RUNNING);
  }

  @Override
  public void close() {
    producer.close();
    serdes.close();
  }
}
