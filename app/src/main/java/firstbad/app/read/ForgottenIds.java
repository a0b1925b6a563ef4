package firstbad.app.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.schemas.BoundedConsumer;
import firstbad.schemas.ForgetOrder;
import firstbad.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The ids of bisections that 'firstbad forget' has removed. */
public final class ForgottenIds {
  /** How many records are read at most, the newest of each partition. */
  private static final long RECORDS = 200_000;

  private static final Duration POLL = Duration.ofMillis(250);
  private static final int ANSWER_WITHIN_MS = 10_000;

  private ForgottenIds() {}

  /** What to say to somebody who asks for such a bisection. */
  static String sentence(String id) {
    return "The bisection %s was removed for good with 'forget'."
        .formatted(DisplayText.visible(id));
  }

  /** Why such an id cannot be used, as the end of a sentence. */
  public static String refusal(String id) {
    return "the bisection %s was removed with 'firstbad forget', and its id cannot be used again; publish the log with another --id."
        .formatted(id);
  }

  /**
   * Those that the newest records of {@code log-lines} say. None where this user may not read them,
   * which who publishes need not.
   */
  public static Set<String> read(KafkaOptions kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    try {
      return read(settings, kafka.topics().name(Topic.LOG_LINES));
    } catch (KafkaException | Problem e) {
      return Set.of();
    }
  }

  private static Set<String> read(Map<String, Object> settings, String topic) {
    KafkaConsumer<byte[], byte[]> consumer = new BoundedConsumer(settings);
    try {
      return read(consumer, topic);
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private static Set<String> read(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long each = RECORDS / Math.max(1, partitions.size());
    ends.forEach(
        (partition, end) ->
            consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - each)));
    Set<String> ids = new HashSet<>();
    IdleTimeout timeout = new IdleTimeout(System::nanoTime, "Kafka");
    for (long left = left(consumer, ends); left > 0; left = left(consumer, ends)) {
      timeout.left(left);
      for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
        if (ForgetOrder.is(found.key(), found.headers(), found.value())) {
          ids.add(new String(found.key(), UTF_8));
        }
      }
    }
    return ids;
  }

  private static long left(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }
}
