package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.analyze.LogInput;
import firstbad.app.analyze.LogReading;
import firstbad.app.cli.Terminal;
import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.parameters.Parameters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report in a terminal. */
class StoryTextTest {

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void noLineIsWiderThanTheTerminal(int columns) throws IOException {
    Terminal terminal = new Terminal(false, false, true, false, columns, 24);

    assertThat(StoryText.of(sample(), terminal).lines().filter(line -> !isCommand(line)))
        .allMatch(line -> line.length() <= columns);
  }

  /** What is typed as it stands is not broken. */
  private static boolean isCommand(String line) {
    return line.strip().startsWith("git ");
  }

  private static Story sample() throws IOException {
    try (InputStream log =
        StoryTextTest.class.getResourceAsStream("/firstbad/app/local/hidraw-release.txt")) {
      byte[] bytes = log.readAllBytes();
      List<Story> stories = new ArrayList<>();
      LogReading.read(
          new LogInput("hidraw-release", "hidraw-release", () -> new ByteArrayInputStream(bytes)),
          new Assessor(Parameters.shipped()),
          stories::add);
      return stories.get(0);
    }
  }
}
