package firstbad.bench.chaos;

import firstbad.embedded.EmbeddedRegistry;
import firstbad.embedded.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * Three nodes of Kafka, each broker and controller in a process of its own, with three replicas of
 * everything of which two must be in sync; and a registry in this one.
 */
final class Cluster implements AutoCloseable {
  private static final int NODES = 3;
  private static final int ANSWER_WITHIN_S = 5;
  private static final Duration STARTED_WITHIN = Duration.ofMinutes(5);

  private final List<ClusterNode> nodes;
  private final List<Service> services = new ArrayList<>();
  private final EmbeddedRegistry registry;
  private final Admin admin;

  private Cluster(Path folder, List<ClusterNode> nodes) throws Exception {
    this.nodes = nodes;
    this.registry = EmbeddedRegistry.started(RegistrySettings.in(folder.resolve("registry")));
    String cluster = Uuid.randomUuid().toString();
    for (ClusterNode node : nodes) {
      List<String> command = node.prepared(folder, cluster, nodes);
      String name = "broker-" + node.id();
      services.add(Service.started(new Subject(name, folder.resolve(name + ".log")), command));
    }
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_WITHIN_S * 1000 / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_WITHIN_S * 1000));
  }

  /** A cluster of which all three nodes have answered. */
  static Cluster started(Path folder) throws Exception {
    Cluster cluster =
        new Cluster(
            folder,
            IntStream.rangeClosed(1, NODES)
                .mapToObj(id -> new ClusterNode(id, Ports.free(), Ports.free()))
                .toList());
    boolean started = false;
    try {
      cluster.awaitNodes(NODES);
      started = true;
      return cluster;
    } finally {
      if (!started) {
        cluster.close();
      }
    }
  }

  String bootstrapServers() {
    return nodes.stream().map(ClusterNode::address).collect(Collectors.joining(","));
  }

  String registryUrl() {
    return registry.url();
  }

  /** For questions that wait a few seconds at most. */
  Admin admin() {
    return admin;
  }

  /** The nodes as services, in the order of their numbers. */
  List<Service> services() {
    return List.copyOf(services);
  }

  /** A node by its number. */
  Subject node(int id) {
    return services.get(id - 1).subject();
  }

  /** The node that leads the quorum of controllers now. */
  Subject controller() throws InterruptedException {
    while (true) {
      try {
        int leader =
            admin
                .describeMetadataQuorum()
                .quorumInfo()
                .get(ANSWER_WITHIN_S, TimeUnit.SECONDS)
                .leaderId();
        if (leader > 0) {
          return node(leader);
        }
      } catch (ExecutionException | TimeoutException e) {
        // there is none at the moment
      }
      Thread.sleep(100);
    }
  }

  /**
   * Waits until so many nodes are brokers that serve.
   *
   * @throws IllegalStateException when they do not within some minutes
   */
  void awaitNodes(int count) throws InterruptedException {
    long deadline = System.nanoTime() + STARTED_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        if (admin.describeCluster().nodes().get(ANSWER_WITHIN_S, TimeUnit.SECONDS).size()
            == count) {
          return;
        }
      } catch (ExecutionException | TimeoutException e) {
        // not yet
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException(
        "Not " + count + " brokers within " + STARTED_WITHIN + ":\n" + node(1).printed());
  }

  @Override
  public void close() {
    services.forEach(Service::close);
    admin.close(Duration.ofSeconds(1));
    registry.close();
  }
}
