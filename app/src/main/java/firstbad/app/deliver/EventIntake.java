package firstbad.app.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.app.cli.DisplayText;
import firstbad.app.deliver.plan.Plan;
import firstbad.app.deliver.plan.Subscription;
import firstbad.app.deliver.receiver.MessageKeys;
import firstbad.app.deliver.receiver.UndeliveredTopic;
import firstbad.events.Delivery;
import firstbad.events.DeliveryState;
import firstbad.events.Undelivered;
import firstbad.events.Verification;
import firstbad.schemas.BadEventException;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.EventToJson;
import firstbad.schemas.NewHeaders;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.schemas.VerificationRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns events into deliveries, exactly once: what is written and how far was read are one
 * transaction. All processes of an installation share the events; the one that has the partition of
 * the deliveries reads them from their beginning, and delivers.
 */
final class EventIntake implements ConsumerRebalanceListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);
  private static final List<Topic> SOURCES =
      List.of(Topic.CULPRITS, Topic.ALERTS, Topic.BISECTIONS, Topic.VERIFICATIONS);

  private final Topics topics;
  private final Plan plan;
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final EventSerdes serdes;
  private final Figures figures;
  private final Map<String, Topic> byName = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Map<Topic, Deserializer<? extends SpecificRecord>> deserializers =
      new EnumMap<>(Topic.class);
  private final TopicPartition deliveries;
  private final FirstOffsets firstPlaces;
  private final KnownCulprits culprits;
  private Ledger ledger = new Ledger();
  private boolean assigned;
  private boolean owner;
  private long readFirst;
  private Instant lastTaken = Instant.EPOCH;

  EventIntake(
      Map<String, Object> properties,
      Topics topics,
      Plan plan,
      EventSerdes serdes,
      KafkaProducer<String, byte[]> producer,
      KnownCulprits culprits,
      Figures figures) {
    this.topics = topics;
    this.plan = plan;
    this.serdes = serdes;
    this.figures = figures;
    this.producer = producer;
    this.consumer = Clients.consumer(properties, topics.prefix() + "deliver");
    this.deliveries = new TopicPartition(topics.name(Topic.DELIVERIES), 0);
    this.firstPlaces = new FirstOffsets(properties, consumer, deliveries);
    this.culprits = culprits;
    names.add(deliveries.topic());
    for (Topic topic : SOURCES) {
      names.add(topics.name(topic));
      byName.put(topics.name(topic), topic);
      serdes.deserializer(topic).ifPresent(reader -> deserializers.put(topic, reader));
    }
  }

  void begin() {
    consumer.subscribe(names, this);
  }

  /** What is known of all deliveries; only the one that delivers knows any. */
  Ledger ledger() {
    return ledger;
  }

  /** Whether this process delivers, and knows all that was written before it began. */
  boolean mayDeliver() {
    return owner && consumer.position(deliveries) >= readFirst;
  }

  /** How far it has read the deliveries: the offset of the next one; only where it delivers. */
  long deliveriesRead() {
    return consumer.position(deliveries);
  }

  /** Whether it has its share of the work, and delivers where that is its part of it. */
  boolean ready() {
    return assigned && (!owner || mayDeliver());
  }

  /** Takes what comes within a moment; returns what has to be written anew. */
  List<Delivery> take(Duration within) {
    List<Delivery> repairs = new ArrayList<>();
    List<Delivery> taken = new ArrayList<>();
    Set<String> removed = new LinkedHashSet<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : consumer.poll(within)) {
      if (record.topic().equals(deliveries.topic())) {
        apply(record).ifPresent(repairs::add);
      } else {
        if (record.value() == null) {
          forgotten(record, taken).ifPresent(removed::add);
        }
        taken.addAll(deliveries(record));
        next.put(
            new TopicPartition(record.topic(), record.partition()),
            new OffsetAndMetadata(record.offset() + 1));
      }
    }
    Map<String, Instant> gone = mayDeliver() ? ledger.removed() : Map.of(); // else more may follow
    if (!next.isEmpty() || !gone.isEmpty()) {
      producer.beginTransaction();
      gone.forEach((key, takenAt) -> sendNothing(key, TakenAtHeader.of(takenAt)));
      removed.forEach(key -> sendNothing(key, NewHeaders.none()));
      for (Delivery each : taken) {
        if (UndeliveredTopic.fits(String.valueOf(each.getEvent()))) {
          send(Topic.DELIVERIES, Ledger.key(each), each);
        } else {
          Undelivered given = AttemptResults.tooLarge(each);
          LOG.warn("{} {}", UndeliveredTopic.key(given), given.getReason());
          send(Topic.UNDELIVERED, UndeliveredTopic.key(given), given);
        }
      }
      producer.sendOffsetsToTransaction(next, consumer.groupMetadata());
      producer.commitTransaction();
      gone.forEach(ledger::remove);
      removed.forEach(key -> ledger.apply(key, null)); // or it would be tried until that is read
    }
    return repairs;
  }

  private void send(Topic topic, String key, SpecificRecord event) {
    String name = topics.name(topic);
    byte[] value = serdes.serializer(SpecificRecord.class).serialize(name, event);
    var unused = producer.send(new ProducerRecord<>(name, key, value));
  }

  private void sendNothing(String key, Headers headers) {
    var unused = producer.send(new ProducerRecord<>(deliveries.topic(), null, key, null, headers));
  }

  /**
   * An event was removed, as {@code forget} does with all of a bisection: nobody gets it any more.
   * The process that delivers may be another one, and so is told by the topic.
   *
   * @param taken since, and not written yet; loses what is of that event
   * @return what the record is known by that says so
   */
  private Optional<String> forgotten(ConsumerRecord<String, byte[]> record, List<Delivery> taken) {
    Topic topic = byName.get(record.topic());
    if (topic == null || record.key() == null) {
      return Optional.empty();
    }
    String id = topic == Topic.VERIFICATIONS ? VerificationRules.id(record.key()) : record.key();
    taken.removeIf(each -> Ledger.isOf(each, topic, id));
    return Optional.of(Ledger.removal(topic, id));
  }

  private Optional<Delivery> apply(ConsumerRecord<String, byte[]> record) {
    Delivery delivery = null;
    try {
      if (record.value() != null) {
        delivery = serdes.deserializer(Delivery.class).deserialize(record.topic(), record.value());
      }
    } catch (BadEventException e) {
      LOG.warn("{} holds no delivery: {}", place(record), e.getMessage());
      return Optional.empty();
    }
    if (record.key() == null || (delivery != null && !Ledger.key(delivery).equals(record.key()))) {
      LOG.warn("{} has a key that does not match its delivery; it is ignored.", place(record));
      return Optional.empty();
    }
    Optional<Instant> takenAt = TakenAtHeader.read(record.headers());
    return delivery == null && takenAt.isPresent()
        ? ledger.remove(record.key(), takenAt.get())
        : ledger.apply(record.key(), delivery);
  }

  /** The deliveries that an event becomes: one for each subscription that wants it. */
  private List<Delivery> deliveries(ConsumerRecord<String, byte[]> record) {
    Topic topic = byName.get(record.topic());
    Deserializer<? extends SpecificRecord> deserializer = deserializers.get(topic);
    if (topic == null || deserializer == null || record.value() == null) {
      return List.of();
    }
    SpecificRecord event;
    try {
      event = deserializer.deserialize(record.topic(), record.value());
    } catch (BadEventException e) {
      return unusable(record, "holds no event: " + e.getMessage());
    }
    if (event instanceof Verification said && !VerificationRules.counts(record.key(), said)) {
      return unusable(
          record,
          VerificationRules.mistake(said)
              .map(mistake -> "breaks a rule of verifications: " + mistake.sentence())
              .orElse("has a key that does not match its id and source."));
    }
    if (!EventRules.counts(topic, record.key(), event)) {
      return unusable(record, "has a key that differs from its id, or an id that is not valid.");
    }
    String json = EventToJson.AS_SENT.of(event);
    JsonNode tree = culprits.with(topic, EventTree.of(json));
    List<Delivery> wanted = new ArrayList<>();
    for (Subscription each : plan.subscriptions()) {
      if (each.wants(topic, tree)) {
        wanted.add(
            Delivery.newBuilder()
                .setSubscription(each.name())
                .setKey(MessageKeys.of(topics, topic, event))
                .setTopic(topic.suffix())
                .setBisectionId(tree.path("id").asText())
                .setState(DeliveryState.WAITING)
                .setAttempts(0)
                .setTakenAt(taken())
                .setEvent(json)
                .build());
      }
    }
    return wanted;
  }

  /** Such a record delivers nothing, and the service says so: others wrote it. */
  private List<Delivery> unusable(ConsumerRecord<?, ?> record, String why) {
    LOG.warn("{} {} It is not delivered.", place(record), DisplayText.visible(why));
    figures.unusable.incrementAndGet();
    return List.of();
  }

  /** Where a record stands, for the log. */
  private static String place(ConsumerRecord<?, ?> record) {
    return record.topic() + "-" + record.partition() + " at " + record.offset();
  }

  /** The clock, but never twice the same: it is the order of deliveries. */
  private Instant taken() {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    lastTaken = now.isAfter(lastTaken) ? now : lastTaken.plusMillis(1);
    return lastTaken;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> more) {
    if (more.contains(deliveries)) {
      owner = true;
      ledger = new Ledger();
      consumer.seekToBeginning(Set.of(deliveries));
      readFirst = consumer.endOffsets(Set.of(deliveries)).getOrDefault(deliveries, 0L);
    }
    Set<TopicPartition> sources = new HashSet<>(more);
    sources.remove(deliveries);
    firstPlaces.begin(sources);
    assigned = true;
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    if (revoked.contains(deliveries)) {
      owner = false;
      ledger = new Ledger();
    }
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
  }
}
