package firstbad.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs that are not in Java. */
final class Programs {
  private Programs() {}

  /** The first line that a program prints, which is then ended. */
  static String firstLine(ProcessBuilder builder) throws Exception {
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      return said.readLine();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** The lines that a process prints until it ends, which it does well. */
  static List<String> printed(ProcessBuilder builder) throws Exception {
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = said.lines().toList();
      assertThat(process.waitFor()).as(() -> String.join("\n", lines)).isZero();
      return lines;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
