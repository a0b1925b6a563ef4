package firstbad.app.read;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.app.cli.Problem;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Reading to the end ends also when the brokers go away in the middle. */
class IdleTimeoutTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1); // it may wrap
  private final IdleTimeout timeout = new IdleTimeout(clock::get, "Kafka at a:1");

  @Test
  void it_ends_when_nothing_arrives_for_30_s_and_not_while_anything_does() {
    timeout.left(10);
    pass(30);
    assertThatCode(() -> timeout.left(10)).doesNotThrowAnyException();
    timeout.left(9);
    pass(30);
    timeout.left(9);
    pass(1);
    assertThatThrownBy(() -> timeout.left(9))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "Kafka at a:1 has sent nothing for 30 s, with 9 records still to be read;"
                + " 'firstbad doctor' says more.");
  }

  private void pass(int seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
