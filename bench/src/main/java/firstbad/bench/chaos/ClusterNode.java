package firstbad.bench.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * What one node of a cluster is started with: Kafka's own program and a file of settings.
 *
 * @param id 1 and up
 * @param port for clients
 * @param controllerPort for the quorum
 */
record ClusterNode(int id, int port, int controllerPort) {
  private static final String HOST = "127.0.0.1";

  String address() {
    return HOST + ":" + port;
  }

  private String voter() {
    return id + "@" + HOST + ":" + controllerPort;
  }

  /**
   * Formats its folder.
   *
   * @return the command that runs it
   */
  List<String> prepared(Path folder, String cluster, List<ClusterNode> all) throws Exception {
    Path data = Files.createDirectories(folder.resolve("broker-" + id));
    new Formatter()
        .setNodeId(id)
        .setClusterId(cluster)
        .setControllerListenerName("CONTROLLER")
        .setDirectories(List.of(data.toString()))
        .setMetadataLogDirectory(data.toString())
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .run();
    Path file = folder.resolve("broker-" + id + ".properties");
    write(file, settings(data, all));
    return Jvm.command("kafka.Kafka", 400, List.of(file.toString()));
  }

  /** Kafka's defaults for what matters on a bad day; few partitions, since many start slowly. */
  private Map<String, String> settings(Path data, List<ClusterNode> all) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", String.valueOf(id));
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "CLIENTS");
    settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put(
        "listeners", "CLIENTS://%s,CONTROLLER://%s:%d".formatted(address(), HOST, controllerPort));
    settings.put("advertised.listeners", "CLIENTS://" + address());
    settings.put(
        "controller.quorum.voters",
        all.stream().map(ClusterNode::voter).collect(Collectors.joining(",")));
    settings.put("log.dirs", data.toString());
    for (String topic : List.of("offsets.topic", "transaction.state.log")) {
      settings.put(topic + ".replication.factor", "3");
      settings.put(topic + ".num.partitions", "4");
    }
    settings.put("transaction.state.log.min.isr", "2");
    settings.put("default.replication.factor", "3");
    settings.put("min.insync.replicas", "2");
    settings.put("auto.create.topics.enable", "false");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("log.cleaner.dedupe.buffer.size", "8388608");
    return settings;
  }

  private static void write(Path file, Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }
}
