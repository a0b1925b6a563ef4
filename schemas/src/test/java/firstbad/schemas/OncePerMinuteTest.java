package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OncePerMinuteTest {
  @Test
  void aCauseIsDueAtFirstAndAgainAfterAMinute() {
    AtomicLong nanos = new AtomicLong(-7);
    OncePerMinute said = new OncePerMinute(nanos::get);

    assertThat(said.due("a")).hasValue(0);
    assertThat(said.due("a")).isEmpty();
    assertThat(said.due("b")).as("another cause").hasValue(0);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(60) - 1);
    assertThat(said.due("a")).isEmpty();
    nanos.incrementAndGet();
    assertThat(said.due("a")).as("how often it was not said").hasValue(2);
    assertThat(said.due("a")).isEmpty();
  }
}
