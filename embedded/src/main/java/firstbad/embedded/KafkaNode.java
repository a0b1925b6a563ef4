package firstbad.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Kafka's own broker and controller, wired as its main program wires them, with two differences:
 * the ports are bound by the caller, and a fault is kept instead of ending the JVM, which is not
 * ours.
 */
final class KafkaNode {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);

  // Written last when a folder is formatted, so that an interrupted formatting is done again.
  private static final String FORMATTED = "meta.properties";

  private final AtomicReference<Throwable> fault = new AtomicReference<>();
  private final Metrics metrics;
  private final ControllerServer controller;
  private final BrokerServer broker;

  private KafkaNode(KafkaConfig config, ServerSocketFactory ports) {
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> formatted =
        KafkaRaftServer.initializeLogDirs(config, LOG, "");
    String cluster = formatted._1().clusterId().orElseThrow();
    this.metrics = Server.initializeMetrics(config, Time.SYSTEM, cluster);
    SharedServer shared =
        new SharedServer(
            config,
            formatted._1(),
            Time.SYSTEM,
            metrics,
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            List.of(),
            this::faultHandler,
            ports);
    this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2());
    this.broker = new BrokerServer(shared);
  }

  /** Formats the folder if it is new, then starts controller and broker and waits for both. */
  static KafkaNode started(Map<String, String> configuration, ServerSocketFactory ports) {
    KafkaConfig config = KafkaConfig.apply(configuration, false);
    Path logs = Path.of(config.metadataLogDir());
    if (!Files.exists(logs.resolve(FORMATTED))) {
      format(logs);
    }
    KafkaNode node = opened(config, ports);
    boolean started = false;
    try {
      node.controller.startup();
      node.broker.startup();
      started = true;
      return node;
    } catch (Exception e) { // Scala throws checked ones without saying so
      throw new NotStarted("The broker did not start: " + why(e), e);
    } finally {
      if (!started) {
        node.stop();
      }
    }
  }

  /** Some exceptions say nothing: an interruption, and that the machine was too slow. */
  private static String why(Exception e) {
    return e.getMessage() == null ? "it met a " + e.getClass().getSimpleName() : e.getMessage();
  }

  private static KafkaNode opened(KafkaConfig config, ServerSocketFactory ports) {
    try {
      return new KafkaNode(config, ports);
    } catch (Exception e) {
      throw new NotStarted(
          "The broker cannot read its folder " + config.metadataLogDir() + ": " + e.getMessage(),
          e);
    }
  }

  private static void format(Path logs) {
    try {
      new Formatter()
          .setNodeId(BrokerConfiguration.NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(BrokerConfiguration.CONTROLLER)
          .setDirectories(List.of(logs.toString()))
          .setMetadataLogDirectory(logs.toString())
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
          .run();
    } catch (Exception e) {
      throw new NotStarted(
          "The broker cannot prepare the folder " + logs + ": " + e.getMessage(), e);
    }
  }

  /** Stops both and gives everything back, whatever one of them throws. */
  void stop() {
    Utils.swallow(LOG, broker::shutdown);
    Utils.swallow(LOG, controller::shutdown);
    Utils.closeQuietly(metrics, "metrics");
  }

  Optional<Throwable> fault() {
    return Optional.ofNullable(fault.get());
  }

  private FaultHandler faultHandler(String name, boolean fatal, Runnable action) {
    return (message, cause) -> {
      LOG.error("Kafka met a fault in {}: {}", name, message, cause);
      FaultHandlerException exception = new FaultHandlerException(name + ": " + message, cause);
      if (fatal) {
        fault.compareAndSet(null, exception);
      }
      action.run();
      return exception;
    };
  }
}
