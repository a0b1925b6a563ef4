package firstbad.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.testing.Prerequisite;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Apicurio, as it is run in production, in a process of its own. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class ApicurioContractTest extends RegistryContract {
  private static final long DEADLINE_SECONDS = 900;

  private @Nullable Process process;
  private String url = "";

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    String jar = System.getProperty("apicurio", "");
    Prerequisite.require(new File(jar).isFile(), "Apicurio is not unpacked; 'mvn test' does that.");
    int tries = 0;
    while (!started(jar, folder.resolve(++tries + ".log"))) {
      assertThat(tries).as("ports that another process took first").isLessThan(5);
    }
  }

  /** Whether it answers; if not, another process has taken the port that was free before. */
  private boolean started(String jar, Path output) throws Exception {
    int port = freePort();
    url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-jar",
                jar)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process = started;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!answers()) {
      assertThat(System.nanoTime() < end)
          .as(() -> "Apicurio answers; it wrote:\n" + text(output))
          .isTrue();
      if (started.waitFor(200, TimeUnit.MILLISECONDS)) {
        assertThat(text(output)).as("Apicurio ended").contains("Port " + port + " seems to be in");
        return false;
      }
    }
    return true;
  }

  private static int freePort() throws IOException {
    try (var channel = ListeningPort.bind("A test", ListeningPort.LOOPBACK, 0)) {
      return ListeningPort.portOf(channel);
    }
  }

  private boolean answers() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url + "/subjects").toURL().openConnection();
      connection.setConnectTimeout(2_000);
      connection.setReadTimeout(30_000);
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @AfterAll
  void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  @Override
  String url() {
    return url;
  }
}
