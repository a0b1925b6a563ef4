package firstbad.app.verify;

import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to which commit a branch was read, and up to which culprit: the offsets of a consumer group in
 * the topic of culprits, with the commit beside them. A culprit that is newer has to be looked for
 * in all of the history. Where Kafka has dropped the group, everything is read again, which writes
 * nothing that stands already.
 */
final class GitBookmark implements AutoCloseable {
  /** A culprit whose transaction is open is read by nobody yet. */
  private static final ListOffsetsOptions SETTLED =
      new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

  private final Admin admin;
  private final String group;
  private final Map<TopicPartition, Long> ends;

  private GitBookmark(Admin admin, String group, Map<TopicPartition, Long> ends) {
    this.admin = admin;
    this.group = group;
    this.ends = ends;
  }

  /**
   * Notes the end of the culprits as it is now: call it before they are read.
   *
   * @throws Problem when the brokers refuse
   */
  static GitBookmark open(KafkaOptions kafka, Path repository, String branch) {
    String topic = kafka.topics().name(Topic.CULPRITS);
    String where = repository.toAbsolutePath().normalize() + " " + branch;
    String name = UUID.nameUUIDFromBytes(where.getBytes(StandardCharsets.UTF_8)).toString();
    Admin admin = opened(kafka);
    try {
      List<TopicPartition> partitions =
          answer(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
              .flatMap(described -> described.partitions().stream())
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      Map<TopicPartition, OffsetSpec> asked =
          partitions.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
      Map<TopicPartition, Long> ends = new HashMap<>();
      answer(admin.listOffsets(asked, SETTLED).all())
          .forEach((each, end) -> ends.put(each, end.offset()));
      return new GitBookmark(admin, kafka.prefix() + "verify-git-" + name, ends);
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO); // what was asked would be waited for
      throw e;
    }
  }

  private static Admin opened(KafkaOptions kafka) {
    try {
      return Admin.create(kafka.clientProperties());
    } catch (KafkaException e) {
      throw refused(e);
    }
  }

  /** The commit up to which all culprits of today were looked for; empty where there is none. */
  Optional<String> commit() {
    Map<TopicPartition, OffsetAndMetadata> placed =
        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata place = placed.get(end.getKey());
      if (place == null || place.offset() != end.getValue()) {
        return Optional.empty();
      }
    }
    return first(placed);
  }

  /** The newest commit of the last reading, whatever culprits there are since. */
  Optional<String> last() {
    return first(answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
  }

  private static Optional<String> first(Map<TopicPartition, OffsetAndMetadata> placed) {
    return placed.values().stream()
        .filter(Objects::nonNull)
        .map(OffsetAndMetadata::metadata)
        .filter(commit -> commit.matches("[0-9a-f]{40,64}"))
        .findFirst();
  }

  /** Everything up to this commit was read. */
  void put(String commit) {
    Map<TopicPartition, OffsetAndMetadata> placed = new HashMap<>();
    ends.forEach((partition, end) -> placed.put(partition, new OffsetAndMetadata(end, commit)));
    var unused = answer(admin.alterConsumerGroupOffsets(group, placed).all());
  }

  private static <V> V answer(KafkaFuture<V> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw refused(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted while waiting for the brokers.", e);
    }
  }

  private static Problem refused(Exception e) {
    return new Problem(
        "The brokers cannot be used: " + Sentences.full(Sentences.reason(Sentences.root(e))), e);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO); // what was asked would be waited for
  }
}
