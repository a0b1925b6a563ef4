package firstbad.server.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With leaders that answer when the test says so; {@code bench} takes one away for real. */
class ReadingProgressTest {
  private static final TopicPartition WELL = new TopicPartition("culprits", 0);
  private static final TopicPartition LOST = new TopicPartition("culprits", 1);
  private static final List<TopicPartition> BOTH = List.of(WELL, LOST);

  private final AtomicLong clock = new AtomicLong(1_800_000_000_000L);
  private final Lag lag = new Lag(clock::get);
  private final RecordTimes times = new RecordTimes(clock::get);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final Map<TopicPartition, KafkaFutureImpl<ListOffsetsResultInfo>> asked = new HashMap<>();
  private final ReadingProgress progress =
      new ReadingProgress(admin(), consumer, BOTH, lag, clock::get);

  @BeforeEach
  void read() {
    consumer.assign(BOTH);
    consumer.seek(WELL, 5);
    consumer.seek(LOST, 7);
  }

  @Test
  void a_partition_without_a_leader_is_named_and_the_others_are_read_on() {
    ask();
    assertThat(progress.caughtUp(false, times)).as("no answer yet").isFalse();
    answer(WELL, 5);
    answer(LOST, 7);
    assertThat(progress.caughtUp(false, times)).isTrue();
    assertThat(lag.ofView()).isZero();

    for (int look = 0; look < 3; look++) {
      clock.addAndGet(6_000);
      ask();
      answer(WELL, 5);
      assertThat(progress.caughtUp(false, times))
          .as("one is waited for, though not by this call")
          .isFalse();
      asked(LOST).completeExceptionally(new TimeoutException("no leader"));
      assertThat(progress.caughtUp(false, times)).isFalse();
    }
    assertThat(progress.trouble())
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .startsWith("No leader has answered for the partition culprits-1 for 12 s;"));
    assertThat(lag.ofView()).isEqualTo(18_000);

    clock.addAndGet(1_000);
    ask();
    answer(WELL, 5);
    answer(LOST, 7);
    assertThat(progress.caughtUp(false, times)).isTrue();
    assertThat(progress.trouble()).isEmpty();
    assertThat(lag.ofView()).isZero();
  }

  @Test
  void a_view_that_is_made_again_is_as_far_behind_as_the_partition_that_is_behind_most() {
    long now = clock.get();
    times.seen(now);
    times.projected(WELL, now - 10_000);
    times.projected(LOST, now - 2_000_000);
    clock.addAndGet(1_000);
    ask();
    answer(WELL, 5);
    answer(LOST, 7_000);
    assertThat(progress.caughtUp(true, times)).isFalse();
    assertThat(lag.ofView()).isEqualTo(2_001_000);
    assertThat(lag.hasCaughtUp()).isFalse();

    clock.addAndGet(1_000);
    consumer.seek(LOST, 7_000);
    times.projected(LOST, now);
    ask();
    answer(WELL, 6);
    answer(LOST, 7_001);
    assertThat(progress.caughtUp(true, times)).isFalse();
    assertThat(lag.ofView()).as("all that was there a second ago is projected").isEqualTo(1_000);
    assertThat(lag.hasCaughtUp()).isTrue();
  }

  @Test
  void leaders_are_asked_less_often_while_nothing_is_read() {
    ask();
    answer(WELL, 5);
    answer(LOST, 7);
    assertThat(progress.caughtUp(false, times)).isTrue();
    assertThat(progress.pollFor()).isEqualTo(Duration.ofSeconds(1));

    clock.addAndGet(2_999);
    assertThat(progress.caughtUp(false, times)).isFalse();
    assertThat(asked(WELL).isDone()).as("the old answer").isTrue();
    assertThat(progress.caughtUp(true, times)).isFalse();
    assertThat(asked(WELL).isDone()).as("something was read").isFalse();
    assertThat(progress.pollFor()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void where_nobody_answers_that_is_said() {
    ask();
    asked.values().forEach(each -> each.completeExceptionally(new TimeoutException("away")));
    assertThat(progress.caughtUp(false, times)).isFalse();
    clock.addAndGet(11_000);

    assertThat(progress.trouble())
        .hasValue(
            "Kafka has not answered for 11 s; check that its brokers run and can be reached.");
    assertThat(lag.silentMillis()).isEqualTo(11_000);
  }

  @Test
  void a_refusal_is_no_silence() {
    ask();
    answer(WELL, 5);
    asked(LOST).completeExceptionally(new TopicAuthorizationException("culprits"));

    assertThatThrownBy(() -> progress.caughtUp(false, times))
        .isInstanceOf(TopicAuthorizationException.class);
  }

  private void ask() {
    assertThat(progress.caughtUp(false, times)).isFalse();
    assertThat(asked.values()).hasSize(2).noneMatch(KafkaFuture::isDone);
  }

  private KafkaFutureImpl<ListOffsetsResultInfo> asked(TopicPartition partition) {
    return Objects.requireNonNull(asked.get(partition));
  }

  private void answer(TopicPartition partition, long end) {
    asked(partition).complete(new ListOffsetsResultInfo(end, -1, Optional.empty()));
  }

  private Admin admin() {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (self, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("listOffsets");
              asked.clear();
              Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> futures = new HashMap<>();
              for (TopicPartition each : BOTH) {
                KafkaFutureImpl<ListOffsetsResultInfo> future = new KafkaFutureImpl<>();
                asked.put(each, future);
                futures.put(each, future);
              }
              return new ListOffsetsResult(futures);
            });
  }
}
