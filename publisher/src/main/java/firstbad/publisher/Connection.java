package firstbad.publisher;

import firstbad.schemas.AdminSession;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Limits;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Opens a connection: asks broker and registry first, so that what is wrong is said at once. */
final class Connection {

  /** What the promises of {@link LogPublisher} rest on; it cannot be set from outside. */
  private static final Map<String, Object> PROMISES =
      Map.of(
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          StringSerializer.class,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ByteArraySerializer.class,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
          Limits.REQUEST_BYTES,
          ProducerConfig.ACKS_CONFIG,
          "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          true,
          ProducerConfig.RETRIES_CONFIG,
          Integer.MAX_VALUE,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          Integer.MAX_VALUE,
          // With more, a new leader that does not know this producer yet may refuse the first batch
          // for want of replicas and take the second: a log without its beginning.
          ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
          1,
          ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
          false);

  static LineSender open(Destination destination) {
    LineTopic asked = asked(destination);
    try {
      LineTopic topic = look(asked, destination);
      LineEncoding encoding = encoding(destination);
      encoding.probe(topic.name());
      Producer<String, byte[]> producer = new KafkaProducer<>(producer(destination));
      return new LineSender(producer, topic, encoding, destination.patience(), Clock.systemUTC());
    } catch (KafkaException e) {
      throw KafkaSentences.of(e, asked);
    }
  }

  private static LineTopic asked(Destination destination) {
    try {
      String name = new Topics(destination.prefix()).name(Topic.LOG_LINES);
      return new LineTopic(name, "", destination.bootstrapServers());
    } catch (IllegalArgumentException e) {
      throw new PublishException(String.valueOf(e.getMessage()), e);
    }
  }

  private static LineTopic look(LineTopic asked, Destination destination) {
    Duration within = destination.connectWithin();
    try (AdminSession session = AdminSession.of(admin(destination))) {
      TopicDescription topic =
          session
              .admin()
              .describeTopics(List.of(asked.name()))
              .allTopicNames()
              .get(within.toMillis(), TimeUnit.MILLISECONDS)
              .values()
              .iterator()
              .next();
      return new LineTopic(topic.name(), topic.topicId().toString(), asked.servers());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw unreachable(asked, within, e);
      }
      throw KafkaSentences.of(e, asked);
    } catch (java.util.concurrent.TimeoutException e) {
      throw unreachable(asked, within, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PublishException("Interrupted while connecting to Kafka.", e);
    }
  }

  private static LineEncoding encoding(Destination destination) {
    Map<String, Object> properties = new HashMap<>(destination.properties());
    int within = (int) destination.connectWithin().toMillis();
    properties.putIfAbsent(SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, within);
    properties.putIfAbsent(SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, within);
    properties.put("schema.registry.url", destination.registryUrl());
    return new AvroLineEncoding(EventSerdes.of(properties));
  }

  private static PublishException unreachable(LineTopic topic, Duration within, Exception cause) {
    return new PublishException(
        "No broker answered at "
            + topic.servers()
            + " within "
            + within.toSeconds()
            + " s; check the address, and the security properties if it wants TLS or a log-in.",
        cause);
  }

  private static Map<String, Object> admin(Destination destination) {
    Map<String, Object> properties = common(destination);
    int within = (int) destination.connectWithin().toMillis();
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, within);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, within);
    return properties;
  }

  private static Map<String, Object> producer(Destination destination) {
    Map<String, Object> properties = common(destination);
    properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, Topic.COMPRESSION);
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 10);
    properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    properties.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
    properties.putAll(PROMISES);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, destination.patience().toMillis());
    properties.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
    properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    return properties;
  }

  private static Map<String, Object> common(Destination destination) {
    Map<String, Object> properties = new HashMap<>(destination.properties());
    properties.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, "firstbad-publisher");
    properties.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2000);
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, destination.bootstrapServers());
    return properties;
  }

  private Connection() {}
}
