package firstbad.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @ValueSource(strings = {"0ms", "1500ms", "5s", "90s", "2m", "90m", "36h", "30d"})
  void a_duration_is_written_as_it_is_read(String text) {
    Duration duration = new Durations().convert(text);

    assertThat(Durations.text(duration)).isEqualTo(text);
  }
}
