package firstbad.app.deliver;

import firstbad.app.deliver.plan.Plan;
import firstbad.app.deliver.plan.Subscription;
import firstbad.app.deliver.receiver.Attempt;
import firstbad.app.deliver.receiver.Receiver;
import firstbad.app.deliver.receiver.UndeliveredTopic;
import firstbad.events.Delivery;
import firstbad.events.DeliveryState;
import firstbad.events.Undelivered;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Works as long as Kafka does. One thread takes events, chooses, and writes what came of it;
 * attempts run beside it. What was accepted by a receiver and not yet written down when a session
 * ends is tried again by the next one, under the same key. Ends with an exception; then another is
 * begun.
 */
final class Session implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  /** What came of deliveries that were tried together. */
  private record Result(
      Subscription subscription, List<Delivery> deliveries, Attempt attempt, Instant startedAt) {}

  /** One try to deliver. */
  @FunctionalInterface
  interface Trial {
    Attempt made() throws InterruptedException;
  }

  private final Topics topics;
  private final Plan plan;
  private final Map<String, Receiver> receivers;
  private final Figures figures;
  private final EventSerdes serdes;
  private final KafkaProducer<String, byte[]> producer;
  private final EventIntake intake;
  private final LaterKnown later;
  private final KnownCulprits culprits;
  private final Queue<Result> results = new ConcurrentLinkedQueue<>();

  private final InFlight inFlight = new InFlight();
  private final ExecutorService attempts =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "firstbad-deliver-attempt");
            thread.setDaemon(true);
            return thread;
          });

  Session(
      Map<String, Object> properties,
      Topics topics,
      Plan plan,
      Map<String, Receiver> receivers,
      Figures figures) {
    this.topics = topics;
    this.plan = plan;
    this.receivers = receivers;
    this.figures = figures;
    this.serdes = EventSerdes.of(properties);
    this.producer = Clients.producer(properties, topics);
    this.later = new LaterKnown(properties, topics);
    this.culprits = new KnownCulprits(properties, topics, plan);
    this.intake = new EventIntake(properties, topics, plan, serdes, producer, culprits, figures);
  }

  /**
   * Connects.
   *
   * @throws org.apache.kafka.common.KafkaException when Kafka does not let it
   */
  void begin() {
    producer.initTransactions();
    later.begin();
    intake.begin();
  }

  /**
   * Takes what comes within a moment, and tries what is due.
   *
   * @return whether it has its share of the work by now
   */
  boolean step() {
    List<Delivery> repairs = intake.take(POLL);
    write(repairs, List.of());
    if (intake.mayDeliver()) {
      noteAll();
      inFlight.readUpTo(intake.deliveriesRead());
      Instant now = Instant.now();
      plan.subscriptions().forEach(each -> begin(each, now));
      giveUpOrphans(now);
      figures.look(intake.ledger(), plan, now);
    } else {
      figures.lookAway();
    }
    return intake.ready();
  }

  /** Writes down what came of the attempts that still run, and begins no more. */
  void finish(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (inFlight.busy() && System.nanoTime() < deadline) {
      write(intake.take(POLL), List.of());
      if (intake.mayDeliver()) {
        noteAll();
      }
    }
  }

  private void noteAll() {
    for (Result result = results.poll(); result != null; result = results.poll()) {
      note(result);
    }
  }

  private void begin(Subscription subscription, Instant now) {
    List<Delivery> chosen = DueDeliveries.of(subscription, intake.ledger(), inFlight, now);
    Receiver receiver = receivers.get(subscription.name());
    if (chosen.isEmpty() || receiver == null) {
      return;
    }
    if (DueDeliveries.isUnnamedDigest(subscription, chosen)) {
      write(DueDeliveries.named(chosen), List.of());
      return;
    }
    inFlight.begin(chosen);
    var unused =
        attempts.submit(
            () -> {
              Attempt attempt =
                  attempt(() -> receiver.attempt(Messages.of(chosen, later, culprits)));
              return results.add(new Result(subscription, chosen, attempt, now));
            });
  }

  /** A fault of our own is a failed attempt like any other, and holds up nobody else. */
  static Attempt attempt(Trial trial) throws InterruptedException {
    try {
      return trial.made();
    } catch (RuntimeException | Error e) { // also of jars that were replaced under us
      // Its message is not ours, and may hold a secret of the request.
      StackTraceElement[] trace = e.getStackTrace();
      String where = trace.length == 0 ? "" : " in " + trace[0];
      return Attempt.failed(
          "cannot be served: " + e.getClass().getSimpleName() + where + " of firstbad", "");
    }
  }

  private void note(Result result) {
    Instant now = Instant.now();
    List<Delivery> next = new ArrayList<>();
    List<Undelivered> given = new ArrayList<>();
    for (Delivery before : result.deliveries()) {
      if (!intake.ledger().stillWaits(before)) {
        inFlight.drop(List.of(before));
        continue; // another process had the deliveries meanwhile, and tried this one
      }
      Delivery after =
          AttemptResults.after(
              before, result.subscription(), result.attempt(), result.startedAt(), now);
      next.add(after);
      if (after.getState() == DeliveryState.FAILED) {
        given.add(AttemptResults.undelivered(before, after, result.attempt()));
      }
    }
    write(next, given);
    figures.count(result.subscription().name(), result.attempt(), next.size(), given.size());
  }

  private void giveUpOrphans(Instant now) {
    List<Delivery> failed = new ArrayList<>();
    List<Undelivered> given = new ArrayList<>();
    Attempt none = Attempt.failed("is not in the file of subscriptions", "");
    for (Delivery before : intake.ledger().orphans(plan, now)) {
      if (!inFlight.contains(before)) {
        Delivery after = AttemptResults.givenUp(before, none.reason());
        failed.add(after);
        given.add(AttemptResults.undelivered(before, after, none));
      }
    }
    write(failed, given);
  }

  private void write(List<Delivery> deliveries, List<Undelivered> given) {
    if (deliveries.isEmpty() && given.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    Map<Delivery, Long> offsets = new ConcurrentHashMap<>();
    for (Delivery each : deliveries) {
      send(
          Topic.DELIVERIES,
          Ledger.key(each),
          each,
          (written, e) -> {
            if (e == null) { // else the transaction fails
              offsets.put(each, written.offset());
            }
          });
    }
    given.forEach(each -> send(Topic.UNDELIVERED, UndeliveredTopic.key(each), each, null));
    producer.commitTransaction();
    offsets.forEach(inFlight::written);
  }

  private void send(Topic topic, String key, SpecificRecord event, @Nullable Callback written) {
    String name = topics.name(topic);
    byte[] value = serdes.serializer(SpecificRecord.class).serialize(name, event);
    var unused = producer.send(new ProducerRecord<>(name, key, value), written);
  }

  @Override
  public void close() {
    attempts.shutdownNow();
    later.close();
    culprits.close();
    intake.close();
    producer.close(Duration.ofSeconds(2));
    serdes.close();
  }
}
