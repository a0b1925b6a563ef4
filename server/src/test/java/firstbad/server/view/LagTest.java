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
      lag.behind(0);

      assertThat(lag.ofView()).isEqualTo(1000);
    }
  }

  @Test
  void whatIsNotReachedGrowsOld() {
    lag.caughtUp();
    clock.addAndGet(30_000);
    lag.behind(0);

    assertThat(lag.ofView()).isEqualTo(30_000);
  }

  @Test
  void beforeAllWasThereOnceItIsAsOldAsWhatIsProjectedAndCatchesUpNotBefore() {
    lag.behind(90_000);
    assertThat(lag.ofView()).isEqualTo(90_000);
    assertThat(lag.hasCaughtUp()).isFalse();
    clock.addAndGet(20_000);
    lag.behind(0);
    assertThat(lag.ofView()).as("nothing younger than the start is known").isEqualTo(20_000);
    assertThat(lag.hasCaughtUp()).isFalse();
    lag.seen(clock.get());
    assertThat(lag.hasCaughtUp()).isTrue();
  }

  @Test
  void itGrowsWhileTheDatabaseIsHeldUpFromTheFirstSecond() {
    lag.caughtUp();
    lag.writing();
    clock.addAndGet(1000);
    assertThat(lag.ofView()).isEqualTo(1000);
    lag.writing(); // the first time has failed
    clock.addAndGet(500);
    assertThat(lag.ofView()).isEqualTo(1500);
    lag.written();
    assertThat(lag.ofView()).isZero();
  }

  @Test
  void itGrowsOnceABrokerThatIsAskedTakesLong() {
    lag.caughtUp();
    clock.addAndGet(3000);
    lag.asked();
    clock.addAndGet(2000);
    assertThat(lag.ofView()).isZero();
    lag.asked(); // the first question has failed
    clock.addAndGet(1);
    assertThat(lag.ofView()).isEqualTo(5001);
    lag.caughtUp();
    assertThat(lag.ofView()).isZero();
  }

  @Test
  void whereNothingIsComparedAnyMoreThatIsSaid() {
    lag.caughtUp();
    clock.addAndGet(45_000);

    assertThat(lag.silentMillis()).isEqualTo(45_000);
    assertThat(lag.ofView()).isEqualTo(45_000);
  }
}
