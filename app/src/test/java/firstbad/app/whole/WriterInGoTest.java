package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Firstbad;
import firstbad.testing.Prerequisite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The package in Go passes its own tests; in the longest of them it sends to this server. */
@Tag("slow")
class WriterInGoTest {
  private static final Path PACKAGE = Path.of("..", "go", "firstbad");

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void findGo() {
    boolean found = Prerequisite.runs("go", "version") && Prerequisite.runs("gcc", "--version");
    Prerequisite.require(
        found, "The package in Go is tested by go and gcc; install golang-go, gcc and libc6-dev.");
  }

  @Test
  void it_is_formatted_and_vetted() throws Exception {
    assertThat(printed(Map.of(), "gofmt", "-l", ".")).isEmpty();
    assertThat(printed(Map.of(), "go", "vet", "./...")).isEmpty();
  }

  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void it_passes_its_short_tests() throws Exception {
    assertThat(tested("-short"))
        .contains("PASS: TestEveryLineArrivesThroughAnyTrouble")
        .containsOnlyOnce("--- SKIP");
  }

  /** Go builds its whole library anew for this. */
  @Test
  @Tag("long")
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void it_passes_all_its_tests_without_races() throws Exception {
    assertThat(tested("-race"))
        .contains("PASS: TestAServerThatIsKilledTwiceHasEveryLineOnceAndOneCulprit")
        .doesNotContain("--- SKIP");
  }

  private String tested(String option) throws Exception {
    return printed(
        Map.of("FIRSTBAD_BIN", command().toString()),
        "go",
        "test",
        option,
        "-v",
        "-count=1",
        "-timeout=35m",
        "./...");
  }

  /** This build as {@code bin/firstbad}, which becomes Java and can be killed as such. */
  private Path command() throws IOException {
    Path command = folder.resolve("firstbad");
    Files.writeString(
        command,
        "#!/bin/sh\nexec '%s' -Xmx768m -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Firstbad.class.getName()));
    assertThat(command.toFile().setExecutable(true)).isTrue();
    return command;
  }

  private String printed(Map<String, String> environment, String... command) throws Exception {
    Path printed = folder.resolve("printed.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(PACKAGE.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder.environment().putAll(environment);
    // Nothing is fetched: the package has no dependencies.
    builder.environment().putAll(Map.of("GOPROXY", "off", "GOFLAGS", "-mod=readonly"));
    Process process = builder.start();
    try {
      process.waitFor();
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(printed);
    assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + said).isZero();
    return said;
  }
}
