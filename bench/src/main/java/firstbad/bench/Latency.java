package firstbad.bench;

import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the end of a log to its culprit, as a consumer of committed records sees it.
 *
 * <pre>
 * producer ─ end_of_log ─▶ broker ─▶ firstbad ─▶ broker ─ culprit ─▶ consumer
 *            └─────────────── this long ────────────────┘
 * </pre>
 *
 * <p>Broker and firstbad are processes of their own, producer and consumer share this one.
 */
@Command(
    name = "bench/run latency",
    mixinStandardHelpOptions = true,
    description =
        "From the end of a log to its culprit, as a consumer of committed records sees it.",
    showDefaultValues = true)
final class Latency implements Callable<Integer> {
  private static final int AT_ONCE = 100;

  @Option(names = "--rate", paramLabel = "N", description = "Lines per second.")
  private long rate = 20_000;

  @Option(names = "--warm-up", paramLabel = "S", description = "Seconds before the measurement.")
  private long warmUp = 60;

  @Option(
      names = "--warm-up-rate",
      paramLabel = "N",
      description =
          "Lines per second meanwhile, by default as later. A slow one leaves no backlog behind that"
              + " would be measured instead.")
  private @Nullable Long warmUpRate;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "What is measured: FIRSTBAD, PLAIN_LOOP, AGGREGATE or FLINK.")
  private Variant variant = Variant.FIRSTBAD;

  @Option(names = "--seconds", paramLabel = "S", description = "Seconds of the measurement.")
  private long seconds = 60;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Latency()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    try (Child broker = new Child(BrokerProcess.class, List.of())) {
      String[] addresses = broker.await("BROKER");
      BenchKafka cluster = new BenchKafka(addresses[0], addresses[1]);
      cluster.setUp();
      cluster.addTopics(PlainLoop.STATE, PlainLoop.SUMS);
      try (Child firstbad =
          new Child(
              LatencySubject.class,
              variant,
              List.of(variant.name(), cluster.bootstrapServers(), cluster.registryUrl()))) {
        firstbad.await("RUNS");
        measure(cluster);
      }
    }
    return 0;
  }

  private void measure(BenchKafka cluster) throws InterruptedException {
    Map<String, Long> ended = new ConcurrentHashMap<>();
    Map<String, Long> found = new ConcurrentHashMap<>();
    Thread reader = new Thread(() -> read(cluster, found), "reader");
    reader.setDaemon(true);
    reader.start();

    List<List<String>> samples =
        SampleLogs.read().stream().filter(SampleLogs::namesACommit).toList();
    long begun = System.nanoTime();
    long measuredFrom = begun + warmUp * 1_000_000_000;
    long until = measuredFrom + seconds * 1_000_000_000;
    long firstRate = warmUpRate == null ? rate : warmUpRate;
    LongUnaryOperator pause =
        at -> 1_000_000_000 / (at < measuredFrom ? firstRate : rate); // to the next line, in ns
    send(cluster, samples, pause, begun, until, ended);
    awaitAll(ended, found);
    print(
        ended.entrySet().stream()
            .filter(end -> end.getValue() >= measuredFrom)
            .map(end -> (found.getOrDefault(end.getKey(), 0L) - end.getValue()) / 1e6)
            .sorted()
            .toList());
  }

  private static void awaitAll(Map<String, Long> ended, Map<String, Long> found)
      throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!found.keySet().containsAll(ended.keySet())) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Wrong answer: "
                + ended.size()
                + " logs ended and "
                + found.size()
                + " culprits were found.");
      }
      Thread.sleep(50);
    }
  }

  private void print(List<Double> millis) {
    System.out.printf(
        Locale.ROOT,
        "%,d lines/s, %,d culprits: p50 %.0f ms, p99 %.0f ms, max %.0f ms%n",
        rate,
        millis.size(),
        quantile(millis, 0.50),
        quantile(millis, 0.99),
        quantile(millis, 1));
  }

  static double quantile(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())));
  }

  private static void send(
      BenchKafka cluster,
      List<List<String>> samples,
      LongUnaryOperator pause,
      long begun,
      long until,
      Map<String, Long> ended) {
    Map<String, Object> config = new HashMap<>(cluster.properties());
    config.put("linger.ms", 5);
    config.put("compression.type", "lz4");
    try (EventSerdes serdes = EventSerdes.of(cluster.properties());
        KafkaProducer<String, LogLine> producer =
            new KafkaProducer<>(config, new StringSerializer(), serdes.serializer(LogLine.class))) {
      List<int[]> running = new ArrayList<>();
      int next = 0;
      long due = begun;
      while (System.nanoTime() < until || !running.isEmpty()) {
        while (running.size() < AT_ONCE && System.nanoTime() < until) {
          running.add(new int[] {next++, 0});
        }
        for (int[] each : running) {
          List<String> log = samples.get(each[0] % samples.size());
          boolean end = each[1] == log.size();
          String id = "l-" + each[0];
          LogLine line =
              new LogLine(each[1] + 1L, end ? "" : log.get(each[1]), Instant.now(), Map.of(), end);
          each[1]++;
          if (end) {
            ended.put(id, System.nanoTime());
          }
          var unused =
              producer.send(
                  new ProducerRecord<>(BenchKafka.TOPICS.name(Topic.LOG_LINES), id, line));
          due += pause.applyAsLong(due);
          long ahead = due - System.nanoTime();
          if (ahead > 1_000_000) {
            LockSupport.parkNanos(ahead);
          }
        }
        running.removeIf(each -> each[1] > samples.get(each[0] % samples.size()).size());
      }
    }
  }

  private static void read(BenchKafka cluster, Map<String, Long> found) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "group.id",
            "latency",
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed");
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(BenchKafka.TOPICS.name(Topic.CULPRITS)));
      while (true) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          if (found.put(record.key(), System.nanoTime()) != null) {
            throw new IllegalStateException("Wrong answer: " + record.key() + " came twice.");
          }
        }
      }
    }
  }
}
