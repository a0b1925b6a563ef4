package firstbad.topology.read;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks the leaders of the partitions that somebody waits for, twice a second, where they end. A
 * leader that does not answer at once, another leader, or an end that is not read by the time of
 * the next answer begins the count anew. Nothing is asked while nobody waits. Safe for use by
 * several threads.
 */
public final class LeaderWatch implements PartitionWatch, AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(500);

  /** An answer that takes longer is one of a leader that was away. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

  /** An answer that is older says nothing about now. */
  private static final Duration COUNTS_FOR = Duration.ofMillis(1500);

  private static final Duration WANTED_FOR = Duration.ofSeconds(5);

  private final String topic;
  private final LateAdmin admin;
  private final BrokerClock clock;
  private final LongSupplier nanos;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "firstbad-leader-watch");
            made.setDaemon(true);
            return made;
          });
  private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
  private final Map<Integer, Long> wanted = new ConcurrentHashMap<>();
  private final Map<Integer, PartitionState> heard = new ConcurrentHashMap<>();

  /**
   * What is known of a partition.
   *
   * @param since when the unbroken time began
   * @param at when the leader answered last
   * @param end where it said the partition ends
   * @param epoch of the leader
   * @param whole whether all up to there was read
   */
  record PartitionState(long since, long at, long end, Optional<Integer> epoch, boolean whole) {

    /** After an answer at {@code now}, with the partition read up to {@code position}. */
    static PartitionState next(
        @Nullable PartitionState before,
        long now,
        long end,
        Optional<Integer> epoch,
        long position) {
      boolean unbroken = before != null && before.epoch().equals(epoch) && position >= before.end();
      return new PartitionState(
          before != null && unbroken ? before.since() : now, now, end, epoch, position >= end);
    }
  }

  /**
   * @param topic of the lines
   * @param admins opens what the leaders are asked with, when it is first needed
   */
  public LeaderWatch(String topic, Supplier<Admin> admins, BrokerClock clock) {
    this.topic = topic;
    this.admin = new LateAdmin(admins);
    this.clock = clock;
    this.nanos = System::nanoTime;
  }

  /** Begins to ask. */
  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::ask, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The partition was read up to here. */
  void position(int partition, long offset) {
    positions.put(partition, offset);
  }

  @Override
  public long heardMillis(int partition) {
    long now = nanos.getAsLong();
    wanted.put(partition, now);
    PartitionState last = heard.get(partition);
    boolean counts = last != null && last.whole() && now - last.at() < COUNTS_FOR.toNanos();
    return last != null && counts ? TimeUnit.NANOSECONDS.toMillis(now - last.since()) : 0;
  }

  @Override
  public long steady(long streamsTime) {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
  }

  @Override
  public long brokerTime(long streamsTime) {
    return clock.brokerTime(streamsTime);
  }

  private void ask() {
    long now = nanos.getAsLong();
    wanted.values().removeIf(at -> now - at > WANTED_FOR.toNanos());
    heard.keySet().retainAll(wanted.keySet());
    if (wanted.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    wanted.keySet().forEach(p -> ends.put(new TopicPartition(topic, p), OffsetSpec.latest()));
    try {
      ListOffsetsResult answer =
          admin
              .get()
              .listOffsets(
                  ends, new ListOffsetsOptions().timeoutMs((int) ANSWER_WITHIN.toMillis()));
      long deadline = now + ANSWER_WITHIN.toNanos();
      ends.keySet()
          .forEach(asked -> hear(asked.partition(), answer.partitionResult(asked), deadline));
    } catch (RuntimeException e) {
      heard.clear(); // it cannot even be asked, which Streams will say better
    }
  }

  private void hear(int partition, KafkaFuture<ListOffsetsResultInfo> answer, long deadline) {
    try {
      ListOffsetsResultInfo end =
          answer.get(Math.max(0, deadline - nanos.getAsLong()), TimeUnit.NANOSECONDS);
      long position = positions.getOrDefault(partition, -1L);
      heard.put(
          partition,
          PartitionState.next(
              heard.get(partition), nanos.getAsLong(), end.offset(), end.leaderEpoch(), position));
    } catch (ExecutionException | TimeoutException e) {
      PartitionState unused = heard.remove(partition);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close();
  }
}
