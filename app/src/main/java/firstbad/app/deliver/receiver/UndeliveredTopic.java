package firstbad.app.deliver.receiver;

import firstbad.events.Undelivered;
import firstbad.events.UndeliveredState;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Keeps what could not be delivered, so that nothing is lost at the last hop. */
public final class UndeliveredTopic implements AutoCloseable {
  /**
   * What the receiver's name begins with where it is a command of {@code --exec}: then its group,
   * or where it has none, what stands for its text.
   */
  public static final String COMMAND = "exec:";

  /**
   * How large an event may be as JSON, in bytes of UTF-8, to be kept with a delivery: Kafka takes
   * records of 1 MiB. Nearly all are far smaller, but a control character becomes six bytes.
   */
  public static final int LARGEST_EVENT = 900_000;

  private final KafkaProducer<String, byte[]> producer;
  private final EventSerdes serdes;
  private final Topics topics;

  private UndeliveredTopic(
      KafkaProducer<String, byte[]> producer, EventSerdes serdes, Topics topics) {
    this.producer = producer;
    this.serdes = serdes;
    this.topics = topics;
  }

  /**
   * Connects when the first record is written.
   *
   * @param properties of the clients, {@code bootstrap.servers} and {@code schema.registry.url}
   *     among them
   */
  public static UndeliveredTopic open(Map<String, Object> properties, Topics topics) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "firstbad-undelivered");
    return new UndeliveredTopic(
        new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer()),
        EventSerdes.of(properties),
        topics);
  }

  /** Whether an event, as JSON, can be kept with a delivery. */
  public static boolean fits(String json) {
    return json.length() <= LARGEST_EVENT / 3
        || json.getBytes(StandardCharsets.UTF_8).length <= LARGEST_EVENT;
  }

  /** The record for a message whose attempts are over; without an event that is too large. */
  public static Undelivered failed(
      String receiver, Message message, Attempt last, int attempts, Instant firstTriedAt) {
    boolean fits = fits(message.json());
    String where =
        fits
            ? ""
            : "; the event is too large to be kept here, and stands in the topic "
                + message.topic();
    return Undelivered.newBuilder()
        .setReceiver(receiver)
        .setKey(message.key())
        .setTopic(message.topic())
        .setBisectionId(message.bisectionId())
        .setState(UndeliveredState.FAILED)
        .setReason(Attempt.cut(last.reason() + where))
        .setAttempts(attempts)
        .setLastOutput(last.output())
        .setFirstTriedAt(firstTriedAt)
        .setWrittenAt(Instant.now())
        .setEvent(fits ? message.json() : null)
        .build();
  }

  /** What a record is known by. */
  public static String key(Undelivered record) {
    return record.getReceiver() + "/" + record.getKey();
  }

  /**
   * Writes a record, and returns when the brokers have it.
   *
   * @throws KafkaException when they did not take it
   */
  public void write(Undelivered record) throws InterruptedException {
    String topic = topics.name(Topic.UNDELIVERED);
    byte[] value = serdes.serializer(Undelivered.class).serialize(topic, record);
    try {
      var unused = producer.send(new ProducerRecord<>(topic, key(record), value)).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException refused ? refused : new KafkaException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    serdes.close();
  }
}
