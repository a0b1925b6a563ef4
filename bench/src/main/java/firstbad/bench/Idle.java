package firstbad.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code firstbad up} costs while nothing is sent and nobody looks. */
@Command(
    name = "bench/run idle",
    mixinStandardHelpOptions = true,
    description = "CPU time of 'firstbad up' while nothing happens; fails from 2 % of a core on.",
    showDefaultValues = true)
final class Idle implements Callable<Integer> {
  private static final double MOST = 0.02;
  private static final int THREADS = 12;

  @Option(
      names = "--settle",
      paramLabel = "S",
      description = "Seconds after the start that do not count: compilers are at work.")
  private long settle = 60;

  @Option(names = "--seconds", paramLabel = "S", description = "Seconds of the measurement.")
  private long seconds = 60;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Idle()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("firstbad-idle");
    List<String> up =
        List.of(
            "up",
            "--data",
            folder.resolve("data").toString(),
            "--port",
            "0",
            "--kafka-port",
            "0",
            "--registry-port",
            "0");
    try (MeasuredCommand process = new MeasuredCommand(folder.resolve("up.log"), 0, up)) {
      process.await("Ctrl-C");
      Thread.sleep(settle * 1000);
      double before = process.cpuSeconds();
      Map<String, Double> threadsBefore = process.cpuSecondsByThread();
      long began = System.nanoTime();
      Thread.sleep(seconds * 1000);
      double passed = (System.nanoTime() - began) / 1e9;
      double share = (process.cpuSeconds() - before) / passed;
      Map<String, Double> threads = process.cpuSecondsByThread();
      process.demandAlive();
      System.out.printf(
          Locale.ROOT, "%.2f %% of a core over %.0f s, of it:%n", 100 * share, passed);
      threads.replaceAll((name, now) -> now - threadsBefore.getOrDefault(name, 0.0));
      threads.entrySet().stream()
          .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
          .limit(THREADS)
          .forEach(
              each ->
                  System.out.printf(
                      Locale.ROOT,
                      "%6.2f %%  %s%n",
                      100 * each.getValue() / passed,
                      each.getKey()));
      return share < MOST ? 0 : 1;
    }
  }
}
