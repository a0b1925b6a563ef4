package firstbad.topology.read;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingTimesTest {
  private final SteadyTime time = new SteadyTime(System::currentTimeMillis);
  private final BrokerClock clock = new BrokerClock(time);
  private final FindingTimes times = new FindingTimes(Topics.ofDefaultPrefix(), clock);
  private final FindingTimes.Transaction transaction = times.transaction();
  private final List<Topic> found = new ArrayList<>();
  private final List<Duration> delays = new ArrayList<>();
  private final List<Duration> commits = new ArrayList<>();

  FindingTimesTest() {
    times.onCommit(
        new FindingTimes.Listener() {
          @Override
          public void found(Topic topic, Duration after) {
            found.add(topic);
            delays.add(after);
          }

          @Override
          public void committed(Duration took) {
            commits.add(took);
          }
        });
  }

  @Test
  void culprits_and_alerts_count_once_when_they_are_committed() {
    send("firstbad.culprits", 60_000, "a");
    send("firstbad.alerts", 5_000, "b");
    send("firstbad.revisions", 5_000, "c");
    assertThat(found).isEmpty();

    transaction.committed(7);
    transaction.committed(8);

    assertThat(found).containsExactly(Topic.CULPRITS, Topic.ALERTS);
    assertThat(delays.get(0)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(300));
    assertThat(delays.get(1)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(245));
    assertThat(commits).containsExactly(Duration.ofNanos(7), Duration.ofNanos(8));
  }

  @Test
  void what_is_aborted_or_taken_back_does_not_count() {
    send("firstbad.culprits", 1_000, "a");
    transaction.aborted();
    send("firstbad.culprits", 1_000, null);
    transaction.committed(1);

    assertThat(found).isEmpty();
  }

  @Test
  void it_is_the_brokers_clock_that_counts() {
    clock.acknowledged(time.milliseconds() - 3_600_000);
    send("firstbad.culprits", 3_600_000, "a");
    send("firstbad.culprits", 0, "b");
    transaction.committed(1);

    assertThat(delays.get(0)).isLessThan(Duration.ofMinutes(30));
    assertThat(delays.get(1)).isZero();
  }

  private void send(String topic, long millisAgo, @Nullable String value) {
    transaction.sending(
        new ProducerRecord<>(
            topic,
            0,
            time.milliseconds() - millisAgo,
            new byte[0],
            value == null ? null : value.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
