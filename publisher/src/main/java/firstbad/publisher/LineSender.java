package firstbad.publisher;

import firstbad.publisher.Acknowledgements.OfLog;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Sends the lines of all logs to one topic and knows when all of them are durable. Thread-safe. */
final class LineSender implements AutoCloseable {
  private final Producer<String, byte[]> producer;
  private final LineTopic topic;
  private final LineEncoding encoding;
  private final InstantSource clock;
  private final Acknowledgements deliveries;

  LineSender(
      Producer<String, byte[]> producer,
      LineTopic topic,
      LineEncoding encoding,
      Duration patience,
      InstantSource clock) {
    this.producer = producer;
    this.topic = topic;
    this.encoding = encoding;
    this.clock = clock;
    // Closing at once drops what is still queued: nothing may follow a record that failed.
    this.deliveries =
        new Acknowledgements(
            topic.where(), patience, System::nanoTime, failure -> producer.close(Duration.ZERO));
  }

  LineTopic topic() {
    return topic;
  }

  /**
   * Sends a line.
   *
   * @param log what is sent of its log
   * @param headers of its record, which are copied
   */
  void send(OfLog log, String id, Headers headers, NumberedLine line, Runnable durable) {
    ProducerRecord<String, byte[]> event =
        new ProducerRecord<>(topic.name(), null, id, encoding.encode(topic.name(), line), headers);
    log.sending();
    try {
      // The future says what the callback is told.
      var unused = producer.send(event, (metadata, failure) -> delivered(log, failure, durable));
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
      deliveries.fail(new PublishException("Interrupted while sending.", e));
      deliveries.requireNoFailure();
    } catch (KafkaException | IllegalStateException e) {
      deliveries.fail(KafkaSentences.of(e, topic));
      deliveries.requireNoFailure();
    }
  }

  private void delivered(OfLog log, @Nullable Exception failure, Runnable durable) {
    if (failure == null) {
      log.acknowledged(durable);
    } else {
      deliveries.fail(KafkaSentences.of(failure, topic));
    }
  }

  /** For the records of a log of which none was sent yet. */
  OfLog ofLog() {
    return deliveries.ofLog();
  }

  /** Whether nothing more can be sent. */
  boolean failed() {
    return deliveries.failed();
  }

  /** For how long a line has waited that is not durable yet; zero where none does. */
  Duration longestWait() {
    return deliveries.longestWait();
  }

  /** By which lines are observed where nothing else is said. */
  InstantSource clock() {
    return clock;
  }

  /**
   * Waits until everything sent so far is durable, and closes the connections.
   *
   * @throws PublishException when something is not, unless an earlier call said so
   */
  @Override
  public void close() {
    try {
      if (!deliveries.failureTold()) {
        deliveries.await();
      }
    } finally {
      producer.close(Duration.ZERO);
      encoding.close();
    }
  }
}
