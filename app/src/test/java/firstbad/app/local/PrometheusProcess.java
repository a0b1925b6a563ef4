package firstbad.app.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.testing.Prerequisite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that reads these servers each second, and knows the rules. */
final class PrometheusProcess implements AutoCloseable {
  private static final long DEADLINE_S = 300;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final Path said;
  private final String url;

  private PrometheusProcess(Process process, Path said, String url) {
    this.process = process;
    this.said = said;
    this.url = url;
  }

  /**
   * Starts it.
   *
   * @param targets host and port of each
   * @param token file of the token that it shows
   */
  static PrometheusProcess started(Path folder, Path rules, Path token, String... targets)
      throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("prometheus.yaml"),
            """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: [%s]
            scrape_configs:
              - job_name: firstbad
                authorization: {credentials_file: %s}
                static_configs: [{targets: ["%s"]}]
            """
                .formatted(
                    rules.toAbsolutePath(),
                    token.toAbsolutePath(),
                    String.join("\", \"", targets)));
    int port = freePort();
    Path said = folder.resolve("prometheus.log");
    try {
      Process process =
          new ProcessBuilder(
                  "prometheus",
                  "--config.file=" + configuration,
                  "--storage.tsdb.path=" + folder.resolve("prometheus"),
                  "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      return new PrometheusProcess(process, said, "http://127.0.0.1:" + port);
    } catch (IOException e) {
      Prerequisite.require(false, "The panels are tried with Prometheus; install prometheus.");
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until the expression has a value that is a number, and gives the first. */
  double awaitNumber(String expression) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
    while (true) {
      JsonNode answer = answer("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
      for (JsonNode series : answer.path("data").path("result")) {
        double value = Double.parseDouble(series.path("value").path(1).asText("NaN"));
        if (!Double.isNaN(value)) {
          return value;
        }
      }
      assertThat(System.nanoTime()).as(expression + ": " + answer).isLessThan(end);
      Thread.sleep(200);
    }
  }

  /** The rules, with what became of their evaluation. */
  JsonNode rules() throws Exception {
    return answer("/api/v1/rules").path("data").path("groups").path(0).path("rules");
  }

  private JsonNode answer(String path) throws Exception {
    assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
    try {
      return new ObjectMapper()
          .readTree(
              CLIENT
                  .send(
                      HttpRequest.newBuilder(URI.create(url + path)).build(),
                      BodyHandlers.ofString())
                  .body());
    } catch (IOException e) {
      return new ObjectMapper().createObjectNode(); // it does not listen yet
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
