package firstbad.app.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Logs;
import firstbad.embedded.EmbeddedKafka;
import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Limits;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.testing.Prerequisite;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Extreme values in every field of a log line: whatever a producer may write, consumers that know
 * nothing of firstbad read every topic that it writes, and no time in there is impossible.
 */
@Tag("slow")
class ExtremeLinesTest {
  private static final List<Long> TIMES =
      List.of(
          Long.MIN_VALUE,
          -1L,
          0L,
          Limits.EARLIEST_OBSERVED.toEpochMilli() - 1,
          1L << 52,
          1L << 62,
          Long.MAX_VALUE);
  private static final List<Long> NUMBERS =
      List.of(
          Long.MIN_VALUE, -1L, 0L, Limits.HIGHEST_LINE, Limits.HIGHEST_LINE + 1, Long.MAX_VALUE);
  private static final List<String> TEXTS =
      List.of(
          "",
          "\0",
          "\uD800 half a character",
          "\u2028\u202E\u0085",
          "😀".repeat(1000),
          "x".repeat(300_000),
          "run #0: crashed: " + "t".repeat(5_000),
          "revisions tested: 99999999999999999999, total time: 99999999h (build: 1s, test: -1s)");
  private static final Topics TOPICS = Topics.ofDefaultPrefix();

  @TempDir private Path folder;

  @Test
  void every_topic_is_read_by_clients_off_the_shelf() throws Exception {
    Prerequisite.require(
        new ProcessBuilder("/usr/bin/python3", "-c", "import confluent_kafka.avro")
                .start()
                .waitFor()
            == 0,
        "There is no Python with a Kafka client; install python3-confluent-kafka, python3-avro.");
    try (EmbeddedKafka kafka = EmbeddedKafka.started(folder.resolve("kafka"));
        Pipeline pipeline = new Pipeline(kafka)) {
      int logs = publish(kafka);
      try (CommandProcess topology =
          CommandProcess.topology(kafka, folder.resolve("topology"), "--threads", "2")) {
        pipeline.awaitAllRead(topology);
      }

      assertThat(pipeline.withCulprit())
          .as("a text may be a line of the log; all else leaves its culprit")
          .hasSizeGreaterThanOrEqualTo(logs - TEXTS.size());
      Map<String, Long> counts = new TreeMap<>();
      for (Topic topic : Topic.values()) {
        if (topic.value().isPresent() && topic != Topic.LOG_LINES) {
          counts.put(TOPICS.name(topic), readInJava(kafka, TOPICS.name(topic)));
        }
      }
      assertThat(readInPython(kafka, counts.keySet())).isEqualTo(counts);
      Prerequisite.require(
          Files.isExecutable(Path.of("/usr/bin/npm")), "There is no JavaScript; install npm.");
      counts.values().removeIf(count -> count == 0);
      readInJavaScript(kafka, counts);
    }
  }

  /** The sample log with each extreme, each under an id of its own; how many logs. */
  private static int publish(EmbeddedKafka kafka) throws IOException {
    List<String> log = Logs.hidrawRelease();
    int logs = 0;
    try (EventSerdes serdes = EventSerdes.of(kafka.clientProperties());
        KafkaProducer<String, LogLine> producer =
            new KafkaProducer<>(
                kafka.clientProperties(),
                new StringSerializer(),
                serdes.serializer(LogLine.class))) {
      for (long time : TIMES) {
        Instant at = Instant.ofEpochMilli(time);
        send(producer, "time-" + logs++, log, at, Map.of());
      }
      Instant now = Instant.now();
      for (Map<String, String> labels : labels()) {
        send(producer, "labels-" + logs++, log, now, labels);
      }
      for (String text : TEXTS) {
        List<String> more = new ArrayList<>(log);
        more.add(5, text);
        send(producer, "text-" + logs++, more, now, Map.of());
      }
      for (long number : NUMBERS) {
        String id = "number-" + logs++;
        for (boolean end : new boolean[] {false, true}) {
          // Beyond the log's end it is refused or reopens it, and the culprit stays as it was.
          send(producer, id, log, now, Map.of());
          var unused =
              producer.send(
                  new ProducerRecord<>(
                      TOPICS.name(Topic.LOG_LINES),
                      id,
                      new LogLine(number, "x", now, Map.of(), end)));
        }
      }
      producer.flush();
    }
    return logs;
  }

