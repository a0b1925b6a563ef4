package firstbad.topology;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.LogLine;
import firstbad.schemas.TestTopics;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.topology.assemble.SilenceLimits;
import firstbad.topology.codec.StateFormat;
import java.io.IOException;
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
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** Topics of their own on a real broker, what publishes to them, and what reads them committed. */
final class LiveTopology implements AutoCloseable {
  static final Instant OBSERVED = Instant.parse("2026-02-03T04:05:06Z");
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  final Topics topics;
  private final EmbeddedKafka kafka;
  private final Path folder;
  private final TestTopics live;

  LiveTopology(EmbeddedKafka kafka, String prefix, Path folder) {
    this.kafka = kafka;
    this.folder = folder;
    topics = new Topics(prefix);
    live = new TestTopics(kafka.clientProperties(), topics, 2, (short) 1);
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

  /** An instance on a host with a clock of its own, milliseconds since the epoch. */
  BisectionTopology instance(String name, SilenceLimits silences, LongSupplier hostClock) {
    return new BisectionTopology(
        settings(
            kafka.bootstrapServers(),
            kafka.registryUrl(),
            topics,
            folder.resolve(name),
            silences,
            StateFormat.shipped()),
        hostClock);
  }

  /** An instance of a build in a process of its own. */
  InstanceProcess process(String name, InstanceProcess.Build build) throws IOException {
    return process(application(topics), name, build);
  }

  /** The same under another application id. */
  InstanceProcess process(String application, String name, InstanceProcess.Build build)
      throws IOException {
    return InstanceProcess.started(
        build,
        kafka.bootstrapServers(),
        kafka.registryUrl(),
        topics,
        application,
        folder.resolve(name));
  }

  /** An instance under another application id, which is not started. */
  BisectionTopology under(String application) {
    return new BisectionTopology(
        settings(
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                topics,
                folder.resolve(application),
                SilenceLimits.DEFAULT,
                StateFormat.shipped())
            .as(application));
  }

  /** The usual application id. */
  static String application(Topics topics) {
    return topics.prefix() + "app";
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
    properties.put("producer.transaction.timeout.ms", 8000);
    properties.put("acceptable.recovery.lag", 0);
    properties.put("probing.rebalance.interval.ms", 60_000);
    return new TopologySettings(
        new TopologySettings.Connection(brokers, registry, properties),
        topics,
        application(topics),
        folder,
        TopologySettings.Rules.shipped().with(silences).with(state));
  }

  void publish(String id, int from, List<String> texts) {
    write(null, id, from, texts);
  }

  void end(String id, int number) {
    write(null, id, end(number));
    live.flush();
  }

  /** Lets the publisher ask the registry what it needs to know. */
  void warmUp() {
    byte[] unused = encoded(line(1, ""));
  }

  /** As {@link #publish(String, int, List)}, but into this partition, whatever the id. */
  void publish(int partition, String id, int from, List<String> texts) {
    write(partition, id, from, texts);
  }

  void end(int partition, String id, int number) {
    write(partition, id, end(number));
    live.flush();
  }

  private void write(@Nullable Integer partition, String id, int from, List<String> texts) {
    int number = from;
    for (String text : texts) {
      write(partition, id, line(number, text));
      number++;
    }
    live.flush();
  }

  private void write(@Nullable Integer partition, String id, LogLine line) {
    live.begin(Topic.LOG_LINES, partition, id, encoded(line));
  }

  private static LogLine line(int number, String text) {
    return new LogLine((long) number, text, OBSERVED, Map.of(), false);
  }

  private static LogLine end(int number) {
    return new LogLine((long) number, "", OBSERVED, Map.of(), true);
  }

  byte[] encoded(LogLine line) {
    return live.encoded(Topic.LOG_LINES, line);
  }

  byte[] encoded(Topic topic, SpecificRecord event) {
    return live.encoded(topic, event);
  }

  void raw(String id, byte[] value) {
    live.begin(Topic.LOG_LINES, null, id, value);
  }

  /** All events of the topic that are committed now. */
  <T extends SpecificRecord> List<T> committed(Topic topic, Class<T> type) {
    return live.committed(topic, type);
  }

  /** All records of the topic that are committed now. */
  List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    live.read(topic, records::add);
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
    String group = application(topics);
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
    live.close();
  }
}
