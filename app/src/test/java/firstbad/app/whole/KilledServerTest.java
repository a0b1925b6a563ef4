package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Logs;
import firstbad.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a server while a log is being sent to it, as {@code curl -T -} sends one. */
@Tag("slow")
@Tag("long")
class KilledServerTest {
  private static final String LOG = "/api/v1/bisections/killed/log";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void a_log_that_is_sent_again_has_lost_nothing_and_doubled_nothing() throws Exception {
    String log = String.join("\n", Logs.hidrawRelease()) + "\n";
    int half = log.indexOf('\n', log.length() / 2) - 5;
    try (EmbeddedKafka kafka = EmbeddedKafka.started(folder.resolve("kafka"));
        Pipeline pipeline = new Pipeline(kafka)) {
      try (CommandProcess first = server(kafka, "first")) {
        CompletableFuture<HttpResponse<String>> sent;
        try (PipedOutputStream written = new PipedOutputStream()) {
          String url = url(first);
          PipedInputStream body = new PipedInputStream(written);
          sent = CLIENT.sendAsync(put(url, BodyPublishers.ofInputStream(() -> body)), text());
          written.write(log.substring(0, half).getBytes(StandardCharsets.UTF_8));
          written.flush();
          pipeline.await("half of the log", () -> !position(url).contains("\"lines\":0"), first);
          first.kill();
        }
        assertThat(sent.handle((answer, thrown) -> thrown).get()).isNotNull();
      }
      try (CommandProcess second = server(kafka, "second")) {
        String url = url(second);
        HttpResponse<String> answer = CLIENT.send(put(url, BodyPublishers.ofString(log)), text());
        assertThat(answer.body()).contains("\"lines\":253,\"ended\":true");
        pipeline.await("the whole log", () -> log.equals(get(url, LOG)), second);
        assertThat(position(url)).contains("\"lines\":253", "\"ended\":true");
      }
      Map<Long, String> lines = new TreeMap<>();
      pipeline
          .lines()
          .forEach(
              line ->
                  assertThat(lines.merge(line.getLineNumber(), line.getText(), (old, now) -> now))
                      .as("every record of line %d", line.getLineNumber())
                      .isEqualTo(line.getText()));
      assertThat(String.join("\n", lines.values())).isEqualTo(log);
      assertThat(pipeline.lines()).filteredOn(line -> line.getEndOfLog()).hasSize(1);
    }
  }

  private CommandProcess server(EmbeddedKafka kafka, String name) throws IOException {
    return CommandProcess.started(
        folder.resolve(name),
        new String[] {"server", "--port", "0", "--view", folder.resolve("view.db").toString()},
        new String[] {"-b", kafka.bootstrapServers(), "-r", kafka.registryUrl()});
  }

  private static String url(CommandProcess server) throws Exception {
    return server.awaitPrinted("The page is at (\\S+)/\\s").group(1);
  }

  private static HttpRequest put(String url, BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create(url + LOG)).PUT(body).build();
  }

  private static String position(String url) throws Exception {
    return get(url, LOG + "/position");
  }

  private static String get(String url, String path) throws Exception {
    return CLIENT.send(HttpRequest.newBuilder(URI.create(url + path)).build(), text()).body();
  }

  private static HttpResponse.BodyHandler<String> text() {
    return BodyHandlers.ofString();
  }
}
