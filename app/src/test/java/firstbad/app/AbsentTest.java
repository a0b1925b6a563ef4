package firstbad.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The command as images and packages have it, without the broker for trying out. */
class AbsentTest {

  @Test
  void help_lists_what_there_is() throws Exception {
    Call help = withoutBroker("help");

    assertThat(help.code()).as(help.err()).isZero();
    assertThat(help.out()).contains("  server ", "  topology ").doesNotContain("  demo ", "  up ");
    assertThat(help.out()).doesNotContain("Try it:");
  }

  @Test
  void a_command_that_starts_a_broker_says_that_there_is_none() throws Exception {
    Call demo = withoutBroker("demo", "--exit");

    assertThat(demo.code()).isEqualTo(1);
    assertThat(demo.err())
        .startsWith("firstbad: 'firstbad demo' starts a broker, and this installation has none");
  }

  private static Call withoutBroker(String... arguments) throws Exception {
    String classPath =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getProperty("java.class.path"))
            .filter(entry -> !entry.contains("embedded"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Firstbad.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    // What either prints fits into a pipe.
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Call(process.waitFor(), out, err);
  }
}
