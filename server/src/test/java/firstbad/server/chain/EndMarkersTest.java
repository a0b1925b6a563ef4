package firstbad.server.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.embedded.EmbeddedKafka;
import firstbad.schemas.TestTopics;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What the chain asks a real broker, and how seldom. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class EndMarkersTest {
  private static final String LINES = Topics.ofDefaultPrefix().name(Topic.LOG_LINES);

  private final EmbeddedKafka kafka = EmbeddedKafka.started();
  private final TestTopics topics = new TestTopics(kafka.clientProperties(), 2);

  @BeforeAll
  void make() {
    topics.flush();
  }

  @AfterAll
  void stop() {
    topics.close();
    kafka.close();
  }

  @Test
  void where_partitions_begin_is_asked_once_and_where_they_end_each_time() throws Exception {
    List<String> requests = new ArrayList<>();
    PartitionEnds ends = new PartitionEnds(LINES, Duration.ofMinutes(1));
    try (Admin broker = Admin.create(kafka.clientProperties())) {
      Admin admin = counting(broker, requests);
      for (int look = 0; look < 3; look++) {
        assertThat(ends.ends(admin)).hasSize(2);
      }
      assertThat(requests)
          .containsExactly(
              "describeTopics", "listOffsets", "listOffsets", "listOffsets", "listOffsets");
      assertThat(ends.begins().values()).containsExactly(0L, 0L);

      requests.clear();
      ends.forget();
      assertThat(ends.ends(admin)).hasSize(2);
      assertThat(requests).containsExactly("describeTopics", "listOffsets", "listOffsets");

      requests.clear();
      assertThatThrownBy(() -> ends.ends(without("listOffsets"))).isInstanceOf(Gone.class);
      assertThat(ends.ends(admin)).hasSize(2);
      assertThat(requests)
          .as("after a failure a partition may be no more")
          .containsExactly("describeTopics", "listOffsets", "listOffsets");
    }
  }

  private static final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static Admin without(String request) {
    return proxy(
        (self, method, arguments) -> {
          assertThat(method.getName()).isEqualTo(request);
          throw new Gone();
        });
  }

  private static Admin counting(Admin broker, List<String> requests) {
    return proxy(
        (self, method, arguments) -> {
          requests.add(method.getName());
          return method.invoke(broker, arguments);
        });
  }

  private static Admin proxy(InvocationHandler handler) {
    return (Admin)
        Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, handler);
  }

  @Test
  void the_last_line_of_a_log_is_no_marker() throws Exception {
    TopicPartition plain = new TopicPartition(LINES, 0);
    TopicPartition marked = new TopicPartition(LINES, 1);
    long line = sent(kafka, plain, null);
    long marker = sent(kafka, marked, "made up") + 1;
    EndMarkers markers = new EndMarkers(kafka.clientProperties());

    assertThat(markers.isAt(marked, marker)).as("before a look").isFalse();
    markers.look(Map.of(plain, line, marked, marker));

    assertThat(markers.isAt(plain, line)).isFalse();
    assertThat(markers.isAt(marked, marker)).isTrue();
    assertThat(markers.isAt(marked, marker + 1)).isFalse();
  }

  /** The offset of a record, in a transaction where one is named. */
  private static long sent(EmbeddedKafka kafka, TopicPartition to, @Nullable String transaction)
      throws Exception {
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    if (transaction != null) {
      settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transaction);
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(to.topic(), to.partition(), null, new byte[] {1});
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      if (transaction == null) {
        return producer.send(record).get().offset();
      }
      producer.initTransactions();
      producer.beginTransaction();
      var sent = producer.send(record);
      producer.commitTransaction();
      return sent.get().offset();
    }
  }
}
