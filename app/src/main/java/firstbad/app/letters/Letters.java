package firstbad.app.letters;

import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.app.read.EventReader;
import firstbad.app.read.IdleTimeout;
import firstbad.schemas.Topic;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of dead letters, read from its beginning to what is its end now. */
final class Letters {
  private static final Duration POLL = Duration.ofMillis(250);

  private final KafkaOptions kafka;

  /**
   * Waits for an answer of Kafka's.
   *
   * @param err told what is waited for where that takes more than a moment
   * @throws Problem when there is none
   */
  Letters(KafkaOptions kafka, PrintWriter err) {
    this.kafka = kafka;
    EventReader.requireAnswer(kafka, err);
  }

  /** The numbers of those that were sent again. */
  Set<Long> resent() {
    Set<Long> resent = new HashSet<>();
    each(
        letter -> {
          if (letter.kind().equals(Letter.RESENT)) {
            resent.add(letter.letter());
          }
        });
    return resent;
  }

  /**
   * Goes through all, oldest first, notes among them.
   *
   * @throws Problem when Kafka does not answer
   */
  void each(Consumer<Letter> visitor) {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    TopicPartition only = new TopicPartition(kafka.topics().name(Topic.DEAD_LETTERS), 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
      IdleTimeout timeout =
          new IdleTimeout(System::nanoTime, "Kafka at " + kafka.bootstrapServers());
      while (consumer.position(only) < end) {
        timeout.left(end - consumer.position(only));
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          visitor.accept(new Letter(record));
        }
      }
    } catch (KafkaException e) {
      throw new Problem(
          "The dead letters cannot be read: " + Sentences.full(Sentences.reason(e)), e);
    }
  }
}
