package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.app.dashboard.SmallDashboard;
import firstbad.bisection.Logs;
import firstbad.embedded.EmbeddedKafka;
import firstbad.schemas.ForgetOrder;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.server.Server;
import firstbad.server.ServerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of a dashboard, and of a search in a work tree, on their way to Kafka. */
@Tag("slow")
class LogsFromElsewhereTest {
  @TempDir private Path folder;

  @Test
  void they_are_in_kafka_once_under_their_own_ids() throws Exception {
    List<String> log = Logs.hidrawRelease();
    try (EmbeddedKafka kafka = EmbeddedKafka.started(folder.resolve("kafka"));
        Pipeline pipeline = new Pipeline(kafka);
        SmallDashboard dashboard = new SmallDashboard();
        Server server = Server.started(settings(kafka))) {
      dashboard.withBugs(String.join("\n", log) + "\n");
      Call first = imports(kafka, dashboard);
      assertThat(first.code()).isEqualTo(1);
      assertThat(first.errors()).contains("x=16c00000000001 is not a bisection log: it is an HTML");
      assertThat(first.out())
          .contains("152c6bace00000  WARNING in foo", "1 log published, 1 failed");
      Call second = imports(kafka, dashboard);
      assertThat(second.out()).contains("0 logs published, 1 failed, 1 imported before.");

      String address = dashboard.url().replace("/upstream", "") + "/x/bisect.txt?x=152c6bace00000";
      Call published =
          Call.firstbad(
              "publish", "-b=" + kafka.bootstrapServers(), "-r=" + kafka.registryUrl(), address);
      assertThat(published.code()).as(published.err()).isZero();

      for (List<String> where :
          List.of(
              List.of("-b=" + kafka.bootstrapServers(), "-r=" + kafka.registryUrl()),
              List.of("--server=" + server.url()))) {
        Call search = searches("search-" + where.size(), where);
        assertThat(search.errors()).isEmpty();
        assertThat(search.code()).isZero();
      }

      Map<String, List<String>> lines = new TreeMap<>();
      Map<String, String> titles = new TreeMap<>();
      pipeline.linesById(
          (id, line) -> {
            lines.computeIfAbsent(id, any -> new ArrayList<>()).add(String.valueOf(line.getText()));
            titles.putIfAbsent(id, line.getLabels().getOrDefault("bug.title", ""));
          });
      assertThat(lines.keySet()).containsExactly("152c6bace00000", "search-1", "search-2");
      assertThat(lines.get("152c6bace00000")).as("once each way").hasSize(2 * (log.size() + 1));
      assertThat(titles).containsEntry("152c6bace00000", "WARNING in foo  [31m");
      for (String id : List.of("search-1", "search-2")) {
        List<String> kept = Files.readAllLines(folder.resolve(id + ".log"));
        assertThat(lines.get(id)).startsWith(kept.toArray(String[]::new));
      }
      forgottenOnesStaySo(kafka, dashboard);
    }
  }

  private void forgottenOnesStaySo(EmbeddedKafka kafka, SmallDashboard dashboard) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String id : List.of("152c6bace00000", "search-gone")) {
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> order =
            new ProducerRecord<>(Topics.ofDefaultPrefix().name(Topic.LOG_LINES), key, null);
        order.headers().add(ForgetOrder.HEADER, key);
        producer.send(order).get();
      }
    }
    Files.delete(folder.resolve("imported"));
    assertThat(imports(kafka, dashboard).out())
        .contains("0 logs published, 1 failed, 1 imported before.");
    Call search =
        searches(
            "search-gone", List.of("-b=" + kafka.bootstrapServers(), "-r=" + kafka.registryUrl()));
    assertThat(search.code()).isEqualTo(1);
    assertThat(search.err())
        .contains("Nothing is published: the bisection search-gone was removed with ");
  }

  private Call imports(EmbeddedKafka kafka, SmallDashboard dashboard) {
    return Call.firstbad(
        "import",
        "syzbot",
        "--since=2026-01-01",
        "--pause=1ms",
        "--state=" + folder.resolve("imported"),
        "-b=" + kafka.bootstrapServers(),
        "-r=" + kafka.registryUrl(),
        dashboard.url());
  }

  private ServerSettings settings(EmbeddedKafka kafka) throws IOException {
    Path view = Files.createDirectory(folder.resolve("view"));
    return ServerSettings.in(view, Topics.ofDefaultPrefix(), kafka.clientProperties());
  }

  private Call searches(String id, List<String> where) throws Exception {
    Path tree = Files.createDirectory(folder.resolve(id));
    git(tree, "init", "--quiet");
    for (int number = 1; number <= 6; number++) {
      Files.writeString(tree.resolve("f"), number + "\n");
      git(tree, "add", "f");
      git(tree, "commit", "--quiet", "-m", "f: set it to " + number);
    }
    git(tree, "bisect", "start", "HEAD", "HEAD~5", "--");
    List<String> command =
        new ArrayList<>(
            List.of(
                "bisect",
                "run",
                "--directory=" + tree,
                "--id=" + id,
                "--log=" + folder.resolve(id + ".log")));
    command.addAll(where);
    command.addAll(List.of("--", "sh", "-c", "[ $(cat f) -lt 4 ]"));
    return Call.firstbad(command.toArray(String[]::new));
  }

  private static void git(Path tree, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=A", "-c", "user.email=a@example.org"));
    command.addAll(List.of(words));
    Process git =
        new ProcessBuilder(command).directory(tree.toFile()).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).as(said).isZero();
  }
}
