package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.bisection.Logs;
import firstbad.bisection.made.MadeLogs;
import firstbad.embedded.EmbeddedKafka;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.Publication;
import firstbad.schemas.Topics;
import firstbad.server.Server;
import firstbad.server.ServerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.CompressionType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands that read Kafka say of logs that went through the whole path. */
@Tag("slow")
class CommandsReadKafkaTest {
  private static final int MADE = 40;

  /** Packed with what every client reads; a writer of few records packs nothing. */
  private static final Set<CompressionType> GZIP_OR_NOTHING =
      Set.of(CompressionType.GZIP, CompressionType.NONE);

  @TempDir private Path folder;

  @Test
  void alerts_come_in_the_middle_and_at_the_end_every_command_tells_what_was_found()
      throws Exception {
    Map<String, List<String>> logs = logs();
    List<String> sample = logs.getOrDefault("sample", List.of());
    try (EmbeddedKafka kafka = EmbeddedKafka.started(folder.resolve("kafka"));
        Pipeline pipeline = new Pipeline(kafka);
        CommandProcess topology = CommandProcess.topology(kafka, folder.resolve("topology"))) {
      Path alert = folder.resolve("alert.json");
      String[] onAlert = {
        "alerts",
        "--follow",
        "--kind",
        "derailed",
        "--exec",
        "test $FIRSTBAD_KIND = DERAILED && cat > %1$s.new && mv %1$s.new %1$s".formatted(alert)
      };
      try (CommandProcess alerts =
              CommandProcess.started(folder.resolve("alerts"), with(kafka, onAlert));
          LogPublisher publisher = pipeline.publisher()) {
        Publication half = publisher.begin("sample", Map.of());
        sample.subList(0, 80).forEach(half::line);
        pipeline.await("the alert", () -> Files.exists(alert), topology, alerts);
        assertThat(Files.readString(alert))
            .startsWith("{\"id\":\"sample\",\"kind\":\"DERAILED\"")
            .contains("38970eac41db0031dcd337e124fab92a7105ed85", "WARNING in free_netdev");
        assertThat(pipeline.withCulprit()).isEmpty();
        sample.subList(80, sample.size()).forEach(half::line);
        half.end();
      }
      try (LogPublisher publisher = pipeline.publisher()) {
        logs.forEach((id, lines) -> publisher.publish(id, Map.of(), lines));
      }
      pipeline.awaitAllRead(topology);

      evaluateSaysTheSameAsOfFiles(kafka, logs);
      assertThat(call(kafka, "suspects", "--at-least", "1").out())
          .contains("e4b8954074f6 netlink: add net device refcount tracker")
          .contains("named for 1 bug by 1 bisection; trust: 1 low");
      assertThat(call(kafka, "suspects", "e4b8954074f6", "--format", "json").out())
          .startsWith("{\"commit\":\"e4b8954074f6d0db01c8c97d338a67f9389c042f\"")
          .contains("\"bisection_ids\":[\"sample\"]");
      assertThat(call(kafka, "suspects").out())
          .startsWith("No commit is named for 2 bugs or more; ");
      assertThat(call(kafka, "crashes", "38970eac41db").out())
          .contains(
              "1 bisection, 1 test, 10 runs, 10 of them estimated",
              "another title:\n",
              "WARNING in free_netdev (10, other than the bug's in 1 bisection)",
              "WARNING in free_netdev, in 1 of 1 bisection")
          .doesNotContain("noise");
      assertThat(call(kafka, "culprits", "--level", "low", "--format", "json").out().lines())
          .isNotEmpty()
          .allMatch(line -> line.contains("\"level\":\"LOW\""));
      assertThat(call(kafka, "culprits", "--level", "high,low").out())
          .contains("is blamed for \"general protection fault in hidraw_release\"")
          .contains("Probably wrong: of 100 culprits like this one about ");
      String alerts = call(kafka, "alerts", "--kind", "derailed").out();
      assertThat(alerts).contains("Since then: culprit found, low trust");
      assertThat(alerts.lines()).allMatch(line -> line.length() <= 80);
      assertThat(call(kafka, "alerts", "--kind", "derailed", "--format", "json").out())
          .contains(
              "\"result\":{\"kind\":\"CAUSE\",\"outcome\":\"CULPRIT_FOUND\","
                  + "\"level\":\"LOW\",\"verification\":null}}");
      aServerTellsTheSame(kafka, pipeline);
      assertThat(StoredCodecs.of(folder.resolve("kafka/broker"), "firstbad."))
          .containsKeys("firstbad.culprits", "firstbad.log-lines", "firstbad.alerts")
          .allSatisfy((topic, codecs) -> assertThat(GZIP_OR_NOTHING).containsAll(codecs));
    }
  }

