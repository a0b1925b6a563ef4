package firstbad.app.verify;

import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.events.GitFacts;
import firstbad.events.Verification;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.schemas.VerificationRules;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes verifications, and what a repository says of commits, to their topics. */
final class VerificationWriter implements AutoCloseable {
  private final Topics topics;
  private final EventSerdes serdes;
  private final KafkaProducer<String, SpecificRecord> producer;

  private VerificationWriter(KafkaOptions kafka, EventSerdes serdes, Map<String, Object> all) {
    this.topics = kafka.topics();
    this.serdes = serdes;
    this.producer =
        new KafkaProducer<>(all, new StringSerializer(), serdes.serializer(SpecificRecord.class));
  }

  /**
   * Connects.
   *
   * @throws Problem when an option is wrong
   */
  static VerificationWriter open(KafkaOptions kafka) {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    try {
      return new VerificationWriter(kafka, EventSerdes.of(properties), properties);
    } catch (KafkaException e) {
      throw refused(e);
    }
  }

  /**
   * Writes one, and waits until it is durable.
   *
   * @throws Problem when it is not
   */
  void write(Verification verification) throws InterruptedException {
    write(Topic.VERIFICATIONS, VerificationRules.key(verification), verification);
  }

  /** The same of a commit. */
  void write(GitFacts facts) throws InterruptedException {
    write(Topic.GIT_FACTS, facts.getCommit(), facts);
  }

  private void write(Topic topic, String key, SpecificRecord event) throws InterruptedException {
    try {
      var unused = producer.send(new ProducerRecord<>(topics.name(topic), key, event)).get();
    } catch (KafkaException | ExecutionException e) {
      throw refused(e);
    }
  }

  private static Problem refused(Exception e) {
    return new Problem(
        "It was not written: " + Sentences.full(Sentences.reason(Sentences.root(e))), e);
  }

  @Override
  public void close() {
    producer.close();
    serdes.close();
  }
}
