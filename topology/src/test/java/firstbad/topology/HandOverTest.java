package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.Bisection;
import firstbad.events.CulpritFound;
import firstbad.events.Outcome;
import firstbad.schemas.Topic;
import firstbad.topology.read.DeadLetter;
import firstbad.topology.read.SentCulprits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One application id takes over from another on the same topics, and back. */
@Tag("slow")
class HandOverTest extends OnOneBroker {
  private static final String GREEN = "green";
  private static final int LOGS = 40;
  private static final int LATER = 5;
  private static final int AT_GREEN = LOGS + LATER + 5;
  private static final int AT_THE_END = AT_GREEN + 2;
  private static final int END = SeedLog.LINES.size() + 1;

  @Test
  void no_culprit_is_named_again_by_who_takes_over_and_none_is_lost()
      throws IOException, InterruptedException, ExecutionException {
    try (LiveTopology live = new LiveTopology(kafka, "over.", folder)) {
      try (InstanceProcess blue = live.process("blue", InstanceProcess.Build.THIS)) {
        live.awaitSharing(1);
        live.publish("half", 1, SeedLog.LINES.subList(0, 90));
        publish(live, "first", LOGS);
        awaitCulprits(live, LOGS / 4);
        blue.kill();
      }
      publish(live, "later", LATER); // so that there is something left to find, however fast it was
      int byBlue = culprits(live).size();
      try (InstanceProcess green = live.process(GREEN, GREEN, InstanceProcess.Build.THIS)) {
        awaitCulprits(live, byBlue + 1);
        green.kill();
      }
      try (BisectionTopology green = live.under(GREEN);
          KafkaProducer<byte[], byte[]> late = transactional()) {
        begin(late, live, "late-0"); // as one that was killed leaves it
        publish(live, "late", 1);
        green.start();
        LiveTopology.await("green waits for the end of the transaction", HandOverTest::waits);
        late.commitTransaction();
        live.publish("half", 91, SeedLog.LINES.subList(90, SeedLog.LINES.size()));
        live.end("half", END);
        publish(live, "second", 3);
        awaitRead(live, GREEN);
        awaitCulprits(live, AT_GREEN);
      }
      forgetTraces(GREEN);
      // The way back: it goes on from where it was killed, and reads what the other has named.
      try (BisectionTopology blue = live.under(LiveTopology.application(live.topics))) {
        blue.start();
        publish(live, "third", 2);
        awaitRead(live, LiveTopology.application(live.topics));
        awaitCulprits(live, AT_THE_END);
      }
      assertThat(culprits(live)).doesNotHaveDuplicates().hasSize(AT_THE_END);
      assertThat(outcomes(live).values()).hasSize(AT_THE_END).containsOnly(Outcome.CULPRIT_FOUND);
    }
  }

  @Test
  void a_log_in_the_partition_of_another_id_is_refused_and_read_where_it_belongs()
      throws InterruptedException {
    String id = HostileRecords.placed("job-");
    try (LiveTopology live = new LiveTopology(kafka, "placed.", folder);
        BisectionTopology topology = live.under("placed.app")) {
      topology.start();
      live.publish(1, id, 1, SeedLog.LINES);
      live.end(1, id, END);
      String letters = live.topics.name(Topic.DEAD_LETTERS);
      LiveTopology.await("all refused", () -> live.committed(letters).size() == END);
      assertThat(live.committed(letters))
          .allSatisfy(
              letter ->
                  assertThat(
                          new String(
                              letter.headers().lastHeader(DeadLetter.REASON).value(),
                              StandardCharsets.UTF_8))
                      .startsWith("The id " + id + " belongs to partition 0, and this record is in")
                      .contains("partitioner=murmur2_random"));

      live.publish(id, 1, SeedLog.LINES);
      live.end(id, END);
      awaitCulprits(live, 1);
      assertThat(culprits(live)).containsExactly(id);
      assertThat(topology.lines().deadLettered()).isEqualTo(END);
    }
  }

