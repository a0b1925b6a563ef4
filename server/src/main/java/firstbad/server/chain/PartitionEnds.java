package firstbad.server.chain;

import firstbad.server.offsets.EndOffsets;
import firstbad.server.offsets.EndOffsets.Look;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
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
  private final EndOffsets offsets;
  private Map<TopicPartition, Long> begins = Map.of();
  private Set<TopicPartition> silent = Set.of();
  private boolean known;
  private long askedAt;

  /**
   * @param within how long an answer may take
   */
  PartitionEnds(String topic, Duration within) {
    this.topic = topic;
    this.within = within;
    this.offsets = new EndOffsets(IsolationLevel.READ_UNCOMMITTED, within);
  }

  /**
   * Where each partition ends now whose leader has answered.
   *
   * @throws TimeoutException when none has
   */
  Map<TopicPartition, Long> ends(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    boolean fresh = known && System.nanoTime() - askedAt <= KNOWN_FOR_NS;
    known = false; // until all have answered: it may be that a partition is no more
    if (!fresh) {
      begins = described(admin);
    }
    Look last = offsets.look(admin, begins.keySet(), OffsetSpec.latest());
    if (!fresh) {
      Look first = offsets.look(admin, begins.keySet(), OffsetSpec.earliest());
      begins.putAll(first.await().offsets());
      askedAt = System.nanoTime();
    }
    Map<TopicPartition, Long> ends = last.await().offsets();
    silent = last.silent();
    if (ends.isEmpty()) {
      throw new TimeoutException("no leader of " + topic + " has answered");
    }
    known = silent.isEmpty();
    return ends;
  }

  /** Where each partition began when that was asked last. */
  Map<TopicPartition, Long> begins() {
    return Map.copyOf(begins);
  }

  /** The partitions whose leaders have not answered when they were asked last. */
  Set<TopicPartition> silent() {
    return silent;
  }

  /** Next time everything is asked for. */
  void forget() {
    known = false;
  }

  /** The partitions that there are, with what is known of where they begin. */
  private Map<TopicPartition, Long> described(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, Long> all = new HashMap<>();
    for (TopicDescription described :
        admin
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get(within.toMillis(), TimeUnit.MILLISECONDS)
            .values()) {
      for (TopicPartitionInfo info : described.partitions()) {
        TopicPartition partition = new TopicPartition(topic, info.partition());
        all.put(partition, begins.getOrDefault(partition, 0L));
      }
    }
    return all;
  }
}
