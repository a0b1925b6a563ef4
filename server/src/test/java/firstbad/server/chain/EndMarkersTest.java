package firstbad.server.chain;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedKafka;
import firstbad.schemas.TestTopics;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class EndMarkersTest {
  @Test
  void the_last_line_of_a_log_is_no_marker() throws Exception {
    String lines = Topics.ofDefaultPrefix().name(Topic.LOG_LINES);
    TopicPartition plain = new TopicPartition(lines, 0);
    TopicPartition marked = new TopicPartition(lines, 1);
    try (EmbeddedKafka kafka = EmbeddedKafka.started();
        TestTopics topics = new TestTopics(kafka.clientProperties(), 2)) {
      topics.flush();
      long line = sent(kafka, plain, null);
      long marker = sent(kafka, marked, "made up") + 1;
      EndMarkers markers = new EndMarkers(kafka.clientProperties());

      assertThat(markers.only(Map.of(plain, line))).isFalse();
      assertThat(markers.only(Map.of(marked, marker))).isTrue();
      assertThat(markers.only(Map.of(plain, line, marked, marker))).isFalse();
    }
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
