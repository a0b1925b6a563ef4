package firstbad.app.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.app.deliver.DeliveryService;
import firstbad.embedded.BrokerSettings;
import firstbad.embedded.RegistrySettings;
import firstbad.schemas.Topics;
import firstbad.server.MetricsServer;
import firstbad.server.ServerSettings;
import firstbad.testing.Prerequisite;
import firstbad.topology.codec.StateFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dashboard and rules speak of what the processes say, and the rules do what they are for. */
class DeployTest {
  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final Pattern SERIES = Pattern.compile("\\b(?:firstbad|kafka|jvm)_[a-z_]+");
  private static final long DEADLINE_S = 600;
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final int PARTITIONS = 12;

  /** What one process may cost a Prometheus. */
  private static final int MOST_SERIES = 400;

  @TempDir private Path folder = Path.of("");

  @Test
  @Tag("slow")
  void every_panel_and_every_rule_has_data_from_a_real_prometheus() throws Exception {
    ServerSettings web =
        ServerSettings.in(folder, Topics.ofDefaultPrefix(), Map.of()).guarded(tokens(), null);
    try (LocalStack stack =
            LocalStack.started(
                BrokerSettings.in(folder.resolve("broker")).withPort(0),
                RegistrySettings.in(folder.resolve("registry")).withPort(0),
                web,
                folder,
                StateFormat.shipped(),
                PARTITIONS,
                null,
                step -> {});
        DeliveryService deliver =
            DeliveryService.started(
                stack.clientProperties(), Topics.ofDefaultPrefix(), plan(), complaint -> {});
        MetricsServer ofDeliver = MetricsServer.started("127.0.0.1", 0, List.of(deliver.part()))) {
      awaitReady(stack.pageUrl());
      assertThat(get(stack.pageUrl() + "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(stack.pageUrl() + "/metrics").statusCode()).isEqualTo(401);
      assertThat(scraped(stack.pageUrl(), "PUT", "/api/v1/bisections/x/log").statusCode())
          .isEqualTo(403);
      Path token = folder.resolve("deploy/scraper-token.txt");
      try (PrometheusProcess prometheus =
          PrometheusProcess.started(
              folder,
              DEPLOY.resolve("prometheus/alerts.yaml"),
              token,
              URI.create(stack.pageUrl()).getAuthority(),
              URI.create(ofDeliver.url()).getAuthority())) {
        // What was there before the first look does not count as growth.
        assertThat(prometheus.awaitNumber("sum(up) == 2")).isEqualTo(2);
        upload(stack.pageUrl());
        await(() -> Files.exists(folder.resolve("delivered")), "the delivery of the culprit");
        assertThat(traceOfTheCulprit(stack)).isEqualTo(TRACE);
        for (String expression : expressions()) {
          assertThat(prometheus.awaitNumber(expression)).as(expression).isNotNegative();
        }
        assertThat(prometheus.awaitNumber("firstbad_culprit_delay_seconds_count")).isEqualTo(1);
        assertThat(prometheus.rules())
            .hasSizeGreaterThan(10)
            .allSatisfy(rule -> assertThat(rule.path("lastError").asText()).isEmpty());
      }
      String metrics = scraped(stack.pageUrl(), "GET", "/metrics").body();
      List<String> series = metrics.lines().filter(line -> !line.startsWith("#")).toList();
      assertThat(series)
          .as("series of one process with %d partitions", PARTITIONS)
          .hasSizeLessThan(MOST_SERIES);
      Set<String> served = new TreeSet<>();
      series.forEach(line -> served.add(line.replaceFirst("[{ ].*", "")));
      assertThat(named()).hasSizeGreaterThan(10).isSubsetOf(served);
      assertThat(metrics)
          .contains("firstbad_lines_total{result=\"dead_lettered\"}")
          .contains("firstbad_topology_state{state=\"RUNNING\"} 1")
          .contains("firstbad_uploads_total{result=\"taken\"} 1")
          .contains("firstbad_bisections_open{kind=\"CAUSE\"} 0");
    }
  }

  private Path plan() throws IOException {
    return Files.writeString(
        folder.resolve("plan.yaml"),
        """
        subscriptions:
          - name: file
            events: [culprits]
            command: "cat > %s/delivered"
        """
            .formatted(folder));
  }

  private void upload(String url) throws Exception {
    String token = Files.readAllLines(folder.resolve("deploy/tokens.txt")).get(0);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url + "/api/v1/bisections/job/log"))
                    .header("Authorization", "Bearer " + token)
                    .header("traceparent", TRACE)
                    .PUT(
                        BodyPublishers.ofInputStream(
                            () -> SampleLog.class.getResourceAsStream("hidraw-release.txt")))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static String traceOfTheCulprit(LocalStack stack) throws Exception {
    List<String> traces = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            stack.clientProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, PARTITIONS)
              .mapToObj(each -> new TopicPartition("firstbad.culprits", each))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      await(
          () -> {
            reader
                .poll(Duration.ofMillis(200))
                .forEach(
                    culprit ->
                        traces.add(
                            new String(
                                culprit.headers().lastHeader("traceparent").value(),
                                StandardCharsets.UTF_8)));
            return !traces.isEmpty();
          },
          "a culprit");
    }
    return traces.get(0);
  }

  /** What the panels and the scaling ask. */
  private static List<String> expressions() throws IOException {
    List<String> expressions = new ArrayList<>();
    JsonNode dashboard =
        new ObjectMapper().readTree(DEPLOY.resolve("grafana/dashboard.json").toFile());
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        expressions.add(target.path("expr").asText());
      }
    }
    return expressions;
  }

  /** The files that compose hands out, made as its first lines say. */
  private Path tokens() throws Exception {
    Files.createDirectories(folder.resolve("deploy"));
    List<String> lines =
        Files.readAllLines(DEPLOY.resolve("compose.yaml")).stream()
            .filter(line -> line.startsWith("#   "))
            .map(line -> line.substring(4))
            .toList();
    assertThat(lines).hasSize(3);
    assertThat(Files.readString(DEPLOY.resolve("README.md"))).contains(String.join("\n", lines));
    Process shell =
        new ProcessBuilder("sh", "-e", "-c", String.join("\n", lines))
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertThat(shell.waitFor()).isZero();
    return folder.resolve("deploy/tokens.txt");
  }

  /** As Prometheus asks, which shows what is in its file but for the white space around it. */
  private HttpResponse<String> scraped(String url, String method, String path) throws Exception {
    String token = Files.readString(folder.resolve("deploy/scraper-token.txt")).strip();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  void prometheus_gets_its_own_token_and_nobody_elses() throws IOException {
    String compose = Files.readString(DEPLOY.resolve("compose.yaml"));

    assertThat(service(compose, "prometheus")).contains("secrets: [scraper-token]");
    assertThat(service(compose, "server")).contains("secrets: [tokens]", "/run/secrets/tokens");
    assertThat(compose)
        .contains("  tokens:\n    file: ./tokens.txt")
        .contains("  scraper-token:\n    file: ./scraper-token.txt")
        .contains("  grafana-password:\n    file: ./grafana-password.txt");
    assertThat(service(compose, "grafana"))
        .contains("GF_SECURITY_ADMIN_PASSWORD__FILE: /run/secrets/grafana-password");
    assertThat(Files.readString(DEPLOY.resolve("prometheus/prometheus.yaml")))
        .contains("credentials_file: /run/secrets/scraper-token}");
  }

  private static String service(String compose, String name) {
    String behind = compose.substring(compose.indexOf("\n  " + name + ":\n") + 1);
    return behind.substring(0, behind.indexOf("\n\n"));
  }

  private static Set<String> named() throws IOException {
    Set<String> named = new TreeSet<>();
    expressions().forEach(expression -> add(named, expression));
    Files.readAllLines(DEPLOY.resolve("prometheus/alerts.yaml")).stream()
        .filter(line -> line.strip().startsWith("expr:"))
        .forEach(line -> add(named, line));
    Path scaling = DEPLOY.resolve("kubernetes/components/autoscaling/scaled-object.yaml");
    String query = Files.readString(scaling).split("query: >-", -1)[1];
    add(named, query);
    named.removeIf(series -> series.startsWith("firstbad_deliveries")); // see SeveralDeliverTest
    return named;
  }

  private static void add(Set<String> named, String expression) {
    Matcher series = SERIES.matcher(expression);
    while (series.find()) {
      named.add(series.group());
    }
  }

  private static void awaitReady(String url) throws Exception {
    await(() -> get(url + "/health/ready").statusCode() == 200, url + "/health/ready");
  }

  private static void await(Callable<Boolean> condition, String what) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
      Thread.sleep(100);
    }
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  @Test
  void the_rules_pass_their_own_tests() throws Exception {
    Path said = folder.resolve("promtool.log");
    Process promtool;
    try {
      promtool =
          new ProcessBuilder("promtool", "test", "rules", "alerts-test.yaml")
              .directory(DEPLOY.resolve("prometheus").toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
    } catch (IOException e) {
      Prerequisite.require(false, "The rules are tested by promtool; install prometheus.");
      throw e;
    }
    assertThat(promtool.waitFor()).as(Files.readString(said)).isZero();
  }
}
