package firstbad.server.chain;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Where the partitions of a topic begin and end. The ends are asked for each time. Which partitions
 * there are and where they begin changes seldom, and is asked for again after a minute, after a
 * failure, and on request: an idle process need not ask it each second.
 */
final class PartitionEnds {
  private static final long KNOWN_FOR_NS = Duration.ofMinutes(1).toNanos();

  private final String topic;
  private final Duration within;
  private Map<TopicPartition, Long> begins = Map.of();
  private long askedAt;

  /**
   * @param within how long an answer may take
   */
  PartitionEnds(String topic, Duration within) {
    this.topic = topic;
    this.within = within;
  }

  /** Where each partition ends now. */
  Map<TopicPartition, Long> ends(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (begins.isEmpty() || System.nanoTime() - askedAt > KNOWN_FOR_NS) {
      begins = begins(admin);
      askedAt = System.nanoTime();
    }
    Map<TopicPartition, Long> known = begins;
    begins = Map.of(); // until the answer is there: it may be that a partition is no more
    Map<TopicPartition, Long> ends = offsets(admin, known, OffsetSpec.latest());
    begins = known;
    return ends;
  }

  /** Where a partition began when that was asked last. */
  long begin(TopicPartition partition) {
    return begins.getOrDefault(partition, 0L);
  }

  /** Next time everything is asked for. */
  void forget() {
    begins = Map.of();
  }

  private Map<TopicPartition, Long> begins(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, Long> all = new HashMap<>();
    for (TopicDescription described :
        admin
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get(within.toMillis(), TimeUnit.MILLISECONDS)
            .values()) {
      for (TopicPartitionInfo partition : described.partitions()) {
        all.put(new TopicPartition(topic, partition.partition()), 0L);
      }
    }
    return offsets(admin, all, OffsetSpec.earliest());
  }

  private Map<TopicPartition, Long> offsets(
      Admin admin, Map<TopicPartition, Long> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.keySet().forEach(partition -> asked.put(partition, spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(asked)
        .all()
        .get(within.toMillis(), TimeUnit.MILLISECONDS)
        .forEach((at, found) -> offsets.put(at, found.offset()));
    return offsets;
  }
}
