package firstbad.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private final StringWriter err = new StringWriter();
  private final List<Runnable> later = new ArrayList<>();

  @Test
  void whatIsThereInAMomentIsNotWaitedFor() {
    int answer = Waiting.during("Kafka at x:1", new PrintWriter(err), () -> 7, later::add);
    later.forEach(Runnable::run);

    assertThat(answer).isEqualTo(7);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whatTakesLongerIsNamedOnce() {
    int answer =
        Waiting.during(
            "Kafka at x:1",
            new PrintWriter(err),
            () -> {
              later.forEach(Runnable::run);
              return 7;
            },
            later::add);

    assertThat(answer).isEqualTo(7);
    assertThat(err.toString().lines()).containsExactly("firstbad: Waiting for Kafka at x:1 ...");
  }
}
