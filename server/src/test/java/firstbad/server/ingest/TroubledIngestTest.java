package firstbad.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.BrokerSettings;
import firstbad.embedded.EmbeddedKafka;
import firstbad.embedded.RegistrySettings;
import firstbad.events.LogLine;
import firstbad.schemas.KeyPartition;
import firstbad.schemas.TestTopics;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.server.Server;
import firstbad.server.ServerSettings;
import firstbad.server.view.Postgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** Logs that arrive while a partition acknowledges nothing, or the view's database is away. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(Lifecycle.PER_CLASS)
class TroubledIngestTest {
  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final int PARTITIONS = 2;
  private static final int HELD = 1;
  private static final String TEST = "testing commit " + "1".repeat(40) + " gcc\n";

  private final HttpClient client = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init") // before all
  private HeldAcknowledgements acknowledgements;

  @SuppressWarnings("NullAway.Init") // before all
  private EmbeddedKafka kafka;

  @SuppressWarnings("NullAway.Init") // before all
  private TestTopics written;

  @SuppressWarnings("NullAway.Init") // before all
  private Postgres postgres;

  @SuppressWarnings("NullAway.Init") // before all
  private Server server;

  @BeforeAll
  void start() throws Exception {
    acknowledgements = new HeldAcknowledgements();
    kafka =
        EmbeddedKafka.started(
            BrokerSettings.temporary()
                .with("advertised.listeners", "CLIENTS://" + acknowledgements.address()),
            RegistrySettings.temporary());
    acknowledgements.of(kafka.broker().port());
    written = new TestTopics(kafka.clientProperties(), PARTITIONS);
    postgres = Postgres.started();
    server =
        Server.started(
            new ServerSettings(
                "127.0.0.1",
                0,
                postgres.newDatabase(),
                ServerSettings.DEFAULT_KEEP_LINES,
                Topics.ofDefaultPrefix(),
                kafka.clientProperties()));
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
    postgres.close();
    written.close();
    kafka.close();
    acknowledgements.close();
  }

  @Test
  void a_log_is_not_taken_by_the_acknowledgements_of_another_partition() throws Exception {
    String waits = id("waits", HELD);
    String other = id("other", 0);
    acknowledgements.hold(HELD);
    CompletableFuture<HttpResponse<String>> held = put(waits, TEST + "two\n");
    await(() -> acknowledgements.refused() > 0);

    HttpResponse<String> answer = put(other, TEST + "more\n".repeat(50)).get();
    assertThat(answer.body()).contains("\"lines\":51", "\"ended\":true");
    await(() -> ingestMillis() > 1000);
    assertThat(held).isNotDone();

    acknowledgements.letGo();
    assertThat(held.get().body()).contains("\"lines\":2", "\"ended\":true");
    await(() -> ingestMillis() == 0);
    assertThat(numbers(waits)).containsExactly(1L, 2L, 3L);
    assertThat(numbers(other)).hasSize(52).doesNotHaveDuplicates();
  }

  @Test
  void a_log_is_taken_while_the_database_of_the_view_is_away() throws Exception {
    postgres.stop();
    CompletableFuture<HttpResponse<String>> taken = put("away", TEST + "two\n");
    HttpResponse<String> list = get("/api/v1/bisections");
    assertThat(list.statusCode()).as(list.body()).isEqualTo(503);
    assertThat(list.headers().firstValue("Retry-After")).isPresent();
    assertThat(list.body()).contains("The database of the view does not answer");
    assertThat(taken.get().body()).contains("\"lines\":2", "\"ended\":true");
    assertThat(numbers("away")).containsExactly(1L, 2L, 3L);
    await(() -> get("/health/ready").body().contains("The view does not go on"));

    postgres.start();
    await(() -> get("/api/v1/bisections/away/log").body().contains("two"));
    await(() -> !get("/health/ready").body().contains("The view does not go on"));
  }

  /** An id whose lines lie in this partition. */
  private static String id(String name, int partition) {
    return IntStream.iterate(1, number -> number + 1)
        .mapToObj(number -> name + "-" + number)
        .filter(id -> KeyPartition.of(id.getBytes(UTF_8), PARTITIONS) == partition)
        .findFirst()
        .orElseThrow();
  }

  /** The numbers of the lines in Kafka, that of the end among them. */
  private List<Long> numbers(String id) {
    List<Long> numbers = new ArrayList<>();
    written.read(
        Topic.LOG_LINES,
        LogLine.class,
        (key, line) -> {
          if (key.equals(id)) {
            numbers.add(line.getLineNumber());
          }
        });
    return numbers;
  }

  private CompletableFuture<HttpResponse<String>> put(String id, String body) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/bisections/" + id + "/log"))
            .PUT(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
  }

  /** How long a line has waited for Kafka, as each answer says. */
  private long ingestMillis() throws Exception {
    String legs = get("/health/live").headers().firstValue("Firstbad-Lag").orElse("");
    assertThat(legs).matches("ingest=[0-9]+, .*");
    return Long.parseLong(legs.substring("ingest=".length(), legs.indexOf(',')));
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