  private static List<Map<String, String>> labels() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      many.put("label-" + i, "v".repeat(100));
    }
    return List.of(
        many,
        Map.of("", ""),
        Map.of("k".repeat(50_000), "v".repeat(200_000)),
        Map.of("bug.url", "javascript:alert(1)\0\n\u202E", "\0", "\uD800"));
  }

  private static void send(
      KafkaProducer<String, LogLine> producer,
      String id,
      List<String> log,
      Instant at,
      Map<String, String> labels) {
    long number = 1;
    for (String text : log) {
      Map<String, String> own = number == 1 ? labels : Map.of();
      LogLine line = new LogLine(number++, text, at, own, false);
      var unused = producer.send(new ProducerRecord<>(TOPICS.name(Topic.LOG_LINES), id, line));
    }
    LogLine end = new LogLine(number, "", at, Map.of(), true);
    var unused = producer.send(new ProducerRecord<>(TOPICS.name(Topic.LOG_LINES), id, end));
  }

  /** Confluent's own deserializer without our classes; how many records. */
  private static long readInJava(EmbeddedKafka kafka, String topic) {
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    settings.put("isolation.level", "read_committed");
    long count = 0;
    try (KafkaConsumer<byte[], byte[]> reader =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaAvroDeserializer avro = new KafkaAvroDeserializer()) {
      avro.configure(Map.of("schema.registry.url", kafka.registryUrl()), false);
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
          demandPossible(topic, (GenericRecord) avro.deserialize(topic, record.value()));
          count++;
        }
      }
    }
    return count;
  }

  /** No time in it is before 2000 or more than two days ahead. */
  private static void demandPossible(String topic, GenericRecord event) {
    for (Schema.Field field : event.getSchema().getFields()) {
      Object value = event.get(field.pos());
      if (value instanceof GenericRecord inner) {
        demandPossible(topic, inner);
      } else if (value instanceof Long number && isTime(field.schema())) {
        assertThat(Instant.ofEpochMilli(number))
            .as("%s in %s", field.name(), topic)
            .isBetween(Limits.EARLIEST_OBSERVED, Instant.now().plus(Duration.ofDays(2)));
      }
    }
  }

  private static boolean isTime(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        ? schema.getTypes().stream().anyMatch(ExtremeLinesTest::isTime)
        : schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }

  /** A number beyond 2^53, which JavaScript does not have, ends it. */
  private void readInJavaScript(EmbeddedKafka kafka, Map<String, Long> counts) throws Exception {
    Path work = Files.createDirectories(folder.resolve("node"));
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(Path.of("../publisher/examples").resolve(file), work.resolve(file));
    }
    try (InputStream source = ExtremeLinesTest.class.getResourceAsStream("read_all.mjs")) {
      Files.write(work.resolve("read_all.mjs"), Objects.requireNonNull(source).readAllBytes());
    }
    run(work, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
    List<String> command =
        new ArrayList<>(
            List.of("node", "read_all.mjs", kafka.bootstrapServers(), kafka.registryUrl()));
    counts.forEach((topic, count) -> command.add(topic + "=" + count));
    run(work, command);
  }

  private static void run(Path work, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
  }

  private Map<String, Long> readInPython(EmbeddedKafka kafka, Iterable<String> topics)
      throws Exception {
    Path program = folder.resolve("read_all.py");
    try (InputStream source = ExtremeLinesTest.class.getResourceAsStream("read_all.py")) {
      Files.write(program, Objects.requireNonNull(source).readAllBytes());
    }
    List<String> command = new ArrayList<>();
    command.add("/usr/bin/python3");
    command.add(program.toString());
    command.add(kafka.bootstrapServers());
    command.add(kafka.registryUrl());
    topics.forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    Map<String, Long> counts = new TreeMap<>();
    printed
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(words -> counts.put(words[0], Long.valueOf(words[1])));
    return counts;
  }
}
