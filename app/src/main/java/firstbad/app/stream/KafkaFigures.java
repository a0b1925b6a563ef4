package firstbad.app.stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The few of Kafka's own figures that say what ours do not, each as one series over all clients and
 * threads of the process. Kafka has some thousands, by thread, task, store, topic and partition;
 * JMX has them all.
 */
final class KafkaFigures {
  private static final String CONSUMER = "kafka.consumer.";
  private static final String PRODUCER = "kafka.producer.";
  private static final String THREAD = "kafka.stream.thread.";

  /**
   * Those that come and go.
   *
   * @param name under which it is served
   * @param group of Kafka's metrics
   * @param figure its name there; of several, the largest is served
   */
  private record Level(String name, String group, String figure, String description) {}

  /**
   * Those that only grow.
   *
   * @param figure of several, the sum is served
   */
  private record Count(String name, String group, String figure, String description) {}

  private static final List<Level> LEVELS =
      List.of(
          new Level(
              CONSUMER + "fetch.manager.records.lag.max",
              "consumer-fetch-manager-metrics",
              "records-lag-max",
              "Records that wait in the partition where most do."),
          new Level(
              CONSUMER + "fetch.manager.fetch.latency.avg",
              "consumer-fetch-manager-metrics",
              "fetch-latency-avg",
              "Milliseconds that a fetch takes, for the slowest consumer."),
          new Level(
              THREAD + "process.ratio",
              "stream-thread-metrics",
              "process-ratio",
              "Share of its time that the busiest thread spends on lines, 0 to 1."),
          new Level(
              THREAD + "commit.ratio",
              "stream-thread-metrics",
              "commit-ratio",
              "Share of its time that a thread spends on commits at most, 0 to 1."),
          new Level(
              PRODUCER + "request.latency.avg",
              "producer-metrics",
              "request-latency-avg",
              "Milliseconds that the brokers take to acknowledge, for the slowest producer."));

  private static final List<Count> COUNTS =
      List.of(
          new Count(
              CONSUMER + "coordinator.rebalance",
              "consumer-coordinator-metrics",
              "rebalance-total",
              "How often partitions moved between instances."),
          new Count(
              CONSUMER + "fetch.manager.bytes.consumed",
              "consumer-fetch-manager-metrics",
              "bytes-consumed-total",
              "Bytes read, those of restored state among them."),
          new Count(
              PRODUCER + "outgoing.byte",
              "producer-metrics",
              "outgoing-byte-total",
              "Bytes written."),
          new Count(
              PRODUCER + "record.error",
              "producer-metrics",
              "record-error-total",
              "Records that could not be written."),
          new Count(
              PRODUCER + "record.retry",
              "producer-metrics",
              "record-retry-total",
              "Records that had to be written again."));

  private KafkaFigures() {}

  static void bind(
      MeterRegistry registry, Supplier<Map<MetricName, ? extends Metric>> kafkaMetrics) {
    for (Level each : LEVELS) {
      Gauge.builder(
              each.name(),
              () -> values(kafkaMetrics, each.group(), each.figure()).max().orElse(Double.NaN))
          .description(each.description())
          .register(registry);
    }
    for (Count each : COUNTS) {
      FunctionCounter.builder(
              each.name(), each, count -> values(kafkaMetrics, count.group(), count.figure()).sum())
          .description(each.description())
          .register(registry);
    }
  }

  /**
   * The figures of each client or thread: Kafka has some of them by topic and partition too, under
   * the same name. What was not measured yet is no number.
   */
  private static DoubleStream values(
      Supplier<Map<MetricName, ? extends Metric>> kafkaMetrics, String group, String figure) {
    return kafkaMetrics.get().entrySet().stream()
        .filter(metric -> named(metric.getKey(), group, figure))
        .map(metric -> metric.getValue().metricValue())
        .filter(Number.class::isInstance)
        .mapToDouble(value -> ((Number) value).doubleValue())
        .filter(value -> !Double.isNaN(value));
  }

  private static boolean named(MetricName name, String group, String figure) {
    return name.group().equals(group)
        && name.name().equals(figure)
        && !name.tags().containsKey("topic")
        && !name.tags().containsKey("partition");
  }
}
