package firstbad.topology.read;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.topology.read.LeaderWatch.PartitionState;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LeaderWatchTest {
  private static final Optional<Integer> LEADER = Optional.of(7);
  private static final long AWAY = -1;

  /** Where the leader says that the partition ends; {@link #AWAY} where it does not answer. */
  private final AtomicLong end = new AtomicLong(10);

  @Test
  void a_partition_that_is_read_to_its_end_is_heard_without_a_break() {
    PartitionState first = PartitionState.next(null, 100, 10, LEADER, 10);
    assertThat(first).isEqualTo(new PartitionState(100, 100, 10, LEADER, true));

    PartitionState next = PartitionState.next(first, 200, 12, LEADER, 12);
    assertThat(next).isEqualTo(new PartitionState(100, 200, 12, LEADER, true));
  }

  @Test
  void another_leader_begins_the_count_anew() {
    PartitionState first = PartitionState.next(null, 100, 10, LEADER, 10);
    assertThat(PartitionState.next(first, 200, 10, Optional.of(8), 10).since()).isEqualTo(200);
    assertThat(PartitionState.next(first, 200, 10, Optional.empty(), 10).since()).isEqualTo(200);
  }

  @Test
  void an_end_that_is_not_read_by_the_next_answer_begins_the_count_anew() {
    PartitionState unread = PartitionState.next(null, 100, 10, LEADER, 4);
    assertThat(unread.whole()).isFalse();
    assertThat(PartitionState.next(unread, 200, 10, LEADER, 9).since()).isEqualTo(200);

    PartitionState read = PartitionState.next(unread, 200, 30, LEADER, 10);
    assertThat(read.since()).as("all that was there before").isEqualTo(100);
    assertThat(read.whole()).as("more has come").isFalse();
  }

  @Test
  @Timeout(60)
  void a_leader_that_does_not_answer_is_not_heard_and_counts_from_anew_when_it_does()
      throws Exception {
    BrokerClock clock = new BrokerClock(new SteadyTime(System::currentTimeMillis));
    try (LeaderWatch watch = new LeaderWatch("lines", this::admin, clock)) {
      watch.start();
      watch.position(0, 10);
      while (watch.heardMillis(0) < 600) {
        TimeUnit.MILLISECONDS.sleep(10);
      }

      end.set(AWAY);
      long before = watch.heardMillis(0);
      while (watch.heardMillis(0) > 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      end.set(10);
      long heard = 0;
      while (heard == 0) {
        TimeUnit.MILLISECONDS.sleep(10);
        heard = watch.heardMillis(0);
      }
      assertThat(heard).isLessThan(before);

      end.set(11);
      while (watch.heardMillis(0) > 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      watch.position(0, 11);
      while (watch.heardMillis(0) == 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }

  /** Knows of one question. */
  private Admin admin() {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (self, method, arguments) ->
                method.getName().equals("listOffsets") ? answer((Map<?, ?>) arguments[0]) : null);
  }

  private ListOffsetsResult answer(Map<?, ?> asked) {
    Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> answers = new HashMap<>();
    long at = end.get();
    for (Object partition : asked.keySet()) {
      answers.put(
          (TopicPartition) partition,
          at == AWAY
              ? new KafkaFutureImpl<>()
              : KafkaFuture.completedFuture(new ListOffsetsResultInfo(at, -1, LEADER)));
    }
    return new ListOffsetsResult(answers);
  }
}
