package firstbad.bench;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.embedded.EmbeddedKafka;
import firstbad.publisher.Destination;
import firstbad.publisher.LogPublisher;
import firstbad.server.Server;
import firstbad.server.ServerSettings;
import firstbad.topology.BisectionTopology;
import firstbad.topology.Health;
import firstbad.topology.TopologySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Node;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A history that is read once: broker, registry, topology and server in this JVM as {@code up} has
 * them, all logs published one after the other, until the view shows everything. Says what that
 * cost: wall time, CPU by kind of thread, what the topology wrote, and what broker and view keep.
 */
@Command(
    name = "bench/run replay",
    mixinStandardHelpOptions = true,
    description = "What it costs to read a whole history, from a cold start.")
final class HistoryReplay implements Callable<Integer> {
  private static final Duration STANDSTILL = Duration.ofMinutes(5);

  @Option(
      names = "--codecs",
      description = "Also packs each topic's batches by each codec: bytes and CPU time.")
  private boolean codecs;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the topology, as in a file for --config.")
  private Map<String, Object> set = new HashMap<>();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new HistoryReplay()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<List<String>> logs = SampleLogs.read();
    long lines = logs.stream().mapToLong(List::size).sum();
    Path folder = Files.createTempDirectory("firstbad-replay");
    try (EmbeddedKafka kafka = EmbeddedKafka.started(folder.resolve("kafka"))) {
      BenchKafka cluster = new BenchKafka(kafka.bootstrapServers(), kafka.registryUrl());
      cluster.setUp();
      try (BisectionTopology topology = topology(cluster, folder);
          Server server =
              Server.started(ServerSettings.in(folder, BenchKafka.TOPICS, cluster.properties()))) {
        Map<String, Double> before = ThreadCpu.seconds();
        long began = System.nanoTime();
        publish(cluster, logs);
        awaitVisible(new Asking(server.url()), logs.size());
        double wall = (System.nanoTime() - began) / 1e9;
        say("%,d logs, %,d lines, visible after %.1f s", logs.size(), lines, wall);
        printCpu(before, ThreadCpu.seconds());
        printWritten(topology, lines / 1000.0);
        printStored(cluster, lines / 1000.0);
        if (codecs) {
          StoredBatches.print(folder.resolve("kafka"), lines / 1000.0);
        }
        if (topology.lines().applied() < lines + logs.size()) {
          throw new IllegalStateException("Wrong answer: " + topology.lines());
        }
      }
    }
    double view = Files.size(folder.resolve("view.db")) / 1000.0;
    say("%8.1f KB for a bisection in the view", view / logs.size());
    return 0;
  }

  private BisectionTopology topology(BenchKafka cluster, Path folder) throws InterruptedException {
    BisectionTopology topology = new BisectionTopology(settings(cluster, folder));
    topology.start();
    Health health = topology.awaitStarted(STANDSTILL);
    if (health.state() != Health.State.RUNNING) {
      throw new IllegalStateException("The topology does not run: " + health);
    }
    return topology;
  }

  private TopologySettings settings(BenchKafka cluster, Path folder) {
    return new TopologySettings(
        new TopologySettings.Connection(cluster.bootstrapServers(), cluster.registryUrl(), set),
        BenchKafka.TOPICS,
        BenchKafka.TOPICS.prefix() + "topology",
        folder.resolve("topology"),
        TopologySettings.Rules.shipped());
  }

  private static void publish(BenchKafka cluster, List<List<String>> logs) {
    try (LogPublisher publisher =
        LogPublisher.open(
            Destination.of(cluster.bootstrapServers(), cluster.registryUrl())
                .withPrefix(BenchKafka.TOPICS.prefix()))) {
      for (int log = 0; log < logs.size(); log++) {
        publisher.publish("log-" + log, Map.of(), logs.get(log));
      }
    }
  }

  /** Until the view shows the end of every log and has read all that is there. */
  private static void awaitVisible(Asking asking, int logs)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + STANDSTILL.toNanos();
    while (System.nanoTime() < deadline) {
      boolean ready = asking.finds("/health/ready");
      JsonNode overview = asking.answer("/api/v1/overview");
      if (ready
          && overview.get("bisections").asInt() >= logs
          && overview.get("running").asInt() == 0
          && overview.get("lag_ms").asLong() == 0) {
        return;
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException(
        "Wrong answer: the view ended at " + asking.answer("/api/v1/overview"));
  }

  private static void printCpu(Map<String, Double> before, Map<String, Double> after) {
    double all = 0;
    for (Map.Entry<String, Double> group : after.entrySet()) {
      double seconds = group.getValue() - before.getOrDefault(group.getKey(), 0.0);
      all += seconds;
      say("%8.1f s of CPU: %s", seconds, group.getKey());
    }
    say("%8.1f s of CPU in all", all);
  }

  /** Records and compressed bytes as the topology's producers count them, by topic. */
  private static void printWritten(BisectionTopology topology, double thousands) {
    Map<String, double[]> written = new TreeMap<>();
    List<String> names = List.of("record-send-total", "byte-total");
    for (Map.Entry<MetricName, ? extends Metric> metric : topology.kafkaMetrics().entrySet()) {
      int place = names.indexOf(metric.getKey().name());
      String topic = metric.getKey().tags().get("topic");
      if (metric.getKey().group().equals("producer-topic-metrics") && place >= 0 && topic != null) {
        double value = ((Number) metric.getValue().metricValue()).doubleValue();
        written.computeIfAbsent(topic, unseen -> new double[2])[place] += value;
      }
    }
    double[] sums = new double[2];
    written.forEach(
        (topic, values) -> {
          sums[0] += values[0];
          sums[1] += values[1];
          say(
              "%8.1f records %8.1f KB for 1,000 lines: %s",
              values[0] / thousands, values[1] / 1000 / thousands, topic);
        });
    say(
        "%8.1f records %8.1f KB for 1,000 lines in all",
        sums[0] / thousands, sums[1] / 1000 / thousands);
  }

  /** What is on the broker's disk, the lines themselves and its own topics included. */
  private static void printStored(BenchKafka cluster, double thousands)
      throws ExecutionException, InterruptedException {
    Map<String, Long> stored = new TreeMap<>();
    try (Admin admin = cluster.admin()) {
      List<Integer> brokers = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
      for (Map<String, LogDirDescription> of :
          admin.describeLogDirs(brokers).allDescriptions().get().values()) {
        for (LogDirDescription folder : of.values()) {
          folder
              .replicaInfos()
              .forEach((part, replica) -> stored.merge(part.topic(), replica.size(), Long::sum));
        }
      }
    }
    stored.forEach(
        (topic, bytes) -> {
          if (bytes > 0) {
            say("%8.1f KB stored for 1,000 lines: %s", bytes / 1000.0 / thousands, topic);
          }
        });
    long all = stored.values().stream().mapToLong(Long::longValue).sum();
    say("%8.1f KB stored for 1,000 lines in all", all / 1000.0 / thousands);
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
