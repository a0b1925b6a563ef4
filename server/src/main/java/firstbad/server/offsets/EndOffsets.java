package firstbad.server.offsets;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Offsets of partitions, each from its own leader. A consumer waits until all have answered; here a
 * partition without a leader costs nobody else's answer.
 */
public final class EndOffsets {
  private static final Comparator<TopicPartition> BY_NAME =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /** The client gives up by itself long before. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final IsolationLevel isolation;
  private final int withinMs;

  /**
   * @param isolation read committed: open transactions are beyond the end
   * @param within how long a leader may take
   */
  public EndOffsets(IsolationLevel isolation, Duration within) {
    this.isolation = isolation;
    this.withinMs = (int) within.toMillis();
  }

  /** Sends the request for these partitions, and waits for nothing. */
  public Look look(Admin admin, Collection<TopicPartition> partitions, OffsetSpec wanted) {
    Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
    partitions.forEach(partition -> specs.put(partition, wanted));
    ListOffsetsResult result =
        admin.listOffsets(specs, new ListOffsetsOptions(isolation).timeoutMs(withinMs));
    Map<TopicPartition, CompletableFuture<ListOffsetsResultInfo>> answers = new HashMap<>();
    for (TopicPartition partition : partitions) {
      answers.put(
          partition, result.partitionResult(partition).toCompletionStage().toCompletableFuture());
    }
    return new Look(answers);
  }

  /** The answers to one request. */
  public static final class Look {
    private final Map<TopicPartition, CompletableFuture<ListOffsetsResultInfo>> answers;

    private Look(Map<TopicPartition, CompletableFuture<ListOffsetsResultInfo>> answers) {
      this.answers = Map.copyOf(answers);
    }

    /** Whether nothing is waited for any more. */
    public boolean ended() {
      return answers.values().stream().allMatch(CompletableFuture::isDone);
    }

    /** Waits until {@link #ended}, which takes a little longer than a leader may. */
    public Look await() throws InterruptedException, TimeoutException {
      try {
        var unused =
            CompletableFuture.allOf(answers.values().toArray(new CompletableFuture<?>[0]))
                .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        // one is silent or was refused: see below
      }
      return this;
    }

    /**
     * The offsets of those that have answered.
     *
     * @throws KafkaException when one was refused, which waiting does not change
     */
    public Map<TopicPartition, Long> offsets() {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      answers.forEach(
          (partition, answer) -> {
            if (answer.isCompletedExceptionally()) {
              demandSilence(answer);
            } else if (answer.isDone()) {
              offsets.put(partition, answer.join().offset());
            }
          });
      return offsets;
    }

    private static void demandSilence(CompletableFuture<ListOffsetsResultInfo> failed) {
      try {
        ListOffsetsResultInfo unused = failed.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof KafkaException cause
            && !(cause instanceof RetriableException)) {
          throw cause;
        }
      }
    }

    /** The newest time that a leader has named, in milliseconds since the epoch; -1 for none. */
    public long newestTime() {
      return answers.values().stream()
          .filter(answer -> answer.isDone() && !answer.isCompletedExceptionally())
          .mapToLong(answer -> answer.join().timestamp())
          .max()
          .orElse(-1);
    }

    /** Those whose leaders have not answered, in the order of their names. */
    public Set<TopicPartition> silent() {
      Set<TopicPartition> silent = new TreeSet<>(BY_NAME);
      answers.forEach(
          (partition, answer) -> {
            if (!answer.isDone() || answer.isCompletedExceptionally()) {
              silent.add(partition);
            }
          });
      return silent;
    }
  }
}
