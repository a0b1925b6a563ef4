package firstbad.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Lines per second of the whole pipeline, exactly once, against itself without trust, against an
 * application that only passes bytes through and against a plain DSL aggregate, in turns on one
 * machine.
 *
 * <pre>
 * broker (own JVM) ─▶ 4 partitions, all lines there ─▶ variant (own cold JVM) ─▶ all committed
 * </pre>
 *
 * <p>{@code bench/run pipeline [--lines N] [--rounds N] [--limit SECONDS]}. A variant is measured
 * over the second half of the lines, or of the seconds when they end first; {@link PipelineRun}.
 * The answer is checked: whoever names culprits must name each one once, and all when it has read
 * all lines.
 */
final class Pipeline {
  private final Cluster cluster;
  private final long records;
  private final CulpritCheck check;
  private final long limit;
  private final Map<Variant, List<Double>> rates = new EnumMap<>(Variant.class);

  private Pipeline(Cluster cluster, Workload.Sent sent, long limit) {
    this.cluster = cluster;
    this.records = sent.records();
    this.check = new CulpritCheck(cluster, sent.bisections());
    this.limit = limit;
  }

  public static void main(String[] arguments) throws Exception {
    Arguments given = Arguments.of(arguments);
    try (Child broker = new Child(BrokerProcess.class, List.of())) {
      String[] addresses = broker.await("BROKER");
      Cluster cluster = new Cluster(addresses[0], addresses[1]);
      cluster.setUp();
      try (Admin admin = cluster.admin()) {
        admin
            .createTopics(List.of(new NewTopic(PassThrough.OUTPUT, Cluster.PARTITIONS, (short) 1)))
            .all()
            .get();
      }
      Workload.Sent sent = Workload.publish(cluster, given.number("--lines", 2_000_000));
      System.out.printf(
          Locale.ROOT, "%,d records of %,d bisections%n", sent.records(), sent.bisections());
      Pipeline pipeline = new Pipeline(cluster, sent, given.number("--limit", 120));
      pipeline.run(Variant.PASS_THROUGH, 0); // for the broker's own JIT
      pipeline.rates.clear();
      for (long round = 1; round <= given.number("--rounds", 5); round++) {
        pipeline.round(round);
      }
      pipeline.report();
    }
  }

  /** All variants once; every other round the other way round. */
  private void round(long round) throws Exception {
    List<Variant> order = new ArrayList<>(List.of(Variant.values()));
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
    long read = Long.parseLong(measured[1]);
    System.out.printf(
        Locale.ROOT,
        "%d  %-13s %,10.0f lines/s%s%n",
        round,
        variant,
        rate,
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

  private void report() {
    rates.forEach(
        (variant, of) ->
            System.out.printf(Locale.ROOT, "median %-13s %,10.0f lines/s%n", variant, median(of)));
    List<Double> ours = rates.getOrDefault(Variant.FIRSTBAD, List.of());
    for (Variant other : Variant.values()) {
      List<Double> theirs = rates.getOrDefault(other, List.of());
      if (other != Variant.FIRSTBAD && !theirs.isEmpty()) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < theirs.size(); i++) {
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