  private void aServerTellsTheSame(EmbeddedKafka kafka, Pipeline pipeline) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "reader-0123456789abcdef\n");
    ServerSettings settings =
        ServerSettings.in(folder, Topics.ofDefaultPrefix(), kafka.clientProperties())
            .guarded(token, null);
    try (Server server = Server.started(settings)) {
      String[] asked = {"--server", server.url(), "--token-file", token.toString()};
      for (String question :
          List.of(
              "show sample",
              "show samp",
              "show sample --format json",
              "crashes 38970eac41db",
              "crashes 9f7fb8de5d9b --format json")) {
        String[] words = question.split(" ");
        Call ofKafka = call(kafka, words);
        assertThat(ofKafka.code()).as(question).isZero();
        pipeline.await(
            "the same answer to " + question,
            () -> Call.firstbad(and(words, asked)).out().equals(ofKafka.out()));
      }
      Call unknown = Call.firstbad(and(new String[] {"show", "no/such"}, asked));
      assertThat(unknown.code()).isEqualTo(1);
      assertThat(unknown.err()).contains("There is no bisection with the id no/such.");
      assertThat(Call.firstbad("crashes", "38970eac41db", "--server", server.url()).err())
          .contains("Reading needs a token");
    }
  }

  private static String[] and(String[] words, String[] more) {
    return Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private void evaluateSaysTheSameAsOfFiles(EmbeddedKafka kafka, Map<String, List<String>> logs)
      throws IOException {
    Path files = Files.createDirectory(folder.resolve("logs"));
    List<String> labels = new ArrayList<>();
    for (Map.Entry<String, List<String>> log : logs.entrySet()) {
      Files.write(files.resolve(log.getKey() + ".txt"), log.getValue());
      String verdict = labels.size() % 2 == 0 ? "wrong" : "correct";
      labels.add("{\"log\": \"%s.txt\", \"verdict\": \"%s\"}".formatted(log.getKey(), verdict));
    }
    String known = Files.write(folder.resolve("labels.jsonl"), labels).toString();
    Call ofFiles = Call.firstbad("evaluate", known, files.toString(), "--format", "json");
    Call ofTopics = call(kafka, "evaluate", known, "--from-kafka", "--format", "json");

    assertThat(ofTopics.errors()).isEqualTo(ofFiles.errors());
    String same = ofFiles.out().strip().replaceAll("}$", "");
    assertThat(ofTopics.out())
        .startsWith(same + ",\"track_record\":{\"rows\":[{")
        .contains("\"unused_labels\":0");
  }

  private static Call call(EmbeddedKafka kafka, String... arguments) {
    return Call.firstbad(with(kafka, arguments));
  }

  private static String[] with(EmbeddedKafka kafka, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-servers", kafka.bootstrapServers()));
    all.addAll(List.of("--registry", kafka.registryUrl()));
    return all.toArray(String[]::new);
  }

  /** The sample log and made-up ones that hold one bisection each. */
  private static Map<String, List<String>> logs() throws IOException {
    Map<String, List<String>> logs = new LinkedHashMap<>();
    logs.put("sample", Logs.hidrawRelease());
    MadeLogs.made(0, MADE)
        .filter(log -> log.lines().stream().filter(CommandsReadKafkaTest::header).count() == 1)
        .forEach(log -> logs.put("made-" + log.seed(), throughUtf8(log.lines())));
    return logs;
  }

  private static boolean header(String line) {
    return line.startsWith("bisecting ") || line.startsWith("searching for ");
  }

  private static List<String> throughUtf8(List<String> lines) {
    List<String> sent = new ArrayList<>();
    for (String line : lines) {
      sent.add(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
    return sent;
  }
}
