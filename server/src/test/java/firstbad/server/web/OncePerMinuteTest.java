package firstbad.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OncePerMinuteTest {
  @Test
  void itIsDueAtFirstAndAgainAfterAMinute() {
    AtomicLong nanos = new AtomicLong(-7);
    OncePerMinute said = new OncePerMinute(nanos::get);

    assertThat(said.isDue()).isTrue();
    assertThat(said.isDue()).isFalse();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(60) - 1);
    assertThat(said.isDue()).isFalse();
    nanos.incrementAndGet();
    assertThat(said.isDue()).isTrue();
    assertThat(said.isDue()).isFalse();
  }
}
