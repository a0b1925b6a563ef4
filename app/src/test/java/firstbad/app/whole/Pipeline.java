package firstbad.app.whole;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.Alert;
import firstbad.events.Assessment;
import firstbad.events.Bisection;
import firstbad.events.CrashCounts;
import firstbad.events.CulpritFound;
import firstbad.events.LogLine;
import firstbad.events.Revision;
import firstbad.events.Suspect;
import firstbad.publisher.Destination;
import firstbad.publisher.LogPublisher;
import firstbad.schemas.TestTopics;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Topics on a real broker: set up, written to, watched and read. */
public final class Pipeline implements AutoCloseable {
  static final int PARTITIONS = 4;
  private static final String APPLICATION = "firstbad.topology";
  private static final String STANDINGS = APPLICATION + "-culprits-and-verifications-repartition";
  private static final List<String> INNER =
      List.of(
          APPLICATION + "-crash-deltas-repartition",
          APPLICATION + "-suspicions-repartition",
          STANDINGS);
  private static final Duration STANDSTILL = Duration.ofMinutes(10);

  private final Topics names = Topics.ofDefaultPrefix();
  private final String bootstrapServers;
  private final String registryUrl;
  private final Admin admin;
  private final TestTopics topics;

  Pipeline(EmbeddedKafka kafka) {
    this(kafka.bootstrapServers(), kafka.registryUrl(), (short) 1);
  }

  /**
   * Topics with so many replicas of each partition, on any cluster.
   *
   * @param bootstrapServers {@code host:port}, several with commas
   */
  public Pipeline(String bootstrapServers, String registryUrl, short replicas) {
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.topics =
        new TestTopics(
            Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", registryUrl),
            names,
            PARTITIONS,
            replicas);
  }

  TestTopics topics() {
    return topics;
  }

  public LogPublisher publisher() {
    return LogPublisher.open(Destination.of(bootstrapServers, registryUrl));
  }

  /** Waits until the topology has committed so many lines. */
  void awaitRead(long lines, CommandProcess... running) throws Exception {
    await(lines + " lines", () -> linesCommitted() >= lines, running);
  }

  /** Waits until the topology has committed all lines and all that followed from them. */
  void awaitAllRead(CommandProcess... running) throws Exception {
    await("all lines", this::allRead, running);
  }

  /**
   * Waits for something that these processes bring about, for as long as they get on: a machine may
   * be slow.
   */
  void await(String what, Callable<Boolean> condition, CommandProcess... running) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> before = committed();
    long deadline = System.nanoTime() + STANDSTILL.toNanos();
    while (!condition.call()) {
      for (CommandProcess process : running) {
        process.requireAlive();
      }
      if (System.nanoTime() > deadline) {
        Map<TopicPartition, OffsetAndMetadata> now = committed();
        if (now.equals(before)) {
          throw new AssertionError(
              "Nothing moved for " + STANDSTILL + " before " + what + "; committed: " + now);
        }
        before = now;
        deadline = System.nanoTime() + STANDSTILL.toNanos();
      }
      Thread.sleep(200);
    }
  }

  private long linesCommitted() throws Exception {
    return committed().entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(names.name(Topic.LOG_LINES)))
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  private boolean allRead() throws Exception {
    if (!admin.listTopics().names().get().containsAll(INNER)) {
      return false;
    }
    Map<TopicPartition, OffsetAndMetadata> committed = committed();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      asked.put(new TopicPartition(names.name(Topic.LOG_LINES), partition), OffsetSpec.latest());
      asked.put(new TopicPartition(names.name(Topic.CULPRITS), partition), OffsetSpec.latest());
      for (String inner : INNER) {
        if (partition == 0 || !inner.equals(STANDINGS)) { // which has one partition
          asked.put(new TopicPartition(inner, partition), OffsetSpec.latest());
        }
      }
    }
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
        admin.listOffsets(asked).all().get().entrySet()) {
      OffsetAndMetadata at = committed.get(end.getKey());
      long read = at == null ? 0 : at.offset();
      // Behind the last record of a transaction stands its marker, which nobody commits.
      long markers = end.getKey().topic().equals(names.name(Topic.LOG_LINES)) ? 0 : 1;
      if (read + markers < end.getValue().offset()) {
        return false;
      }
    }
    return true;
  }

  private Map<TopicPartition, OffsetAndMetadata> committed() throws Exception {
    return admin.listConsumerGroupOffsets(APPLICATION).partitionsToOffsetAndMetadata().get();
  }

  /** All that a consumer of committed records finds. */
  public Findings findings() {
    Findings findings = Findings.none();
    topics.read(Topic.BISECTIONS, Bisection.class, findings::bisection);
    topics.read(Topic.REVISIONS, Revision.class, findings::revision);
    topics.read(Topic.CULPRITS, CulpritFound.class, findings::culprit);
    topics.read(Topic.CRASH_COUNTS, CrashCounts.class, findings::crashCounts);
    topics.read(Topic.SUSPECTS, Suspect.class, findings::suspect);
    topics.read(Topic.ASSESSMENTS, Assessment.class, findings::assessment);
    topics.read(Topic.ALERTS, Alert.class, findings::alert);
    return findings;
  }

  /** The ids of the bisections that have a culprit by now. */
  Set<String> withCulprit() {
    Set<String> ids = new HashSet<>();
    topics.read(Topic.CULPRITS, CulpritFound.class, (id, culprit) -> ids.add(id));
    return ids;
  }

  /** Every record of a line, those that came again among them. */
  public List<LogLine> lines() {
    return topics.committed(Topic.LOG_LINES, LogLine.class);
  }

  /** Every record of a line with its key. */
  public void linesById(BiConsumer<String, LogLine> each) {
    topics.read(Topic.LOG_LINES, LogLine.class, each);
  }

  /** Every alert so far. */
  public List<Alert> alerts() {
    return topics.committed(Topic.ALERTS, Alert.class);
  }

  /** How many records are in the dead letters. */
  public long deadLetters() {
    long[] count = {0};
    topics.read(names.name(Topic.DEAD_LETTERS), letter -> count[0]++);
    return count[0];
  }

  /** The size of the largest value in any topic but that of the lines, in bytes. */
  int largestRecord() {
    int[] largest = {0};
    for (Topic topic : Topic.values()) {
      if (topic != Topic.LOG_LINES) {
        topics.read(
            names.name(topic), record -> largest[0] = Math.max(largest[0], record.value().length));
      }
    }
    return largest[0];
  }

  @Override
  public void close() {
    admin.close();
    topics.close();
  }
}
