package firstbad.app.replay;

import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.topology.read.BrokerAnswer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a topology has come with the lines that were there at the beginning, by what it has
 * committed: lines that it read and has to read again do not count. Every method throws {@link
 * org.apache.kafka.common.KafkaException} when the broker does not answer.
 */
final class JudgedLines implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Admin admin;
  private final Topics topics;
  private final String group;
  private final Map<TopicPartition, Long> ends;

  /**
   * @param group the application id
   */
  JudgedLines(Map<String, Object> properties, Topics topics, String group) {
    this.admin = Admin.create(properties);
    this.topics = topics;
    this.group = group;
    this.ends = ends(List.of(topics.name(Topic.LOG_LINES)), IsolationLevel.READ_UNCOMMITTED);
  }

  /** How many lines are not judged yet. */
  long left() {
    Map<TopicPartition, OffsetAndMetadata> committed =
        BrokerAnswer.to(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    long left = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata read = committed.get(end.getKey());
      left += Math.max(0, end.getValue() - (read == null ? 0 : read.offset()));
    }
    return left;
  }

  /**
   * Waits until all that was committed can be read: a commit is answered before every partition has
   * its marker. Only for when nobody writes any more.
   */
  void awaitReadable() throws InterruptedException {
    List<String> all = Arrays.stream(Topic.values()).map(topics::name).toList();
    while (!ends(all, IsolationLevel.READ_COMMITTED)
        .equals(ends(all, IsolationLevel.READ_UNCOMMITTED))) {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  private Map<TopicPartition, Long> ends(Collection<String> names, IsolationLevel level) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    BrokerAnswer.to(admin.describeTopics(names).allTopicNames())
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        each ->
                            asked.put(
                                new TopicPartition(name, each.partition()), OffsetSpec.latest())));
    Map<TopicPartition, ListOffsetsResultInfo> answer =
        BrokerAnswer.to(admin.listOffsets(asked, new ListOffsetsOptions(level)).all());
    Map<TopicPartition, Long> found = new HashMap<>();
    answer.forEach((partition, end) -> found.put(partition, end.offset()));
    return found;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO); // what was asked would be waited for
  }
}
