package firstbad.topology.assemble;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Silences that contradict each other are refused in the words of the options. */
class SilenceLimitsTest {
  @Test
  void silences_that_do_not_grow_are_named_as_they_are_typed() {
    assertThatThrownBy(
            () ->
                SilenceLimits.DEFAULT.withSilences(
                    Duration.ofSeconds(1), Duration.ofHours(2), Duration.ofSeconds(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "--settled-after (1s)", "--stalled-after (2h)", "--broken-off-after (3s)");
  }
}
