package firstbad.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.LogLine;
import firstbad.schemas.Topic;
import firstbad.testing.Prerequisite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples in Python and Node and the command of kcat, with the clients that Debian and npm
 * package, and what Python generates.
 */
@Tag("slow")
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("examples");
  private static final Path NODE_TESTS = Path.of("src/test/node");
  private static final String WANTED = "python3-confluent-kafka, python3-avro, python3-requests";
  private static final String SURE = "sure " + "c".repeat(40) + " net: do a thing";

  private static String python = "";
  private static boolean fastavro;
  private static final EmbeddedKafka kafka = EmbeddedKafka.started();

  @TempDir private static Path node = Path.of("");
  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void findPython() throws Exception {
    PublishedLines.prepare(kafka);
    SentRecords.culprits(kafka);
    for (String candidate : List.of("/usr/bin/python3", "python3")) {
      if (python.isEmpty()
          && Prerequisite.runs(
              candidate, "-c", "import confluent_kafka.schema_registry, requests, avro")) {
        python = candidate;
      }
    }
    Prerequisite.require(
        !python.isEmpty(), "There is no Python with a Kafka client; install " + WANTED + ".");
    fastavro = Prerequisite.runs(python, "-c", "import fastavro");
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void tables_and_sinks_of_others_are_those_of_the_stored_schemas() throws Exception {
    Process check =
        new ProcessBuilder(python, "../schemas/flink/generate.py", "--check")
            .redirectErrorStream(true)
            .start();

    assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .as("schemas/flink/generate.py writes them anew")
        .isEmpty();
    assertThat(check.waitFor()).isZero();
  }

  @Test
  void lines_from_python_arrive_where_lines_from_java_arrive() throws Exception {
    arriveWhereThoseFromJavaDo("python", id -> process("producer.py", id));
  }

  @Test
  void so_do_lines_from_node() throws Exception {
    String page = Files.readString(Path.of("../docs/feed.md"));
    int begin = page.indexOf("```js\n") + "```js\n".length();
    Path work = node();
    Files.writeString(
        work.resolve("producer.mjs"), page.substring(begin, page.indexOf("```", begin)));

    arriveWhereThoseFromJavaDo(
        "node",
        id ->
            new ProcessBuilder(
                    "node", "producer.mjs", kafka.bootstrapServers(), kafka.registryUrl(), id)
                .directory(work.toFile()));
  }

  private void arriveWhereThoseFromJavaDo(
      String prefix, Function<String, ProcessBuilder> publication) throws Exception {
    List<String> lines =
        List.of("bisecting cause commit starting from 12", "", "run #0: äöü \u2028\r");
    Path log = folder.resolve("log.txt");
    Files.writeString(log, String.join("\n", lines));
    List<String> ids =
        Stream.of("1", "a/b:c", "x", "https://bugs.example/text_tag=Log", "job-2")
            .map(id -> prefix + id)
            .toList();
    for (String id : ids) {
      assertThat(Programs.printed(publication.apply(id).redirectInput(log.toFile()))).isEmpty();
    }
    Destination destination = Destination.of(kafka.bootstrapServers(), kafka.registryUrl());
    try (LogPublisher publisher = LogPublisher.open(destination)) {
      ids.forEach(id -> publisher.publish(id, Map.of(), lines));
    }

    List<ConsumerRecord<String, LogLine>> records =
        PublishedLines.read(
            kafka,
            found -> found.stream().filter(e -> ids.contains(e.key())).count() >= 8L * ids.size());
    for (String id : ids) {
      List<ConsumerRecord<String, LogLine>> own =
          records.stream().filter(event -> event.key().equals(id)).toList();
      assertThat(own).extracting(ConsumerRecord::partition).containsOnly(own.get(0).partition());
      assertThat(own.subList(0, 4))
          .extracting(event -> words(event.value()))
          .isEqualTo(own.subList(4, 8).stream().map(event -> words(event.value())).toList());
      assertThat(own.get(0).value().getObservedAt())
          .isBetween(Instant.now().minusSeconds(600), Instant.now());
    }
  }

  @Test
  void a_consumer_in_python_prints_committed_culprits_of_the_level_it_wants() throws Exception {
    assertThat(Programs.firstLine(process("consumer.py", "HIGH"))).isEqualTo(SURE);
  }

  @Test
  void so_does_a_consumer_in_node() throws Exception {
    Path work = node();

    assertThat(
            Programs.firstLine(
                new ProcessBuilder(
                        "node",
                        "consumer.mjs",
                        kafka.bootstrapServers(),
                        kafka.registryUrl(),
                        "HIGH")
                    .directory(work.toFile())))
        .isEqualTo(SURE);
  }

  @Test
  @Tag("long")
  void and_so_does_one_in_go() throws Exception {
    Path libraries = Path.of("/usr/share/gocode");
    Prerequisite.require(
        Prerequisite.runs("go", "version")
            && Files.exists(libraries.resolve("src/github.com/confluentinc"))
            && Files.exists(libraries.resolve("src/github.com/linkedin/goavro")),
        "Go or a package of it is missing; install golang-go,"
            + " golang-github-confluentinc-confluent-kafka-go-dev and golang-github-linkedin-goavro-dev.");
    Path program = folder.resolve("consumer");
    ProcessBuilder build =
        new ProcessBuilder(
            "go", "build", "-o", program.toString(), EXAMPLES.resolve("consumer.go").toString());
    build.environment().putAll(Map.of("GO111MODULE", "off", "GOPATH", libraries.toString()));
    assertThat(Programs.printed(build)).isEmpty();

    assertThat(
            Programs.firstLine(
                new ProcessBuilder(
                    program.toString(), kafka.bootstrapServers(), kafka.registryUrl(), "HIGH")))
        .isEqualTo(SURE);
  }

  /**
   * Where npm cannot download the client's native part, it builds that for minutes; so it is kept
   * beside the build.
   */
  @Test
  @Tag("long")
  void and_one_with_confluents_client_for_node() throws Exception {
    Path work = Files.createDirectories(Path.of("target/node-confluent"));
    for (String file : List.of("package.json", "package-lock.json", "consumer-confluent.mjs")) {
      Files.copy(EXAMPLES.resolve(file), work.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(work.resolve("node_modules"))) {
      ProcessBuilder install =
          new ProcessBuilder(
                  "npm",
                  "install",
                  "--no-audit",
                  "--no-fund",
                  "@confluentinc/kafka-javascript@1.10.1")
              .directory(work.toFile())
              .redirectErrorStream(true);
      install.environment().put("CKJS_LINKING", "dynamic"); // with the libraries of the machine
      Process npm = install.start();
      String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Prerequisite.require(
          npm.waitFor() == 0,
          "npm could not install @confluentinc/kafka-javascript; install g++, make,"
              + " libcurl4-openssl-dev, libzstd-dev, libssl-dev, libsasl2-dev, liblz4-dev and"
              + " zlib1g-dev. "
              + said);
    }

    assertThat(
            Programs.firstLine(
                new ProcessBuilder(
                        "node",
                        "consumer-confluent.mjs",
                        kafka.bootstrapServers(),
                        kafka.registryUrl(),
                        "HIGH")
                    .directory(work.toFile())))
        .isEqualTo(SURE);
  }

  @Test
  void node_reads_every_topic_with_what_its_client_has_built_in() throws Exception {
    Path work = node();
    List<String> topics =
        Stream.of(Topic.values()).map(topic -> "made." + topic.suffix()).sorted().toList();
    SentRecords.everywhere(kafka, "made.", 3);
    List<String> command =
        new ArrayList<>(
            List.of("node", "every-topic.mjs", kafka.bootstrapServers(), kafka.registryUrl(), "3"));
    command.addAll(topics);

    assertThat(Programs.printed(new ProcessBuilder(command).directory(work.toFile())))
        .containsExactlyInAnyOrderElementsOf(topics.stream().map(topic -> topic + " 3").toList());
  }

  @Test
  void kcat_prints_keys_and_headers_as_subscribe_md_says() throws Exception {
    Prerequisite.require(
        Prerequisite.runs("kcat", "-V"), "There is no kcat on the PATH; install kcat.");
    String command = subscribeMdLine("kcat ").replace("localhost:9092", kafka.bootstrapServers());
    String sure =
        subscribeMdLine("job-1 ce_")
            .replace("job-1", "sure")
            .replaceFirst("ce_time=[^,]+", "ce_time=1970-01-01T00:00:00Z");

    assertThat(Programs.printed(new ProcessBuilder("sh", "-c", command)))
        .containsExactlyInAnyOrder(
            sure, sure.replace("sure", "doubtful").replace("level=HIGH", "level=LOW"));
  }

  private static String subscribeMdLine(String beginning) throws IOException {
    return Files.readAllLines(Path.of("../docs/subscribe.md")).stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void subscribe_md_shows_the_consumers_as_they_are() throws IOException {
    String page = Files.readString(Path.of("../docs/subscribe.md"));

    for (String example :
        List.of("consumer.py", "consumer.mjs", "consumer-confluent.mjs", "consumer.go")) {
      assertThat(page).contains(Files.readString(EXAMPLES.resolve(example)));
    }
  }

  /** The packages of npm that the example wants, and beside them what is run with them. */
  private static Path node() throws Exception {
    Prerequisite.require(
        Prerequisite.runs("npm", "--version"),
        "The consumer in Node wants packages of npm; install npm.");
    if (Files.exists(node.resolve("package.json"))) {
      return node;
    }
    for (Path from : List.of(EXAMPLES, NODE_TESTS)) {
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, node.resolve(file.getFileName()));
        }
      }
    }
    Programs.printed(
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(node.toFile()));
    return node;
  }

  private static String words(LogLine line) {
    return line.getLineNumber()
        + "|"
        + line.getText()
        + "|"
        + line.getLabels()
        + line.getEndOfLog();
  }

  private static ProcessBuilder process(String example, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                python,
                EXAMPLES.resolve(example).toString(),
                kafka.bootstrapServers(),
                kafka.registryUrl()));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command);
    if (!fastavro) {
      builder.environment().put("PYTHONPATH", "src/test/python");
    }
    return builder;
  }
}
