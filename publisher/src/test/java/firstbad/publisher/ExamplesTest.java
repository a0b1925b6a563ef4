package firstbad.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.Assessment;
import firstbad.events.CulpritFound;
import firstbad.events.EndedBy;
import firstbad.events.Kind;
import firstbad.events.Level;
import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.testing.Prerequisite;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in Python, with the client that Debian packages, and what Python generates. */
@Tag("slow")
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("examples");
  private static final String WANTED = "python3-confluent-kafka, python3-avro, python3-requests";

  private static String python = "";
  private static final EmbeddedKafka kafka = EmbeddedKafka.started();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void findPython() throws Exception {
    PublishedLines.prepare(kafka);
    for (String candidate : List.of("/usr/bin/python3", "python3")) {
      if (python.isEmpty() && canImport(candidate)) {
        python = candidate;
      }
    }
    Prerequisite.require(
        !python.isEmpty(), "There is no Python with a Kafka client; install " + WANTED + ".");
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void flinks_tables_are_those_of_the_stored_schemas() throws Exception {
    Path flink = Path.of("../schemas/flink");
    Process generate = new ProcessBuilder(python, flink.resolve("generate.py").toString()).start();

    assertThat(new String(generate.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .as("generate.py > firstbad.sql writes them anew")
        .isEqualTo(Files.readString(flink.resolve("firstbad.sql")));
  }

  @Test
  void lines_from_python_arrive_where_lines_from_java_arrive() throws Exception {
    List<String> lines =
        List.of("bisecting cause commit starting from 12", "", "run #0: äöü \u2028\r");
    Path log = folder.resolve("log.txt");
    Files.writeString(log, String.join("\n", lines));
    List<String> ids = List.of("job-1", "a/b:c", "x", "https://bugs.example/text_tag=Log", "job-2");
    for (String id : ids) {
      Process process =
          process("producer.py", id).redirectInput(log.toFile()).redirectErrorStream(true).start();
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        assertThat(said.lines()).isEmpty();
      }
      assertThat(process.waitFor()).isZero();
    }
    Destination destination = Destination.of(kafka.bootstrapServers(), kafka.registryUrl());
    try (LogPublisher publisher = LogPublisher.open(destination)) {
      ids.forEach(id -> publisher.publish(id, Map.of(), lines));
    }

    List<ConsumerRecord<String, LogLine>> records =
        PublishedLines.read(kafka, found -> found.size() >= 2 * 4 * ids.size());
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
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("transactional.id", "examples");
    properties.put("compression.type", "zstd");
    try (EventSerdes serdes = EventSerdes.of(kafka.clientProperties());
        KafkaProducer<String, CulpritFound> producer =
            new KafkaProducer<>(
                properties, new StringSerializer(), serdes.serializer(CulpritFound.class))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, "aborted", Level.HIGH);
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, "doubtful", Level.LOW);
      send(producer, "sure", Level.HIGH);
      producer.commitTransaction();
    }
    Process process = process("consumer.py", "HIGH").start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("sure " + "c".repeat(40) + " net: do a thing");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void send(KafkaProducer<String, CulpritFound> producer, String id, Level level)
      throws Exception {
    CulpritFound culprit =
        CulpritFound.newBuilder()
            .setId(id)
            .setKind(Kind.CAUSE)
            .setCommit("c".repeat(40))
            .setTitle("net: do a thing")
            .setRevisionsTested(16)
            .setFoundAt(Instant.EPOCH)
            .setLineNumber(250)
            .setEndedBy(EndedBy.END_OF_LOG)
            .setAssessment(
                Assessment.newBuilder()
                    .setId(id)
                    .setVersion(1)
                    .setSearchEnded(true)
                    .setLevel(level)
                    .setParameters("of this test")
                    .setJudgedAt(Instant.EPOCH)
                    .build())
            .build();
    ProducerRecord<String, CulpritFound> event =
        new ProducerRecord<>(Topics.ofDefaultPrefix().name(Topic.CULPRITS), id, culprit);
    event.headers().add("firstbad-level", level.name().getBytes(StandardCharsets.UTF_8));
    producer.send(event).get();
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
    return new ProcessBuilder(command);
  }

  private static boolean canImport(String candidate) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(candidate, "-c", "import confluent_kafka.avro")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
