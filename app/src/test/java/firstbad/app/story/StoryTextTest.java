package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.cli.Terminal;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report in a terminal. */
class StoryTextTest {

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void noLineIsWiderThanTheTerminal(int columns) throws IOException {
    Terminal terminal = new Terminal(false, false, true, false, columns, 24);

    assertThat(StoryText.of(Stories.sample(), terminal).lines().filter(line -> !isCommand(line)))
        .allMatch(line -> line.length() <= columns);
  }

  /** What is typed as it stands is not broken. */
  private static boolean isCommand(String line) {
    return line.strip().startsWith("git ");
  }
}
