package firstbad.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long the bisections of an instance wait for another one when it is killed, with a standby and
 * without. Every bisection gets a line as soon as it is dead.
 */
@Command(
    name = "bench/run take-over",
    mixinStandardHelpOptions = true,
    description =
        "From the SIGKILL of one of two topologies until the other has read a line of each bisection.",
    showDefaultValues = true)
final class TakeOver implements Callable<Integer> {
  private static final int HEAP_MIB = 400;

  @Option(names = "--bisections", paramLabel = "N", description = "Bisections that are open.")
  private int bisections = 10_000;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Instances that are killed, each way.")
  private int rounds = 3;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TakeOver()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    for (int standbys = 0; standbys <= 1; standbys++) {
      try (Child broker = new Child(BrokerProcess.class, List.of())) {
        String[] addresses = broker.await("BROKER");
        BenchKafka cluster = new BenchKafka(addresses[0], addresses[1]);
        cluster.setUp();
        List<Double> seconds = killed(cluster, standbys);
        System.out.printf(
            Locale.ROOT,
            "%s a standby, %,d bisections: %s s%n",
            standbys == 0 ? "without" : "with",
            bisections,
            String.join(
                ", ", seconds.stream().map(s -> String.format(Locale.ROOT, "%.1f", s)).toList()));
      }
    }
    return 0;
  }

  private List<Double> killed(BenchKafka cluster, int standbys) throws Exception {
    Path folder = Files.createTempDirectory("firstbad-take-over");
    List<Double> seconds = new ArrayList<>();
    MeasuredCommand working = topology(cluster, folder.resolve("0"), standbys);
    try (OpenBisections open = new OpenBisections(cluster, bisections)) {
      open.awaitAllRead(working);
      for (int round = 1; round <= rounds; round++) {
        MeasuredCommand next = topology(cluster, folder.resolve("" + round), standbys);
        // Until the state is shared and copied, and a line of each has gone this way.
        next.await("The topology runs.");
        Thread.sleep(20_000);
        open.sendToEach();
        open.awaitAllRead(next);
        working.kill();
        long began = System.nanoTime();
        open.sendToEach();
        while (!open.allRead()) {
          next.demandAlive();
          Thread.sleep(20);
        }
        seconds.add((System.nanoTime() - began) / 1e9);
        working = next;
      }
    } finally {
      working.close();
    }
    return seconds;
  }

  private static MeasuredCommand topology(BenchKafka cluster, Path folder, int standbys)
      throws Exception {
    Files.createDirectories(folder);
    return new MeasuredCommand(
        folder.resolve("topology.log"),
        HEAP_MIB,
        List.of(
            "topology",
            "-b",
            cluster.bootstrapServers(),
            "-r",
            cluster.registryUrl(),
            "--state",
            folder.resolve("state").toString(),
            "--standbys",
            String.valueOf(standbys)));
  }
}
