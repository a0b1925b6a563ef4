package firstbad.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether the memory of a topology keeps growing. Many bisections are open, and each line goes to
 * any of them; one that ends makes room for a new one.
 */
@Command(
    name = "bench/run soak",
    mixinStandardHelpOptions = true,
    description =
        "Resident memory of a topology with many open bisections, over time; fails when it grows by"
            + " more than 5 %% over the last two thirds of 10 minutes or more.",
    showDefaultValues = true)
final class Soak implements Callable<Integer> {
  private static final int LONG_ENOUGH_MINUTES = 10;
  private static final double MOST_GROWTH = 0.05;
  private static final double MIB = 1 << 20;

  @Option(names = "--minutes", paramLabel = "N", description = "Minutes with lines.")
  private int minutes = 30;

  @Option(names = "--bisections", paramLabel = "N", description = "Bisections that are open.")
  private int bisections = 100_000;

  @Option(names = "--partitions", paramLabel = "N", description = "Partitions of the lines.")
  private int partitions = 12;

  @Option(names = "--rate", paramLabel = "N", description = "Lines per second.")
  private int rate = 2_000;

  @Option(names = "--heap", paramLabel = "MIB", description = "Heap of the topology.")
  private int heap = 512;

  @Option(names = "--every", paramLabel = "S", description = "Seconds between two lines of output.")
  private int every = 10;

  private final Random random = new Random(1);

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Soak()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("firstbad-soak");
    try (Child broker = new Child(BrokerProcess.class, List.of())) {
      String[] addresses = broker.await("BROKER");
      BenchKafka cluster = new BenchKafka(addresses[0], addresses[1]);
      cluster.setUp(partitions);
      List<String> topology =
          List.of("topology", "-b", addresses[0], "-r", addresses[1], "--state", "state");
      try (MeasuredCommand process =
              new MeasuredCommand(folder.resolve("topology.log"), heap, topology);
          OpenBisections open = new OpenBisections(cluster, bisections)) {
        open.awaitAllRead(process);
        List<Double> resident = soak(open, process);
        open.awaitAllRead(process);
        return verdict(resident);
      }
    }
  }

  private List<Double> soak(OpenBisections open, MeasuredCommand process) throws Exception {
    List<Double> resident = new ArrayList<>();
    long began = System.nanoTime();
    long end = began + minutes * 60_000_000_000L;
    long pause = 1_000_000_000L / rate;
    long due = began;
    long sayAt = began;
    while (System.nanoTime() < end) {
      open.send(random.nextInt(open.size()));
      due += pause;
      long ahead = due - System.nanoTime();
      if (ahead > 1_000_000) {
        LockSupport.parkNanos(ahead);
      }
      if (System.nanoTime() >= sayAt) {
        sayAt += every * 1_000_000_000L;
        process.demandAlive();
        resident.add(process.residentBytes() / MIB);
        System.out.printf(
            Locale.ROOT,
            "%6d s  %,12d lines  %6.0f MiB%n",
            (System.nanoTime() - began) / 1_000_000_000L,
            open.sent(),
            resident.get(resident.size() - 1));
      }
    }
    return resident;
  }

  private int verdict(List<Double> resident) {
    List<Double> later = resident.subList(resident.size() / 3, resident.size());
    double mean = later.stream().mapToDouble(each -> each).average().orElse(0);
    double growth = slope(later) * later.size() / mean;
    System.out.printf(Locale.ROOT, "%.0f MiB on average, growing by %.1f %%", mean, 100 * growth);
    if (minutes < LONG_ENOUGH_MINUTES) {
      System.out.println(", which says nothing after less than 10 minutes");
      return 0;
    }
    System.out.println();
    return growth <= MOST_GROWTH ? 0 : 1;
  }

  /** Of the line that is nearest to all of them, for each step. */
  static double slope(List<Double> values) {
    double middle = (values.size() - 1) / 2.0;
    double mean = values.stream().mapToDouble(each -> each).average().orElse(0);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < values.size(); i++) {
      products += (i - middle) * (values.get(i) - mean);
      squares += (i - middle) * (i - middle);
    }
    return squares == 0 ? 0 : products / squares;
  }
}
