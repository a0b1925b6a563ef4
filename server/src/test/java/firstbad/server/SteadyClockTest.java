package firstbad.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  @Test
  void itGoesOnFromTheTimeOfTheStartWhateverTheHostIsSetTo() {
    AtomicLong nanos = new AtomicLong(-7_000_000);
    LongSupplier clock = SteadyClock.from(1_800_000_000_000L, nanos::get);
    assertThat(clock.getAsLong()).isEqualTo(1_800_000_000_000L);
    nanos.addAndGet(3_000_000_000L);
    assertThat(clock.getAsLong()).isEqualTo(1_800_000_003_000L);
  }
}
