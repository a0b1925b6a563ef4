package firstbad.topology.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PollPatienceTest {
  private static final Duration USUAL = Duration.ofMillis(100);
  private static final Duration LONGER = Duration.ofMillis(500);

  private final AtomicLong nanos = new AtomicLong();
  private final PollPatience patience = new PollPatience(nanos::get);

  @Test
  void a_poll_waits_for_longer_where_nothing_has_come_for_a_while() {
    pass(Duration.ofSeconds(14));
    assertThat(patience.of(USUAL)).isEqualTo(USUAL);

    pass(Duration.ofSeconds(1));
    assertThat(patience.of(USUAL)).isEqualTo(LONGER);
    assertThat(patience.of(Duration.ZERO)).as("one that must not wait").isZero();
    assertThat(patience.of(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));

    patience.read();
    assertThat(patience.of(USUAL)).isEqualTo(USUAL);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
