package firstbad.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import firstbad.bisection.Logs;
import firstbad.embedded.EmbeddedKafka;
import firstbad.events.CulpritFound;
import firstbad.publisher.Destination;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.Publication;
import firstbad.schemas.ContractSetup;
import firstbad.schemas.ForgetOrder;
import firstbad.schemas.TestTopics;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.server.Folders;
import firstbad.server.Server;
import firstbad.server.ServerSettings;
import firstbad.server.access.Certificate;
import firstbad.topology.BisectionTopology;
import firstbad.topology.Health;
import firstbad.topology.TopologySettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** All that stands behind a page: broker, registry, topology and server, in this process. */
final class Pipeline implements AutoCloseable {
  /** The line of the log after which revision 5 is closed, on crashes of another bug. */
  static final int DERAILED = 64;

  /** The line before: revision 5 is being tested. */
  static final int FOLLOWING = 62;

  private static final Duration STARTS_WITHIN = Duration.ofMinutes(10);

  private final EmbeddedKafka kafka = EmbeddedKafka.started();
  private final Topics topics = Topics.ofDefaultPrefix();
  private final Path folder;
  private final BisectionTopology topology;
  private final LogPublisher publisher;
  private Server server;

  Pipeline() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("firstbad-page");
    ContractSetup.createMissing(kafka.clientProperties(), topics, 2, (short) 1);
    topology =
        new BisectionTopology(
            new TopologySettings(
                new TopologySettings.Connection(
                    kafka.bootstrapServers(), kafka.registryUrl(), new HashMap<>()),
                topics,
                topics.prefix() + "topology",
                folder.resolve("topology"),
                TopologySettings.Rules.shipped()));
    topology.start();
    Health health = topology.awaitStarted(STARTS_WITHIN);
    if (health.state() == Health.State.STARTING || !health.alive()) {
      throw new IllegalStateException("The topology did not start: " + health);
    }
    publisher = LogPublisher.open(Destination.of(kafka.bootstrapServers(), kafka.registryUrl()));
    server = server(0);
  }

  private Server server(int port) {
    return Server.started(
        ServerSettings.in(folder, topics, kafka.clientProperties()).listening("127.0.0.1", port));
  }

  /**
   * A second server over the same topics, with a view in its own folder, for holders of a token.
   */
  Server guarded(Path own, Path tokens, Certificate certificate) {
    return Server.started(
        ServerSettings.in(own, topics, kafka.clientProperties()).guarded(tokens, certificate));
  }

  /** The address of a view of the page. */
  String page(String path) {
    return server.url() + path;
  }

  /** Where the server listens. */
  int port() {
    return URI.create(server.url()).getPort();
  }

  /** Publishes a whole log and says that it has ended. */
  void publish(String id, Map<String, String> labels, List<String> lines) {
    publisher.publish(id, labels, lines);
  }

  /** Begins a log that is written as the test goes on. */
  Publication begin(String id, Map<String, String> labels) {
    return publisher.begin(id, labels);
  }

  /** Takes a bisection out of everything, as the command does. */
  void forget(String id) {
    byte[] key = id.getBytes(UTF_8);
    ProducerRecord<byte[], byte[]> order =
        new ProducerRecord<>(topics.name(Topic.LOG_LINES), key, null);
    order.headers().add(ForgetOrder.HEADER, key);
    Map<String, Object> client = new HashMap<>(kafka.clientProperties());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      var unused = producer.send(order);
    }
  }

  /** The culprits of a bisection that are committed now. */
  List<CulpritFound> culprits(String id) {
    List<CulpritFound> found = new ArrayList<>();
    try (TestTopics committed = new TestTopics(kafka.clientProperties(), 2)) {
      committed.read(
          Topic.CULPRITS,
          CulpritFound.class,
          (key, culprit) -> {
            if (key.equals(id)) {
              found.add(culprit);
            }
          });
    }
    return found;
  }

  /** Stops the server alone, as a restart of it would. */
  int stopServer() {
    int port = port();
    server.close();
    return port;
  }

  /** Starts it again where it was. */
  void startServer(int port) {
    server = server(port);
  }

  /** The log that every test of the project knows: it leaves its bug at revision 5, line 60. */
  static List<String> seedLog() {
    return Logs.hidrawRelease();
  }

  /** Writes these lines of it, and waits until Kafka has them. */
  static void writeSeed(Publication log, int from, int to) {
    seedLog().subList(from, to).forEach(log::line);
    log.awaitDurable();
  }

  @Override
  public void close() throws IOException {
    server.close();
    publisher.close();
    topology.close();
    kafka.close();
    Folders.delete(folder);
  }
}