  @Test
  void who_waits_for_the_end_of_a_transaction_stops_when_told_to() throws InterruptedException {
    try (LiveTopology live = new LiveTopology(kafka, "stop.", folder);
        KafkaProducer<byte[], byte[]> open = transactional()) {
      open.beginTransaction();
      for (int partition = 0; partition < 2; partition++) {
        byte[] id = "never-committed".getBytes(StandardCharsets.UTF_8);
        var unused =
            open.send(
                new ProducerRecord<>(live.topics.name(Topic.CULPRITS), partition, id, new byte[1]));
      }
      open.flush();
      BisectionTopology topology = live.under("stop.app");
      try (topology) {
        topology.start();
        publish(live, "job", 1);
        LiveTopology.await("it waits for the end of the transaction", HandOverTest::waits);
      }
      assertThat(topology.health()).isEqualTo(new Health(Health.State.STOPPED, null));
      assertThat(waits()).isFalse();
      open.abortTransaction();
      assertThat(culprits(live)).isEmpty();
    }
  }

  /** As Kafka and those who tidy up do, sooner or later. */
  private static void forgetTraces(String application)
      throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      LiveTopology.await("the group has no member", () -> deleted(admin, application));
      List<String> kept =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith(application + "-"))
              .toList();
      assertThat(kept).isNotEmpty();
      admin.deleteTopics(kept).all().get();
    }
  }

  private static boolean deleted(Admin admin, String group) {
    try {
      admin.deleteConsumerGroups(List.of(group)).all().get();
      return true;
    } catch (ExecutionException stillUsed) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KafkaProducer<byte[], byte[]> transactional() {
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "of-another");
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 600_000);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  /** Sends the culprit of another bisection under this id, in a transaction that stays open. */
  private static void begin(KafkaProducer<byte[], byte[]> producer, LiveTopology live, String id) {
    CulpritFound sent = live.committed(Topic.CULPRITS, CulpritFound.class).get(0);
    CulpritFound culprit = CulpritFound.newBuilder(sent).setId(id).build();
    producer.beginTransaction();
    var unused =
        producer.send(
            new ProducerRecord<>(
                live.topics.name(Topic.CULPRITS),
                id.getBytes(StandardCharsets.UTF_8),
                live.encoded(Topic.CULPRITS, culprit)));
    producer.flush();
  }

  /** Whether a thread of this process reads the culprits that were sent. */
  private static boolean waits() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getClassName().equals(SentCulprits.class.getName()));
  }

  static void publish(LiveTopology live, String name, int logs) {
    for (int log = 0; log < logs; log++) {
      live.publish(name + "-" + log, 1, SeedLog.LINES);
      live.end(name + "-" + log, END);
    }
  }

  static List<String> culprits(LiveTopology live) {
    return live.committed(Topic.CULPRITS, CulpritFound.class).stream()
        .map(CulpritFound::getId)
        .toList();
  }

  static void awaitCulprits(LiveTopology live, int count) throws InterruptedException {
    LiveTopology.await(count + " culprits", () -> culprits(live).size() >= count);
  }

  private static Map<String, Outcome> outcomes(LiveTopology live) {
    Map<String, Outcome> outcomes = new HashMap<>();
    live.committed(Topic.BISECTIONS, Bisection.class)
        .forEach(head -> outcomes.put(head.getId(), head.getOutcome()));
    return outcomes;
  }

  /** Waits until the application has committed all lines that are there. */
  private static void awaitRead(LiveTopology live, String application)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, Long> ends = new HashMap<>();
    live.committed(live.topics.name(Topic.LOG_LINES))
        .forEach(
            line ->
                ends.merge(
                    new TopicPartition(line.topic(), line.partition()),
                    line.offset() + 1,
                    Math::max));
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      LiveTopology.await("all lines read by " + application, () -> read(admin, application, ends));
    }
  }

  private static boolean read(Admin admin, String application, Map<TopicPartition, Long> ends) {
    var offsets =
        admin
            .listConsumerGroupOffsets(application)
            .partitionsToOffsetAndMetadata()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return ends.entrySet().stream()
        .allMatch(
            end ->
                offsets.get(end.getKey()) != null
                    && offsets.get(end.getKey()).offset() >= end.getValue());
  }
}
