package firstbad.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LagTest {
  private final AtomicLong clock = new AtomicLong(1_000_000);
  private final Lag lag = new Lag(clock::get);

  @Test
  void underASteadyLoadItIsAsOldAsTheEndsThatWereReachedLast() {
    lag.caughtUp();
    for (int i = 0; i < 600; i++) {
      long looked = clock.get();
      clock.addAndGet(1000);
      lag.seen(looked);
      lag.behind(looked);

      assertThat(lag.ofView()).isEqualTo(1000);
    }
  }

  @Test
  void whatIsNotReachedGrowsOld() {
    lag.caughtUp();
    clock.addAndGet(30_000);
    lag.behind(clock.get());

    assertThat(lag.ofView()).isEqualTo(30_000);
  }

  @Test
  void whereNothingIsComparedAnyMoreThatIsSaid() {
    lag.caughtUp();
    clock.addAndGet(45_000);

    assertThat(lag.silentMillis()).isEqualTo(45_000);
    assertThat(lag.ofView()).isEqualTo(45_000);
  }
}
