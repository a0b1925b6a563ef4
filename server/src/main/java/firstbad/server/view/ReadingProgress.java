package firstbad.server.view;

import firstbad.server.offsets.EndOffsets;
import firstbad.server.offsets.EndOffsets.Look;
import firstbad.server.offsets.SilentPartitions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Compares how far a consumer has read with what there is: once a second, and less often while all
 * was read and nothing is added. It never waits for an answer: a partition whose leader is gone
 * must not hold up the others.
 */
final class ReadingProgress {
  private static final Duration LEADER_ANSWERS_WITHIN = Duration.ofSeconds(5);
  private static final long EVERY_MS = 1000;
  private static final long IDLE_EVERY_MS = 3000;
  private static final Duration ANSWER_SOON = Duration.ofMillis(200);
  private static final Duration NOTHING_SOON = Duration.ofSeconds(1);

  /** A leader that is silent for longer is trouble. */
  private static final long TROUBLED_MS = 10_000;

  private final Admin admin;
  private final Consumer<?, ?> consumer;
  private final List<TopicPartition> partitions;
  private final Lag lag;
  private final LongSupplier clock;
  private final EndOffsets ends =
      new EndOffsets(IsolationLevel.READ_COMMITTED, LEADER_ANSWERS_WITHIN);
  private final SilentPartitions silent = new SilentPartitions();
  private Map<TopicPartition, Long> noted = Map.of();
  private long notedAt;
  private @Nullable Look look;
  private long asked;
  private boolean idle;

  /**
   * @param consumer only asked for its positions
   * @param lag told what comes out
   * @param clock milliseconds of a clock that nobody sets
   */
  ReadingProgress(
      Admin admin,
      Consumer<?, ?> consumer,
      List<TopicPartition> partitions,
      Lag lag,
      LongSupplier clock) {
    this.admin = admin;
    this.consumer = consumer;
    this.partitions = partitions;
    this.lag = lag;
    this.clock = clock;
  }

  /** How long the consumer may wait for records before this is to go on. */
  Duration pollFor() {
    return idle && look == null ? NOTHING_SOON : ANSWER_SOON;
  }

  /**
   * Goes on comparing.
   *
   * @param read whether records were read since the last time
   * @param times of the records that were projected
   * @return whether an answer has come that says that nothing is left
   * @throws org.apache.kafka.common.KafkaException when the answer is a refusal
   */
  boolean caughtUp(boolean read, RecordTimes times) {
    long now = clock.getAsLong();
    Look waiting = look;
    idle &= !read;
    if (waiting != null && waiting.ended()) {
      look = null;
      idle = measure(waiting, times);
      return idle;
    }
    long every = idle ? IDLE_EVERY_MS : EVERY_MS;
    if (waiting == null && now - asked >= every) {
      asked = now;
      lag.asked();
      look = ends.look(admin, partitions, OffsetSpec.latest());
    }
    return false;
  }

  /**
   * Under a steady load something more is always there, so what counts is which ends of an earlier
   * look have been reached since. While a leader is silent, nobody knows whether all was read.
   */
  private boolean measure(Look answered, RecordTimes times) {
    Map<TopicPartition, Long> found = answered.offsets();
    silent.note(answered.silent(), partitions.size(), clock.getAsLong());
    if (found.isEmpty()) {
      return false; // the lag grows by the clock
    }
    boolean whole = found.size() == partitions.size();
    if (reached(noted)) {
      lag.seen(notedAt);
      noted = whole ? found : noted;
      notedAt = whole ? asked : notedAt;
    }
    boolean caughtUp = whole && reached(found);
    if (caughtUp) {
      lag.caughtUp();
    } else {
      lag.behind(times.age(behind(found)));
    }
    return caughtUp;
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return behind(ends).isEmpty();
  }

  /** The partitions that are not read up to their ends. */
  private List<TopicPartition> behind(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .filter(end -> position(end.getKey()) < end.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Where the consumer is; -1 while it has to find that out, for which it needs a leader. */
  private long position(TopicPartition partition) {
    try {
      return consumer.position(partition, Duration.ZERO);
    } catch (TimeoutException e) {
      return -1;
    }
  }

  /** Which partitions have had no leader for a while, one sentence; empty where all have one. */
  Optional<String> trouble() {
    return silent.sentence(clock.getAsLong(), TROUBLED_MS);
  }
}
