package firstbad.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import firstbad.server.Server;
import firstbad.server.ServerSettings;
import firstbad.server.view.Crowd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The view with many bisections in it: how fast it catches up, how fast it answers, and how soon a
 * browser hears of a line.
 *
 * <pre>
 * broker (own JVM), all events there ─▶ server from an empty view     rows/s, CPU of its thread
 *                                       └─ HTTP ─▶ lists, search, detail      p50, p99
 * line ─▶ broker ─▶ firstbad (own JVM) ─▶ broker ─▶ server ─ SSE ─▶ here      p50, p99
 * </pre>
 *
 * <p>The bisections are made up, see {@link Crowd}.
 */
@Command(
    name = "bench/run view",
    mixinStandardHelpOptions = true,
    description = "The view with many bisections in it: how fast it catches up and answers.",
    showDefaultValues = true)
final class LargeView implements Callable<Integer> {
  private static final int FOLDED_LOGS = 500;
  private static final String THREAD = "firstbad-view";
  private static final Duration STANDSTILL = Duration.ofMinutes(10);

  @Option(
      names = "--bisections",
      paramLabel = "N",
      split = ",",
      description = "How many there are, one size after the other.")
  private List<Integer> sizes = List.of(1000, 100_000);

  @Option(
      names = "--logs",
      paramLabel = "N",
      description = "So many have their lines in Kafka too.")
  private int logs = 500;

  @Option(names = "--requests", paramLabel = "N", description = "How often each question is asked.")
  private int requests = 200;

  @Option(names = "--lives", paramLabel = "N", description = "How often a live event is awaited.")
  private int lives = 200;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LargeView()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    for (int size : sizes) {
      try (Child broker = new Child(BrokerProcess.class, List.of())) {
        String[] addresses = broker.await("BROKER");
        BenchKafka cluster = new BenchKafka(addresses[0], addresses[1]);
        cluster.setUp();
        measure(cluster, size);
      }
    }
    return 0;
  }

  private void measure(BenchKafka cluster, int size) throws Exception {
    Crowd crowd = new Crowd(Math.min(FOLDED_LOGS, size), size, Instant.now());
    long rows = CrowdTopics.publishEvents(cluster, crowd);
    Path folder = Files.createTempDirectory("firstbad-bench");
    long began = System.nanoTime();
    try (Server server = server(cluster, folder)) {
      Asking asking = new Asking(server.url());
      awaitCaughtUp(asking, size);
      say("%,d bisections: %s", size, speed("rows", rows, began, 0));

      int whole = Math.min(size, logs);
      long before = cpu();
      began = System.nanoTime();
      long lines = CrowdTopics.publishLines(cluster, crowd, size - whole, size);
      awaitCaughtUp(asking, size);
      say("  lines of %,d logs: %s", whole, speed("lines", lines, began, before));

      new Questions(asking, crowd, requests).ask();
      say("  the view takes %,d MB", bytes(folder) >> 20);
      if (lives > 0) {
        live(cluster, server);
      }
    } finally {
      delete(folder);
    }
  }

  private void live(BenchKafka cluster, Server server) throws Exception {
    try (Child firstbad =
        new Child(
            LatencySubject.class, List.of(cluster.bootstrapServers(), cluster.registryUrl()))) {
      firstbad.await("RUNS");
      List<Double> millis = new LiveDelay(cluster, server.url()).measured(lives);
      say(
          "  from a line in Kafka to the event in the browser's stream, %,d times: %s",
          millis.size(), Asking.quantiles(millis));
    }
  }

  private static Server server(BenchKafka cluster, Path folder) {
    return Server.started(ServerSettings.in(folder, BenchKafka.TOPICS, cluster.properties()));
  }

  /**
   * Until the view says itself that nothing is left, and holds what it is to hold; for as long as
   * it gets on, since a million take long.
   */
  private static void awaitCaughtUp(Asking asking, int size)
      throws IOException, InterruptedException {
    JsonNode before = MissingNode.getInstance();
    long deadline = System.nanoTime() + STANDSTILL.toNanos();
    while (true) {
      boolean ready = asking.finds("/health/ready"); // not before it asked for the topics' ends
      JsonNode overview = asking.answer("/api/v1/overview");
      boolean all = overview.get("bisections").asInt() >= size;
      if (ready && all && overview.get("lag_ms").asLong() == 0) {
        return;
      }
      if (System.nanoTime() > deadline) {
        if (overview.equals(before)) {
          throw new IllegalStateException("Wrong answer: the view ended at " + overview);
        }
        before = overview;
        deadline = System.nanoTime() + STANDSTILL.toNanos();
      }
      Thread.sleep(200);
    }
  }

  private static String speed(String what, long count, long began, long cpuBefore) {
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpuSeconds = (cpu() - cpuBefore) / 1e9;
    return String.format(
        Locale.ROOT,
        "%,d %s in %.1f s (%,.0f/s); %.1f s of CPU (%,.0f/s)",
        count,
        what,
        seconds,
        count / seconds,
        cpuSeconds,
        count / cpuSeconds);
  }

  /** CPU time of the thread that follows Kafka, in nanoseconds. */
  private static long cpu() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (long id : threads.getAllThreadIds()) {
      var thread = threads.getThreadInfo(id);
      if (thread != null && thread.getThreadName().equals(THREAD)) {
        return threads.getThreadCpuTime(id);
      }
    }
    throw new IllegalStateException("There is no thread " + THREAD + ".");
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toFile).filter(file -> file.isFile()).mapToLong(f -> f.length()).sum();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.deleteIfExists(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
