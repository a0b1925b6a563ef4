package firstbad.app.local;

import firstbad.app.cli.Problem;
import firstbad.app.cli.StopTime;
import firstbad.app.deliver.DeliveryService;
import firstbad.app.stream.TopologyPart;
import firstbad.embedded.BrokerSettings;
import firstbad.embedded.EmbeddedKafka;
import firstbad.embedded.NotStarted;
import firstbad.embedded.RegistrySettings;
import firstbad.schemas.ContractSetup;
import firstbad.schemas.Topics;
import firstbad.server.Server;
import firstbad.server.ServerNotStarted;
import firstbad.server.ServerSettings;
import firstbad.server.metrics.Part;
import firstbad.topology.BisectionTopology;
import firstbad.topology.Health;
import firstbad.topology.TopologySettings;
import firstbad.topology.WrongConfiguration;
import firstbad.topology.codec.StateFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Broker, registry, topics, topology and server inside this process. */
final class LocalStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);

  /** Enough for one machine. */
  static final int PARTITIONS = 2;

  private static final Duration RUNS_WITHIN = Duration.ofMinutes(3);

  private final EmbeddedKafka kafka;
  private final BisectionTopology topology;
  private final @Nullable DeliveryService deliveries;
  private final Server server;

  private LocalStack(
      EmbeddedKafka kafka,
      BisectionTopology topology,
      @Nullable DeliveryService deliveries,
      Server server) {
    this.kafka = kafka;
    this.topology = topology;
    this.deliveries = deliveries;
    this.server = server;
  }

  /**
   * What is delivered.
   *
   * @param file of the subscriptions
   * @param complaint told of trouble, a sentence each time
   */
  record Subscribed(Path file, Consumer<String> complaint) {}

  /**
   * Starts everything, and waits until lines would be processed.
   *
   * @param web the server's settings, except for where Kafka is
   * @param folder of the topology's state
   * @param state the versions in which it is read and written
   * @param partitions of topics that are not there yet
   * @param subscribed null where nothing is delivered
   * @param step told what is being started
   * @throws Problem when something does not start; a port that is taken is told of first
   */
  static LocalStack started(
      BrokerSettings broker,
      RegistrySettings registry,
      ServerSettings web,
      Path folder,
      StateFormat state,
      int partitions,
      @Nullable Subscribed subscribed,
      Consumer<String> step)
      throws InterruptedException {
    Topics topics = web.kafka().topics();
    EmbeddedKafka kafka = null;
    BisectionTopology topology = null;
    DeliveryService deliveries = null;
    try {
      Server.requirePort(web);
      step.accept("broker and registry");
      kafka = EmbeddedKafka.started(broker, registry);
      step.accept("topics and schemas");
      ContractSetup.createMissing(kafka.clientProperties(), topics, partitions, (short) 1);
      step.accept("topology");
      topology = topology(kafka, topics, folder, state);
      List<Part> parts = new ArrayList<>(List.of(new TopologyPart(topology)));
      if (subscribed != null) {
        deliveries =
            DeliveryService.started(
                kafka.clientProperties(), topics, subscribed.file(), subscribed.complaint());
        parts.add(deliveries.part());
      }
      step.accept("server");
      Server server = Server.started(web.of(kafka.clientProperties()), parts);
      return new LocalStack(kafka, topology, deliveries, server);
    } catch (NotStarted | WrongConfiguration | ServerNotStarted | KafkaException e) {
      close(deliveries, topology, kafka);
      throw new Problem(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | InterruptedException e) {
      close(deliveries, topology, kafka);
      throw e;
    }
  }

  private static BisectionTopology topology(
      EmbeddedKafka kafka, Topics topics, Path folder, StateFormat state)
      throws InterruptedException {
    BisectionTopology topology =
        new BisectionTopology(
            new TopologySettings(
                new TopologySettings.Connection(
                    kafka.bootstrapServers(), kafka.registryUrl(), new HashMap<>()),
                topics,
                topics.prefix() + "topology",
                folder.resolve("topology"),
                TopologySettings.Rules.shipped().with(state)));
    topology.stopWithin(StopTime.ofTopology().dividedBy(2)); // broker and server stop too
    topology.start();
    Health health = topology.awaitStarted(RUNS_WITHIN);
    if (health.state() == Health.State.STARTING || !health.alive()) {
      topology.close();
      throw new Problem(
          health.sentence() == null
              ? "The topology did not start within " + RUNS_WITHIN.toSeconds() + " s."
              : health.sentence());
    }
    return topology;
  }

  /** Where the page is: http, address and port. */
  String pageUrl() {
    return server.url();
  }

  /** Where the broker is. */
  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Where the registry is. */
  String registryUrl() {
    return kafka.registryUrl();
  }

  /** What every client needs. */
  Map<String, Object> clientProperties() {
    return kafka.clientProperties();
  }

  /**
   * Fails when a part has ended by itself.
   *
   * @throws Problem with the reason
   */
  void requireHealth() {
    Health health = topology.health();
    if (!health.alive()) {
      throw new Problem(
          health.sentence() == null ? "The topology has stopped." : health.sentence());
    }
    if (deliveries != null) {
      deliveries.requireHealth();
    }
    kafka
        .broker()
        .fault()
        .ifPresent(
            fault -> {
              throw new Problem("The broker has stopped: " + fault + ".", fault);
            });
  }

  @Override
  public void close() {
    try {
      server.close();
    } finally {
      close(deliveries, topology, kafka);
    }
  }

  /** Each is closed though one before it fails, the broker last. */
  private static void close(@Nullable AutoCloseable... parts) {
    for (AutoCloseable part : parts) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception e) {
        LOG.warn("A part could not be closed: {}", e.getMessage());
      }
    }
  }
}
