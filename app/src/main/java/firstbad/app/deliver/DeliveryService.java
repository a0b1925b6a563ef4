package firstbad.app.deliver;

import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.app.deliver.plan.Mistake;
import firstbad.app.deliver.plan.Plan;
import firstbad.app.deliver.plan.PlanReader;
import firstbad.app.deliver.receiver.Pauses;
import firstbad.app.deliver.receiver.Receiver;
import firstbad.schemas.OwnFaults;
import firstbad.schemas.Principal;
import firstbad.schemas.Rights;
import firstbad.schemas.Topics;
import firstbad.server.metrics.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers until it is closed, on a thread of its own, whatever Kafka does: a session that fails is
 * followed by another after a pause, and goes on with what is in the topics.
 */
public final class DeliveryService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryService.class);
  private static final Pauses PAUSES = new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1));
  private static final Duration FINISH_WITHIN = Duration.ofSeconds(5);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

  private final OwnFaults faults = new OwnFaults(LOG);
  private final Map<String, Object> properties;
  private final Topics topics;
  private final Plan plan;
  private final Map<String, Receiver> receivers;
  private final Figures figures;
  private final Consumer<String> complaint;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::runOrSayWhy, "firstbad-deliver");
  private volatile @Nullable String trouble = "The deliveries start.";
  private volatile @Nullable String end;

  private DeliveryService(
      Map<String, Object> properties, Topics topics, Plan plan, Consumer<String> complaint) {
    this.properties = properties;
    this.topics = topics;
    this.plan = plan;
    this.receivers = Receivers.of(plan);
    this.figures = new Figures(plan);
    this.complaint = complaint;
  }

  /**
   * The file's subscriptions.
   *
   * @throws Problem with the first mistake when there is one
   */
  static Plan plan(Path file) {
    PlanReader.Reading reading = PlanReader.read(file);
    if (!reading.mistakes().isEmpty()) {
      Mistake first = reading.mistakes().get(0);
      int more = reading.mistakes().size() - 1;
      throw new Problem(
          file
              + ":"
              + first.line()
              + ": "
              + first.sentence()
              + (more == 0 ? "" : " There is more: 'firstbad deliver FILE --check' lists it."));
    }
    return reading.plan();
  }

  /**
   * Fails where a file cannot be followed.
   *
   * @throws Problem with its first mistake
   */
  public static void requireOrder(Path file) {
    var unused = plan(file);
  }

  /**
   * Begins.
   *
   * @param properties of the clients, {@code bootstrap.servers} and {@code schema.registry.url}
   *     among them
   * @param complaint told of trouble with Kafka, a sentence each time
   * @throws Problem when the file cannot be followed
   */
  public static DeliveryService started(
      Map<String, Object> properties, Topics topics, Path file, Consumer<String> complaint) {
    DeliveryService service = new DeliveryService(properties, topics, plan(file), complaint);
    service.thread.start();
    return service;
  }

  /** What can be measured of it. */
  public Part part() {
    return new DeliverPart(plan, figures, this::dead, this::trouble);
  }

  /** Why it does not deliver at the moment; empty when it does. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Why it will never go on by itself, one sentence; empty while it may. */
  Optional<String> dead() {
    return Optional.ofNullable(end);
  }

  /**
   * Fails when it has ended by itself.
   *
   * @throws Problem with the reason
   */
  public void requireHealth() {
    dead()
        .ifPresent(
            sentence -> {
              throw new Problem(sentence);
            });
  }

  /** What it does, for a person. */
  List<String> subscriptions() {
    return plan.subscriptions().stream().map(each -> each.name()).toList();
  }

  private void run() {
    int failures = 0;
    while (stopping.getCount() > 0) {
      try (Session session = new Session(properties, topics, plan, receivers, figures)) {
        session.begin();
        while (stopping.getCount() > 0) {
          if (session.step()) {
            trouble = null;
            failures = 0;
          }
        }
        session.finish(FINISH_WITHIN);
      } catch (KafkaException e) {
        failures++;
        failed(sentence(e), failures);
      } catch (RuntimeException e) { // a fault of our own must not end the service in silence
        faults.say("The deliveries begin again", e);
        failures++;
        failed("a fault of its own (" + e + ").", failures);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void runOrSayWhy() {
    try {
      run();
    } catch (Error e) {
      LOG.error("The deliveries have ended.", e);
      end = "The deliveries have ended (%s); start them again.".formatted(e);
    }
  }

  private String sentence(KafkaException failure) {
    String servers = String.valueOf(properties.get("bootstrap.servers"));
    return Rights.under(topics)
        .missing(failure, Principal.DELIVER, servers)
        .orElseGet(() -> Sentences.full(Sentences.reason(Sentences.root(failure))));
  }

  private void failed(String why, int failures) {
    trouble = "Nothing is delivered: " + why;
    complaint.accept(trouble + " It is tried again.");
    pause(PAUSES.after(failures));
  }

  private void pause(Duration pause) {
    try {
      boolean unused = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopping.countDown();
    try {
      thread.join(STOPS_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
