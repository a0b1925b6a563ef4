package firstbad.server.chain;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedKafka;
import firstbad.schemas.TestTopics;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a real broker: lines that nobody judges are seen, and so is a broker that is gone. */
@Tag("slow")
class JudgingTest {
  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final String GROUP = "firstbad.topology";

  @Test
  void it_says_who_is_missing_and_since_when() throws Exception {
    Topics topics = Topics.ofDefaultPrefix();
    String lines = topics.name(Topic.LOG_LINES);
    try (EmbeddedKafka kafka = EmbeddedKafka.started();
        Judging judging = new Judging(topics, GROUP, kafka.clientProperties())) {
      judging.start();
      write(kafka, lines, 7);
      await(
          judging,
          said ->
              said.equals(
                  "7 lines wait and no topology reads them (group firstbad.topology has no"
                      + " member); start one with: firstbad topology"));
      assertThat(judging.millis()).isGreaterThan(9_000);

      commit(kafka, new TopicPartition(lines, 0), 7);
      await(judging, String::isEmpty);
      assertThat(judging.millis()).isZero();
      assertThat(deletedUnread(judging)).isZero();

      write(kafka, lines, 5);
      delete(kafka, new TopicPartition(lines, 0), 10);
      await(() -> deletedUnread(judging) == 3);
      commit(kafka, new TopicPartition(lines, 0), 12);
      await(judging, String::isEmpty);
      assertThat(deletedUnread(judging)).isEqualTo(3);

      kafka.broker().stop();
      await(judging, said -> said.startsWith("Kafka has not answered for "));
      kafka.broker().start();
      await(judging, String::isEmpty);
    }
  }

  private static void write(EmbeddedKafka kafka, String lines, int count) {
    try (TestTopics written = new TestTopics(kafka.clientProperties(), 1)) {
      for (int line = 0; line < count; line++) {
        written.begin(new ProducerRecord<>(lines, new byte[] {1}));
      }
      written.flush();
    }
  }

  /** As a retention does, but at once. */
  private static void delete(EmbeddedKafka kafka, TopicPartition partition, long before)
      throws Exception {
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before))).all().get();
    }
  }

  private static double deletedUnread(Judging judging) {
    MeterRegistry registry = new SimpleMeterRegistry();
    judging.bind(registry);
    return registry.get("firstbad.lines.deleted.unread").functionCounter().count();
  }

  private static void commit(EmbeddedKafka kafka, TopicPartition partition, long offset) {
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    settings.put("group.id", GROUP);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset)));
    }
  }

  private static void await(Judging judging, Predicate<String> said) throws InterruptedException {
    await(() -> said.test(judging.notReady().orElse("")));
  }

  private static void await(BooleanSupplier seen) throws InterruptedException {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!seen.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
