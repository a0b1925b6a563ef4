package firstbad.topology.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrokerClockTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong host = new AtomicLong(107_000);
  private final BrokerClock clock = new BrokerClock(new SteadyTime(host::get, nanos::get));

  @Test
  void the_quickest_acknowledgement_of_the_last_minutes_counts() {
    assertThat(clock.hostAheadMillis()).isEmpty();

    clock.acknowledged(100_000);
    clock.acknowledged(106_980);
    assertThat(clock.hostAheadMillis()).hasValue(20);
    assertThat(clock.brokerTime()).isEqualTo(106_980);
    assertThat(clock.remark()).isEmpty();

    pass(Duration.ofMinutes(3));
    assertThat(clock.hostAheadMillis()).isEmpty();
  }

  @Test
  void a_clock_that_differs_is_said_with_the_direction() {
    clock.acknowledged(76_990);
    assertThat(clock.remark().orElse("")).contains("30 s ahead of that of the brokers", "chrony");

    pass(Duration.ofMinutes(3));
    clock.acknowledged(299_000);
    assertThat(clock.remark().orElse("")).contains("12 s behind that of the brokers");
  }

  @Test
  void a_clock_that_is_set_is_said_and_moves_no_time() {
    clock.acknowledged(107_000);
    host.addAndGet(Duration.ofHours(-1).toMillis());
    pass(Duration.ofSeconds(1));

    assertThat(clock.remark().orElse("")).contains("3600 s behind that of the brokers");
    assertThat(clock.brokerTime()).isEqualTo(108_000);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    host.addAndGet(time.toMillis());
  }
}
