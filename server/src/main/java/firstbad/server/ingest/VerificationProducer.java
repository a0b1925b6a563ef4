package firstbad.server.ingest;

import firstbad.events.Verification;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Principal;
import firstbad.schemas.Rights;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.schemas.VerificationRules;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes verifications; connects with the first one. */
final class VerificationProducer implements AutoCloseable {
  /** Somebody waits for the answer. */
  private static final int LONGEST_MS = 15_000;

  private final String topic;
  private final Rights rights;
  private final Map<String, Object> properties;
  private @Nullable EventSerdes serdes;
  private @Nullable KafkaProducer<String, Verification> open;

  /** It is not known to be in Kafka; the message says why. */
  static final class NotWritten extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotWritten(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }

  VerificationProducer(Topics topics, Map<String, Object> properties) {
    this.topic = topics.name(Topic.VERIFICATIONS);
    this.rights = Rights.under(topics);
    this.properties = new HashMap<>(properties);
    this.properties.put(ProducerConfig.ACKS_CONFIG, "all");
    this.properties.put(ProducerConfig.CLIENT_ID_CONFIG, "firstbad-server-verifications");
    this.properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_MS);
    this.properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, LONGEST_MS - 5_000);
    this.properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, LONGEST_MS);
    this.properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
  }

  /**
   * Writes one, and waits until it is durable.
   *
   * @throws NotWritten when that is not known
   */
  void send(Verification verification) {
    String key = VerificationRules.key(verification);
    try {
      var sent = producer().send(new ProducerRecord<>(topic, key, verification));
      var unused = sent.get(LONGEST_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw notWritten(e.getCause() == null ? e : e.getCause());
    } catch (KafkaException e) {
      throw notWritten(e);
    } catch (TimeoutException e) {
      throw notWritten(new TimeoutException("no answer within " + LONGEST_MS / 1000 + " s"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notWritten(e);
    }
  }

  private NotWritten notWritten(Throwable cause) {
    String servers = String.valueOf(properties.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
    return new NotWritten(
        rights
            .missing(cause, Principal.SERVER, servers)
            .orElse("Kafka has not taken the verification: " + cause.getMessage() + "."),
        cause);
  }

  private synchronized KafkaProducer<String, Verification> producer() {
    if (open == null) {
      EventSerdes known = EventSerdes.of(properties);
      serdes = known;
      open =
          new KafkaProducer<>(
              properties, new StringSerializer(), known.serializer(Verification.class));
    }
    return open;
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      open.close();
      open = null;
    }
    if (serdes != null) {
      serdes.close();
      serdes = null;
    }
  }
}
