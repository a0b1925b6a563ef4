package firstbad.bench;

import firstbad.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Lines per second of the whole pipeline, exactly once, against an application that only passes
 * bytes through and against a plain DSL aggregate, in turns on one machine.
 *
 * <pre>
 * broker (own JVM) ─▶ 4 partitions, all lines there ─▶ variant (own cold JVM) ─▶ all committed
 * </pre>
 *
 * <p>{@code bench/run pipeline [--lines N] [--rounds N]}. The time is from the start of the
 * application to the commit of the last line. The answer is checked: firstbad must leave exactly
 * one culprit for each bisection that names a commit.
 */
final class Pipeline {

  private Pipeline() {}

  public static void main(String[] arguments) throws Exception {
    long lines = Arguments.of(arguments).number("--lines", 2_000_000);
    long rounds = Arguments.of(arguments).number("--rounds", 5);
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
      Workload.Sent sent = Workload.publish(cluster, lines);
      System.out.printf(
          Locale.ROOT, "%,d records of %,d bisections%n", sent.records(), sent.bisections());

      Map<Variant, List<Double>> rates = new EnumMap<>(Variant.class);
      for (long round = 1; round <= rounds; round++) {
        for (Variant variant : Variant.values()) {
          double rate = sent.records() / run(variant, cluster, round);
          rates.computeIfAbsent(variant, none -> new ArrayList<>()).add(rate);
          System.out.printf(Locale.ROOT, "%d  %-13s %,10.0f lines/s%n", round, variant, rate);
          if (variant == Variant.FIRSTBAD) {
            checkCulprits(cluster, sent.bisections(), round);
          }
        }
      }
      report(rates);
    }
  }

  private static double run(Variant variant, Cluster cluster, long round) throws Exception {
    String applicationId = variant.name().toLowerCase(Locale.ROOT) + "-" + round;
    try (Child child =
        new Child(
            PipelineRun.class,
            List.of(
                variant.name(),
                cluster.bootstrapServers(),
                cluster.registryUrl(),
                applicationId))) {
      return Double.parseDouble(child.await("TOOK")[0]);
    }
  }

  private static void report(Map<Variant, List<Double>> rates) {
    rates.forEach(
        (variant, of) ->
            System.out.printf(Locale.ROOT, "median %-13s %,10.0f lines/s%n", variant, median(of)));
    List<Double> ours = rates.getOrDefault(Variant.FIRSTBAD, List.of());
    for (Variant other : List.of(Variant.PASS_THROUGH, Variant.AGGREGATE)) {
      List<Double> theirs = rates.getOrDefault(other, List.of());
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < theirs.size(); i++) {
        ratios.add(ours.get(i) / theirs.get(i));
      }
      System.out.printf(
          Locale.ROOT, "firstbad / %s, median of pairs: %.2f%n", other, median(ratios));
    }
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** Each round writes every culprit once more, since each is an application of its own. */
  private static void checkCulprits(Cluster cluster, int bisections, long round) {
    Map<String, Integer> seen = new HashMap<>();
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed");
    String topic = Cluster.TOPICS.name(Topic.CULPRITS);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          seen.merge(record.key(), 1, Integer::sum);
        }
      }
    }
    Map<String, Integer> expected = expectedCulprits(bisections);
    // The aggregate of the rounds before has written the same culprits too.
    long times = 2 * round - 1;
    expected.replaceAll((id, once) -> (int) times);
    if (!seen.equals(expected)) {
      throw new IllegalStateException(
          "Wrong answer in round "
              + round
              + ": culprits of "
              + seen.size()
              + " bisections, not "
              + expected.size()
              + ", or not once each.");
    }
  }

  private static Map<String, Integer> expectedCulprits(int bisections) {
    List<List<String>> samples = SampleLogs.read();
    List<Boolean> names = samples.stream().map(SampleLogs::namesACommit).toList();
    Map<String, Integer> expected = new HashMap<>();
    for (int i = 0; i < bisections; i++) {
      if (names.get(i % names.size())) {
        expected.put("b-" + i, 1);
      }
    }
    return expected;
  }
}
