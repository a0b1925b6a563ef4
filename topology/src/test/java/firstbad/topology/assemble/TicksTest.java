package firstbad.topology.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class TicksTest {
  private static final Duration QUICK = Duration.ofMillis(250);
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();

  @Test
  void at_most_one_tick_of_each_pace_is_scheduled() {
    Ticks ticks = new Ticks(context, Duration.ofSeconds(2), now -> {});
    assertThat(scheduled()).containsExactlyInAnyOrder(IDLE, QUICK);

    ticks.quickly(true);
    assertThat(scheduled()).containsExactlyInAnyOrder(IDLE, QUICK);

    ticks.quickly(false);
    ticks.quickly(false);
    assertThat(scheduled()).containsExactly(IDLE);

    ticks.quickly(true);
    assertThat(scheduled()).containsExactlyInAnyOrder(IDLE, QUICK);
  }

  @Test
  void a_silence_of_hours_is_looked_for_seldom() {
    Ticks ticks = new Ticks(context, Duration.ofHours(2), now -> {});
    ticks.quickly(false);
    assertThat(scheduled()).containsExactly(Duration.ofSeconds(10));
    ticks.end();

    new Ticks(context, Duration.ofMinutes(5), now -> {}).quickly(false);
    assertThat(scheduled()).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void none_is_left_after_the_end() {
    Ticks ticks = new Ticks(context, Duration.ofHours(2), now -> {});
    ticks.end();
    assertThat(scheduled()).isEmpty();
  }

  private List<Duration> scheduled() {
    return context.scheduledPunctuators().stream()
        .filter(each -> !each.cancelled())
        .map(CapturedPunctuator::getInterval)
        .toList();
  }
}
