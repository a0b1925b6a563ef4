package firstbad.app.deliver;

import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.app.deliver.receiver.Attempt;
import firstbad.app.deliver.receiver.Receiver;
import firstbad.app.deliver.receiver.UndeliveredTopic;
import firstbad.events.Delivery;
import firstbad.events.DeliveryState;
import firstbad.events.Undelivered;
import firstbad.events.UndeliveredState;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Hands events over once more. One call at a time: a second one ends the first, whose open
 * transaction then counts for nothing, and reads what is left after it has begun.
 */
final class Resending implements AutoCloseable {

  /**
   * What came of it.
   *
   * @param sent how many were handed over
   * @param needCommand how many wait for a command to be named
   * @param failures a sentence for each that failed again
   */
  record Result(int sent, int needCommand, List<String> failures) {}

  private final Topics topics;
  private final EventSerdes serdes;
  private final KafkaProducer<String, byte[]> producer;

  private Resending(Topics topics, EventSerdes serdes, KafkaProducer<String, byte[]> producer) {
    this.topics = topics;
    this.serdes = serdes;
    this.producer = producer;
  }

  /**
   * Connects; what is read afterwards nobody else hands over meanwhile.
   *
   * @throws Problem when Kafka does not let it
   */
  static Resending begun(KafkaOptions kafka) {
    Topics topics = kafka.topics();
    KafkaProducer<String, byte[]> producer =
        Clients.producer(kafka.clientProperties(), topics.prefix() + "undelivered-resend");
    try {
      producer.initTransactions();
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw problem(e);
    }
    return new Resending(topics, EventSerdes.of(kafka.clientProperties()), producer);
  }

  /**
   * Hands them over, but those that are gone by now.
   *
   * @param topic which tells what is gone
   * @param command takes what a command did not take; null for none
   */
  Result resend(List<Undelivered> chosen, OpenUndelivered topic, @Nullable Receiver command)
      throws InterruptedException {
    int sent = 0;
    int needCommand = 0;
    List<String> failures = new ArrayList<>();
    try {
      for (Undelivered each : chosen) {
        if (each.getEvent() == null) {
          failures.add(
              each.getKey()
                  + " was too large to be kept with its delivery; read it from the topic "
                  + topics.prefix()
                  + each.getTopic()
                  + ".");
        } else if (!each.getReceiver().startsWith(UndeliveredTopic.COMMAND)) {
          sent += write(each, topic, true) ? 1 : 0;
        } else if (command == null) {
          needCommand++;
        } else if (topic.stillHas(UndeliveredTopic.key(each))) {
          Attempt came = command.attempt(Messages.of(each));
          if (came.accepted()) {
            sent += write(each, topic, false) ? 1 : 0;
          } else {
            failures.add("The command " + came.reason() + " for " + each.getKey() + ".");
          }
        }
      }
    } catch (KafkaException e) {
      throw problem(e);
    }
    return new Result(sent, needCommand, failures);
  }

  /**
   * Writes one that still waits. 'forget' removes it from the undelivered before it removes the
   * event, and the delivery is written before it is looked whether it is still there: so it either
   * is gone then, or is waiting when 'deliver' hears that the event is gone.
   *
   * @return whether it still waited
   */
  private boolean write(Undelivered given, OpenUndelivered topic, boolean anew) {
    producer.beginTransaction();
    if (anew) {
      sendDelivery(given);
      producer.flush();
    }
    if (!topic.stillHas(UndeliveredTopic.key(given))) {
      producer.abortTransaction();
      return false;
    }
    Undelivered resent =
        Undelivered.newBuilder(given)
            .setState(UndeliveredState.RESENT)
            .setWrittenAt(Instant.now())
            .build();
    send(Topic.UNDELIVERED, UndeliveredTopic.key(resent), resent, resent.getWrittenAt());
    producer.commitTransaction();
    return true;
  }

  private void sendDelivery(Undelivered given) {
    Delivery delivery =
        Delivery.newBuilder()
            .setSubscription(given.getReceiver())
            .setKey(given.getKey())
            .setTopic(given.getTopic())
            .setBisectionId(given.getBisectionId())
            .setState(DeliveryState.WAITING)
            .setAttempts(0)
            .setTakenAt(Instant.now())
            .setEvent(given.getEvent())
            .build();
    // Not now: where Kafka has dropped its place, 'deliver' begins at the newest delivery.
    send(Topic.DELIVERIES, Ledger.key(delivery), delivery, given.getFirstTriedAt());
  }

  private void send(Topic topic, String key, SpecificRecord event, Instant at) {
    String name = topics.name(topic);
    byte[] value = serdes.serializer(SpecificRecord.class).serialize(name, event);
    var unused = producer.send(new ProducerRecord<>(name, null, at.toEpochMilli(), key, value));
  }

  private static Problem problem(KafkaException e) {
    Throwable root = Sentences.root(e);
    if (root instanceof ProducerFencedException || root instanceof InvalidProducerEpochException) {
      return new Problem(
          "Another 'firstbad undelivered resend' has begun since and hands over what is left.", e);
    }
    return new Problem(
        "Nothing more was handed over: " + Sentences.full(Sentences.reason(root)), e);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    serdes.close();
  }
}
