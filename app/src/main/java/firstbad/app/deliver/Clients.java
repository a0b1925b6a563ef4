package firstbad.app.deliver;

import firstbad.schemas.Limits;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka clients as the last hop needs them: what is taken and what is written go together. */
final class Clients {
  // Readers wait so long for what a killed process left open.
  private static final int TRANSACTION_MS = 10_000;
  private static final int LARGEST_REQUEST = 8 * Limits.BATCH_BYTES;

  static KafkaProducer<String, byte[]> producer(Map<String, Object> properties, Topics topics) {
    return producer(properties, topics.prefix() + "deliver-" + UUID.randomUUID());
  }

  /**
   * A producer of transactions.
   *
   * @param transactionalId no two that live at the same time have the same; a later one ends an
   *     earlier one
   */
  static KafkaProducer<String, byte[]> producer(
      Map<String, Object> properties, String transactionalId) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    all.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MS);
    // An event as JSON is larger than it was; the brokers' limit holds for what was compressed.
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, Topic.COMPRESSION);
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    // Shorter than a transaction lasts: what is not taken by then is begun anew.
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_MS);
    all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TRANSACTION_MS / 2);
    all.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "firstbad-deliver");
    return new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
  }

  /** A consumer of committed records that shares the work with others of its group. */
  static KafkaConsumer<String, byte[]> consumer(Map<String, Object> properties, String group) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    all.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "firstbad-deliver");
    return new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private Clients() {}
}
