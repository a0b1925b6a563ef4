package firstbad.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.LogLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PublishingTest {
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final EmbeddedKafka kafka = EmbeddedKafka.started();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void prepare() {
    PublishedLines.prepare(kafka);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  /** The example of the README. */
  @Test
  void a_log_arrives_whole_in_order_and_on_one_partition() {
    List<String> lines = List.of("bisecting cause commit starting from 1234", "", "run #0: OK");
    Destination destination = Destination.of(kafka.bootstrapServers(), kafka.registryUrl());
    try (LogPublisher publisher = LogPublisher.open(destination)) {
      Publication log = publisher.begin("job-1", Map.of("bug.title", "WARNING in x"));
      lines.forEach(log::line);
      log.end();
      assertThat(log.awaitDurable()).isEqualTo(3);
    }
    List<ConsumerRecord<String, LogLine>> records =
        read("job-1", found -> found.stream().anyMatch(r -> r.value().getEndOfLog()));
    assertThat(records)
        .extracting(r -> r.value().getText())
        .containsExactly(lines.get(0), "", lines.get(2), "");
    assertThat(records).extracting(r -> r.value().getLineNumber()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(records.get(0).value().getLabels()).containsEntry("bug.title", "WARNING in x");
    assertThat(records)
        .extracting(ConsumerRecord::partition)
        .containsOnly(records.get(0).partition());
  }

  @Test
  void a_publisher_that_is_killed_anywhere_and_started_again_loses_and_doubles_nothing()
      throws Exception {
    List<String> lines = IntStream.rangeClosed(1, 20_000).mapToObj(n -> "line " + n).toList();
    Path log = Files.write(folder.resolve("long.txt"), lines);
    for (int signsOfLife : new int[] {1, 40, 150}) {
      Process process = publishing("killed", log);
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        for (int sign = 0; sign < signsOfLife; sign++) {
          assertThat(said.readLine()).matches("\\d+");
        }
        process.destroyForcibly().waitFor();
      }
    }
    Process last = publishing("killed", log);
    try (BufferedReader said = last.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.lines()).hasSize(200);
    }
    assertThat(last.waitFor()).isZero();

    Map<Long, String> byNumber = new TreeMap<>();
    long highest = 0;
    for (ConsumerRecord<String, LogLine> event : read("killed", PublishingTest::hasEnd)) {
      LogLine line = event.value();
      String earlier = byNumber.putIfAbsent(line.getLineNumber(), line.getText());
      assertThat(earlier == null || earlier.equals(line.getText())).isTrue();
      // What is there is always a beginning of the log: a new number is the next one.
      assertThat(line.getLineNumber()).isLessThanOrEqualTo(highest + 1);
      highest = Math.max(highest, line.getLineNumber());
    }
    assertThat(byNumber.remove(20_001L)).isEmpty();
    assertThat(byNumber.values()).containsExactlyElementsOf(lines);
  }

  @Test
  void what_is_missing_is_said_in_one_sentence() throws IOException {
    Destination here = Destination.of(kafka.bootstrapServers(), kafka.registryUrl());
    String nobody = "127.0.0.1:" + freePort();
    assertThatThrownBy(
            () -> LogPublisher.open(Destination.of(nobody, "http://x").waiting(SHORT, SHORT)))
        .isInstanceOf(PublishException.class)
        .hasMessageStartingWith("No broker answered at " + nobody + " within 2 s; check");
    assertThatThrownBy(() -> LogPublisher.open(here.withPrefix("other.")))
        .hasMessage(
            "Kafka at "
                + kafka.bootstrapServers()
                + " has no topic other.log-lines; 'firstbad topics' creates it.");
    assertThatThrownBy(() -> LogPublisher.open(here.withPrefix("no prefix")))
        .hasMessageContaining("prefix");
    assertThatThrownBy(
            () -> LogPublisher.open(Destination.of(kafka.bootstrapServers(), "http://" + nobody)))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("registry at http://" + nobody)
        .hasMessageContaining("cannot be reached");
    assertThatThrownBy(
            () -> LogPublisher.open(here.withProperties(Map.of("security.protocol", "nonsense"))))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("nonsense");
    assertThatThrownBy(
            () ->
                LogPublisher.open(
                    Destination.of("no-such-host.invalid:1", "http://x").waiting(SHORT, SHORT)))
        .isInstanceOf(PublishException.class)
        .hasMessage(
            "None of the host names in no-such-host.invalid:1 is known; check the address.");
  }

  @Test
  void a_broker_that_is_away_for_a_while_leaves_no_hole() throws Exception {
    try (EmbeddedKafka restarted = EmbeddedKafka.started()) {
      PublishedLines.prepare(restarted);
      Destination destination =
          Destination.of(restarted.bootstrapServers(), restarted.registryUrl());
      try (LogPublisher publisher = LogPublisher.open(destination)) {
        Publication log = publisher.begin("a", Map.of());
        log.line("one");
        log.awaitDurable();
        restarted.broker().stop();
        // Without a broker a line may have to wait, so the broker comes back from another thread.
        CompletableFuture<Void> back = CompletableFuture.runAsync(restarted.broker()::start);
        IntStream.rangeClosed(2, 500).forEach(n -> log.line("line " + n));
        log.end();
        back.join();
        assertThat(log.awaitDurable()).isEqualTo(500);
      }
      List<ConsumerRecord<String, LogLine>> records =
          PublishedLines.read(restarted, PublishingTest::hasEnd);
      assertThat(records)
          .extracting(event -> event.value().getLineNumber())
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 501).mapToObj(n -> (long) n).toList());
    }
  }

  private static Process publishing(String id, Path log) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            PublishFile.class.getName(),
            kafka.bootstrapServers(),
            kafka.registryUrl(),
            id,
            log.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static boolean hasEnd(List<ConsumerRecord<String, LogLine>> records) {
    return records.stream().anyMatch(event -> event.value().getEndOfLog());
  }

  /** The records of one id, once they suffice. */
  private static List<ConsumerRecord<String, LogLine>> read(
      String id, Predicate<List<ConsumerRecord<String, LogLine>>> enough) {
    return own(id, PublishedLines.read(kafka, found -> enough.test(own(id, found))));
  }

  private static List<ConsumerRecord<String, LogLine>> own(
      String id, List<ConsumerRecord<String, LogLine>> records) {
    return records.stream().filter(event -> event.key().equals(id)).toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
