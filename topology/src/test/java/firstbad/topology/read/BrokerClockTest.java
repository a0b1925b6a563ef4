package firstbad.topology.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrokerClockTest {
  private final AtomicLong nanos = new AtomicLong();
  private final BrokerClock clock = new BrokerClock(nanos::get);

  @Test
  void the_quickest_acknowledgement_of_the_last_minutes_counts() {
    assertThat(clock.aheadMillis()).isEmpty();

    clock.acknowledged(100_000, 107_000);
    clock.acknowledged(100_000, 100_020);
    assertThat(clock.aheadMillis()).hasValue(20);
    assertThat(clock.remark()).isEmpty();

    nanos.addAndGet(Duration.ofMinutes(3).toNanos());
    assertThat(clock.aheadMillis()).isEmpty();
  }

  @Test
  void a_clock_that_differs_is_said_with_the_direction() {
    clock.acknowledged(100_000, 130_010);
    assertThat(clock.remark().orElse("")).contains("30 s ahead of that of the brokers", "chrony");

    nanos.addAndGet(Duration.ofMinutes(3).toNanos());
    clock.acknowledged(100_000, 88_000);
    assertThat(clock.remark().orElse("")).contains("12 s behind that of the brokers");
  }
}
