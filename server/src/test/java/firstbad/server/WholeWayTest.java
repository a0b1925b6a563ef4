package firstbad.server;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedKafka;
import firstbad.schemas.ContractSetup;
import firstbad.schemas.Topics;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each leg of a line's way, held up: health, header and metrics name it. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WholeWayTest {
  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final String LOG = "/api/v1/bisections/held/log";
  private static final String LINES =
      """
      bisecting cause commit starting from 0123456789abcdef0123456789abcdef01234567
      building syzkaller on 89abcdef0123456789abcdef0123456789abcdef
      """;
  private static final int MANY = 500;
  private static final String MORE = "testing commit 0123456789abcdef0123456789abcdef01234567\n";

  private final HttpClient client = HttpClient.newHttpClient();
  private final EmbeddedKafka kafka = EmbeddedKafka.started();

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // before each
  private Server server;

  @BeforeEach
  void start() {
    Topics topics = Topics.ofDefaultPrefix();
    ContractSetup.createMissing(kafka.clientProperties(), topics, 1, (short) 1);
    server = Server.started(ServerSettings.in(folder, topics, kafka.clientProperties()));
  }

  @AfterEach
  void stop() {
    server.close();
    kafka.close();
  }

  @Test
  void lines_that_nobody_judges_are_behind_in_judging() throws Exception {
    send(BodyPublishers.ofString(LINES)).get();

    await(answer -> leg(answer, "judging") > 10_000);
    await(answer -> answer.body().contains("2 lines wait and no topology reads them"));
    HttpResponse<String> health = get("/health/ready");
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.headers().firstValue("Firstbad-Lag-Ms").map(Long::valueOf).orElse(0L))
        .isGreaterThan(10_000);
    assertThat(get("/metrics").body())
        .containsPattern("firstbad_leg_seconds_behind\\{leg=\"judging\",?} [1-9]")
        .contains("firstbad_leg_seconds_behind{leg=\"ingest\"} 0.0");
  }

  @Test
  void lines_that_kafka_does_not_take_are_behind_in_ingest() throws Exception {
    CompletableFuture<HttpResponse<String>> upload;
    try (PipedOutputStream written = new PipedOutputStream()) {
      PipedInputStream body = new PipedInputStream(written);
      upload = send(BodyPublishers.ofInputStream(() -> body));
      written.write((LINES + MORE.repeat(MANY)).getBytes(StandardCharsets.UTF_8));
      written.flush();
      await(answer -> leg(answer, "judging") > 0); // they are in Kafka
      kafka.broker().stop();
      written.write(MORE.repeat(MANY).getBytes(StandardCharsets.UTF_8));
      written.flush();
      await(answer -> leg(answer, "ingest") > 5_000);
      await(
          answer ->
              answer.statusCode() == 503
                  && answer
                      .body()
                      .contains("for Kafka to acknowledge it; check that Kafka can be reached"));
      kafka.broker().start();
      await(
          answer ->
              leg(answer, "ingest") == 0 && !answer.body().contains("for Kafka to acknowledge"));
    }
    assertThat(upload.get().statusCode()).isEqualTo(200);
  }

  @Test
  void a_view_that_is_locked_is_behind_in_the_view() throws Exception {
    await(answer -> answer.statusCode() == 200);
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("view.db"));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      send(BodyPublishers.ofString(LINES)).get();
      await(
          answer ->
              answer.statusCode() == 503
                  && answer.body().contains("The view does not go on: ")
                  && leg(answer, "view") > 10_000);
      statement.execute("ROLLBACK");
    }
    await(answer -> leg(answer, "view") == 0 && !answer.body().contains("does not go on"));
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest.BodyPublisher body) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create(server.url() + LOG + "?more=true")).PUT(body).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
  }

  /** Milliseconds of a leg; header and body say the same at about the same time. */
  private static long leg(HttpResponse<String> answer, String name) {
    String header = answer.headers().firstValue("Firstbad-Lag").orElse("");
    assertThat(header).matches("ingest=[0-9]+, judging=[0-9]+, view=[0-9]+");
    assertThat(answer.body()).contains("\"behind_ms\":{\"ingest\":");
    for (String leg : header.split(", ", -1)) {
      if (leg.startsWith(name + "=")) {
        return Long.parseLong(leg.substring(name.length() + 1));
      }
    }
    throw new AssertionError(header);
  }

  private void await(Predicate<HttpResponse<String>> wanted) throws Exception {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    HttpResponse<String> answer = get("/health/ready");
    while (!wanted.test(answer)) {
      assertThat(System.nanoTime()).as(answer.body()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
      answer = get("/health/ready");
    }
  }
}
