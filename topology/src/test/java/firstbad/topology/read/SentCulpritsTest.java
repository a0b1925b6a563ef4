package firstbad.topology.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SentCulpritsTest {
  private static final String TOPIC = "culprits";

  @Test
  void a_transaction_that_has_no_end_is_named_and_does_not_hold_up_a_stop() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.started();
        Admin admin = Admin.create(kafka.clientProperties())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(5, TimeUnit.MINUTES);
      try (KafkaProducer<byte[], byte[]> producer = transactional(kafka)) {
        send(producer, "ended");
        producer.commitTransaction();
        assertThat(read(kafka, () -> false, Duration.ofMinutes(5))).containsExactly("ended");

        send(producer, "open");
        assertThatThrownBy(() -> read(kafka, () -> false, Duration.ZERO))
            .isInstanceOf(UnreadCulprits.class)
            .hasMessageContainingAll("culprits-0", "kafka-transactions.sh find-hanging")
            .hasNoCause();
        assertThatThrownBy(() -> read(kafka, () -> true, Duration.ofMinutes(5)))
            .isInstanceOf(UnreadCulprits.class)
            .hasMessageContaining("stopped");

        producer.commitTransaction();
        assertThat(read(kafka, () -> false, Duration.ofMinutes(5)))
            .containsExactly("ended", "open");
      }
    }
  }

  @Test
  void a_broker_that_is_away_is_no_reason_to_throw_the_state_away() {
    Map<String, Object> nowhere =
        Map.of("bootstrap.servers", "127.0.0.1:1", "default.api.timeout.ms", 500);
    SentCulprits culprits = new SentCulprits(TOPIC, "app", nowhere, Optional::empty, () -> false);

    assertThatThrownBy(() -> culprits.read(0, id -> {}))
        .isInstanceOf(UnreadCulprits.class)
        .isNotInstanceOf(TimeoutException.class)
        .hasMessageContaining("culprits-0")
        .matches(FaultOrigin::retriable);
  }

  private static List<String> read(EmbeddedKafka kafka, BooleanSupplier stopped, Duration within) {
    List<String> ids = new ArrayList<>();
    new SentCulprits(TOPIC, "app", kafka.clientProperties(), Optional::empty, stopped, within)
        .read(0, ids::add);
    return ids;
  }

  private static KafkaProducer<byte[], byte[]> transactional(EmbeddedKafka kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "of-another");
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 600_000);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, String id) {
    producer.beginTransaction();
    var unused = producer.send(new ProducerRecord<>(TOPIC, id.getBytes(UTF_8), new byte[1]));
    producer.flush();
  }
}
