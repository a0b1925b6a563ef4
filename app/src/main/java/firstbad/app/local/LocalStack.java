package firstbad.app.local;

import firstbad.app.cli.Problem;
import firstbad.app.cli.StopTime;
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
import firstbad.topology.BisectionTopology;
import firstbad.topology.Health;
import firstbad.topology.TopologySettings;
import firstbad.topology.WrongConfiguration;
import firstbad.topology.codec.StateFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Broker, registry, topics, topology and server inside this process. */
final class LocalStack implements AutoCloseable {
  /** Enough for one machine. */
  static final int PARTITIONS = 2;

  private static final Duration RUNS_WITHIN = Duration.ofMinutes(3);

  private final EmbeddedKafka kafka;
  private final BisectionTopology topology;
  private final Server server;

  private LocalStack(EmbeddedKafka kafka, BisectionTopology topology, Server server) {
    this.kafka = kafka;
    this.topology = topology;
    this.server = server;
  }

  /**
   * Starts everything, and waits until lines would be processed.
   *
   * @param web the server's settings, except for where Kafka is
   * @param folder of the topology's state
   * @param state the versions in which it is read and written
   * @param partitions of topics that are not there yet
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
      Consumer<String> step)
      throws InterruptedException {
    Topics topics = web.kafka().topics();
    EmbeddedKafka kafka = null;
    BisectionTopology topology = null;
    try {
      Server.requirePort(web);
      step.accept("broker and registry");
      kafka = EmbeddedKafka.started(broker, registry);
      step.accept("topics and schemas");
      ContractSetup.createMissing(kafka.clientProperties(), topics, partitions, (short) 1);
      step.accept("topology");
      topology = topology(kafka, topics, folder, state);
      step.accept("server");
      return new LocalStack(kafka, topology, server(kafka, topology, web));
    } catch (NotStarted | WrongConfiguration | ServerNotStarted | KafkaException e) {
      close(kafka, topology);
      throw new Problem(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | InterruptedException e) {
      close(kafka, topology);
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

  private static Server server(
      EmbeddedKafka kafka, BisectionTopology topology, ServerSettings web) {
    return Server.started(web.of(kafka.clientProperties()), List.of(new TopologyPart(topology)));
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
      close(kafka, topology);
    }
  }

  private static void close(@Nullable EmbeddedKafka kafka, @Nullable BisectionTopology topology) {
    try {
      if (topology != null) {
        topology.close();
      }
    } finally {
      if (kafka != null) {
        kafka.close();
      }
    }
  }
}
