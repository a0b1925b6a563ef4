package firstbad.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.publisher.Acknowledgements.OfLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Two logs, of which one's partition acknowledges nothing. */
class AcknowledgementsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final AtomicLong clock = new AtomicLong();
  private final List<String> failures = new ArrayList<>();
  private final Acknowledgements all =
      new Acknowledgements(
          "Kafka at paper:1",
          PATIENCE,
          clock::get,
          failure -> failures.add(String.valueOf(failure.getMessage())));
  private final OfLog held = all.ofLog();
  private final OfLog other = all.ofLog();

  @Test
  void an_acknowledgement_of_another_log_is_none_of_this_one() {
    held.sending();
    other.sending();
    other.acknowledged(() -> {});
    other.await();
    pass(PATIENCE);
    other.sending();
    other.acknowledged(() -> {});

    assertThatThrownBy(held::await)
        .hasMessageStartingWith("Kafka at paper:1 acknowledged nothing of the log, though it did");
    assertThat(failures).as("the other goes on").isEmpty();
    other.sending();
    other.acknowledged(() -> {});
    other.await();
    all.await(); // what was waited for in vain has been told
    held.acknowledged(() -> {});
    held.await();
  }

  @Test
  void where_nothing_at_all_is_acknowledged_everything_fails() {
    held.sending();
    other.sending();
    pass(PATIENCE);

    assertThatThrownBy(held::await)
        .hasMessageStartingWith("Kafka at paper:1 acknowledged nothing for 120 s.");
    assertThat(failures).hasSize(1);
    assertThatThrownBy(other::sending).hasMessageContaining("acknowledged nothing for");
  }

  @Test
  void the_longest_wait_is_that_of_the_log_that_waits_whatever_else_moves() {
    other.sending();
    pass(Duration.ofMillis(1));
    held.sending();
    other.acknowledged(() -> {});
    for (int second = 1; second <= 60; second++) {
      pass(Duration.ofSeconds(1));
      held.sending();
      other.sending();
      other.acknowledged(() -> {});
      assertThat(all.longestWait()).isEqualTo(Duration.ofSeconds(second));
    }
    for (int second = 60; second >= 0; second--) {
      assertThat(all.longestWait()).isEqualTo(Duration.ofSeconds(second));
      held.acknowledged(() -> {});
    }
    assertThat(all.longestWait()).isZero();
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
