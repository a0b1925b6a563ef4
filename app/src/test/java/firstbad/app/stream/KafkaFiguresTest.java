package firstbad.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

/** One series for a figure, however many clients, topics and partitions there are. */
class KafkaFiguresTest {
  private final Map<MetricName, Metric> kafka = new LinkedHashMap<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void a_level_is_that_of_the_client_where_it_is_highest() {
    lag(5.0, Map.of("client-id", "a"));
    lag(Double.NaN, Map.of("client-id", "b"));
    lag(7.0, Map.of("client-id", "c"));
    lag(9.0, Map.of("client-id", "c", "topic", "x", "partition", "0"));
    KafkaFigures.bind(registry, () -> kafka);

    assertThat(registry.get("kafka.consumer.fetch.manager.records.lag.max").gauges())
        .singleElement()
        .satisfies(gauge -> assertThat(gauge.value()).isEqualTo(7));
  }

  @Test
  void a_count_is_the_sum_of_all_clients() {
    figure("producer-metrics", "record-error-total", 2.0, Map.of("client-id", "a"));
    figure("producer-metrics", "record-error-total", 3.0, Map.of("client-id", "b"));
    figure("producer-topic-metrics", "record-error-total", 5.0, Map.of("topic", "x"));
    KafkaFigures.bind(registry, () -> kafka);

    assertThat(registry.get("kafka.producer.record.error").functionCounter().count()).isEqualTo(5);
  }

  @Test
  void what_was_not_measured_yet_is_no_number() {
    KafkaFigures.bind(registry, () -> kafka);

    assertThat(registry.getMeters()).hasSize(10);
    assertThat(registry.get("kafka.stream.thread.process.ratio").gauge().value()).isNaN();
  }

  private void lag(double value, Map<String, String> tags) {
    figure("consumer-fetch-manager-metrics", "records-lag-max", value, tags);
  }

  private void figure(String group, String name, double value, Map<String, String> tags) {
    MetricName named = new MetricName(name, group, "", tags);
    kafka.put(
        named,
        new Metric() {
          @Override
          public MetricName metricName() {
            return named;
          }

          @Override
          public Object metricValue() {
            return value;
          }
        });
  }
}
