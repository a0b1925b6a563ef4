package firstbad.app.letters;

import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.KafkaOptions;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends dead letters back to their topic; one that cannot be sent holds up no other. */
final class LetterResending implements AutoCloseable {
  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<String> refused = new ArrayList<>();
  private int sent;
  private boolean faults;

  LetterResending(KafkaOptions kafka) {
    topics = kafka.topics();
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.prefix() + "dead-letters-resend");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1024 * 1024 + 12);
    properties.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) Duration.ofSeconds(30).toMillis());
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** From here on, whoever does the same at this time has failed. */
  void begin() {
    producer.initTransactions();
  }

  /** How many were sent. */
  int sent() {
    return sent;
  }

  /** Whether lines are among them after which others have been read. */
  boolean faults() {
    return faults;
  }

  /** A sentence for each that was not. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  /** Sends one, or notes why not. */
  void send(Letter letter) {
    String lines = topics.name(Topic.LOG_LINES);
    if (!letter.topic().equals(lines)) {
      refused.add(
          "Dead letter "
              + letter.number()
              + " came from "
              + visible(letter.topic())
              + " and not from "
              + lines
              + ", so it is not sent; --prefix names other topics.");
    } else if (!letter.whole()) {
      refused.add(
          "Dead letter "
              + letter.number()
              + " keeps only the beginning of its record, so it is not sent; send the record"
              + " again from its source.");
    } else {
      both(letter, lines);
      sent++;
      faults |= letter.kind().equals("fault");
    }
  }

  /** The record and the note that it was sent: both, or neither. */
  private void both(Letter letter, String lines) {
    producer.beginTransaction();
    put(lines, letter.record().key(), letter.record().value(), letter.ownHeaders());
    put(topics.name(Topic.DEAD_LETTERS), null, null, letter.note());
    producer.commitTransaction();
  }

  private void put(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    var unused = producer.send(new ProducerRecord<>(topic, null, null, key, value, headers));
  }

  @Override
  public void close() {
    producer.close();
  }
}
