package firstbad.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Lines per second of the whole pipeline, exactly once, against itself without trust, against an
 * application that only passes bytes through and against a plain DSL aggregate, in turns on one
 * machine. The others are named in {@link Variant}.
 *
 * <pre>
 * broker (own JVM) ─▶ 4 partitions, all lines there ─▶ variant (own cold JVM) ─▶ all committed
 * </pre>
 *
 * <p>A variant is measured over the second half of the lines, or of the seconds when they end
 * first; {@link PipelineRun}. The answer is checked: whoever names culprits must name each one
 * once, and all when it has read all lines.
 */
@Command(
    name = "bench/run pipeline",
    mixinStandardHelpOptions = true,
    description = "Lines per second of the whole pipeline beside others, in turns.",
    showDefaultValues = true)
final class Pipeline implements Callable<Integer> {
  private final Map<Variant, List<Double>> rates = new EnumMap<>(Variant.class);

  @Option(names = "--lines", paramLabel = "N", description = "How many are published.")
  private long lines = 2_000_000;

  @Option(names = "--rounds", paramLabel = "N", description = "How often each variant runs.")
  private long rounds = 5;

  @Option(
      names = "--variants",
      split = ",",
      paramLabel = "NAME",
      description = "Which, of ${COMPLETION-CANDIDATES}; by default all but FLINK.")
  private Set<Variant> variants = EnumSet.complementOf(EnumSet.of(Variant.FLINK));

  @Option(names = "--limit", paramLabel = "S", description = "Seconds of one run at most.")
  private long limit = 120;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Pipeline()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    try (Child broker = new Child(BrokerProcess.class, List.of())) {
      String[] addresses = broker.await("BROKER");
      BenchKafka cluster = new BenchKafka(addresses[0], addresses[1]);
      cluster.setUp();
      cluster.addTopics(PassThrough.OUTPUT, PlainLoop.STATE, PlainLoop.SUMS);
      Workload.Sent sent = Workload.publish(cluster, lines);
      System.out.printf(
          Locale.ROOT, "%,d records of %,d bisections%n", sent.records(), sent.bisections());
      Turns turns =
          new Turns(cluster, sent.records(), new CulpritCheck(cluster, sent.bisections()));
      turns.run(Variant.PASS_THROUGH, 0); // for the broker's own JIT
      rates.clear();
      for (long round = 1; round <= rounds; round++) {
        turns.round(round);
      }
      report();
    }
    return 0;
  }

  /** The variants on what was published. */
  private final class Turns {
    private final BenchKafka cluster;
    private final long records;
    private final CulpritCheck check;

    Turns(BenchKafka cluster, long records, CulpritCheck check) {
      this.cluster = cluster;
      this.records = records;
      this.check = check;
    }

    /** All variants once; every other round the other way round. */
    private void round(long round) throws Exception {
      List<Variant> order = new ArrayList<>(new TreeSet<>(variants));
      if (round % 2 == 0) {
        Collections.reverse(order);
      }
      for (Variant variant : order) {
        run(variant, round);
      }
    }

    private void run(Variant variant, long round) throws Exception {
      String applicationId = variant.name().toLowerCase(Locale.ROOT) + "-" + round;
      check.begin();
      String[] measured = measured(variant, applicationId);
      double rate = Double.parseDouble(measured[0]);
      double cpuSeconds = Double.parseDouble(measured[1]);
      long read = Long.parseLong(measured[2]);
      System.out.printf(
          Locale.ROOT,
          "%d  %-13s %,10.0f lines/s, %.1f s of CPU for a million%s%n",
          round,
          variant,
          rate,
          cpuSeconds,
          read < records ? ", stopped after %,d lines".formatted(read) : "");
      rates.computeIfAbsent(variant, none -> new ArrayList<>()).add(rate);
      if (variant.namesCulprits()) {
        check.end(applicationId, read >= records);
      }
    }

    /** Runs it to its end; {@link PipelineRun} says what comes back. */
    private String[] measured(Variant variant, String applicationId) throws IOException {
      try (Child child =
          new Child(
              PipelineRun.class,
              variant,
              List.of(
                  variant.name(),
                  cluster.bootstrapServers(),
                  cluster.registryUrl(),
                  applicationId,
                  String.valueOf(records),
                  String.valueOf(limit)))) {
        return child.await("MEASURED");
      }
    }
  }

  private void report() {
    rates.forEach(
        (variant, of) ->
            System.out.printf(Locale.ROOT, "median %-13s %,10.0f lines/s%n", variant, median(of)));
    List<Double> ours = rates.getOrDefault(Variant.FIRSTBAD, List.of());
    for (Variant other : Variant.values()) {
      List<Double> theirs = rates.getOrDefault(other, List.of());
      if (other != Variant.FIRSTBAD && !theirs.isEmpty() && !ours.isEmpty()) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
          ratios.add(ours.get(i) / theirs.get(i));
        }
        System.out.printf(
            Locale.ROOT, "firstbad / %s, median of pairs: %.2f%n", other, median(ratios));
      }
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
