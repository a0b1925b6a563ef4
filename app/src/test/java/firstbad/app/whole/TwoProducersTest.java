package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.Alert;
import firstbad.events.AlertKind;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two producers send two logs under one id at the same time: one of them is kept out whole. */
@Tag("slow")
class TwoProducersTest {
  /** The line, counted from 1, from which the second log is another one. */
  private static final int OTHER = 5;

  @TempDir private Path folder = Path.of("");

  @Test
  void of_two_logs_under_one_id_the_one_that_came_first_is_read_to_its_end() throws Exception {
    List<String> log = sample();
    List<String> other = new ArrayList<>(log);
    other.set(OTHER - 1, "run #0: crashed: WARNING in another_function");
    try (EmbeddedKafka kafka = EmbeddedKafka.started();
        Pipeline pipeline = new Pipeline(kafka);
        CommandProcess topology = CommandProcess.topology(kafka, folder.resolve("state"))) {
      sendInTurns(pipeline, log, other);
      pipeline.awaitAllRead(topology);

      Findings alone = Findings.of(Map.of("twice", log));
      Findings findings = pipeline.findings();
      assertThat(findings.culprits()).isEqualTo(alone.culprits()).hasSize(1);
      assertThat(findings.revisions()).isEqualTo(alone.revisions());
      assertThat(findings.crashCounts()).isEqualTo(alone.crashCounts());
      assertThat(pipeline.alerts())
          .filteredOn(alert -> alert.getKind() == AlertKind.CONFLICT)
          .singleElement()
          .extracting(Alert::getMessage)
          .asString()
          .contains("they differ at line " + OTHER);
      assertThat(pipeline.deadLetters()).isEqualTo(other.size() - OTHER + 2);
    }
  }

  private static void sendInTurns(Pipeline pipeline, List<String> log, List<String> other) {
    try (LogPublisher one = pipeline.publisher();
        LogPublisher two = pipeline.publisher()) {
      Publication first = one.begin("twice", Map.of());
      Publication second = two.begin("twice", Map.of());
      for (int line = 0; line < log.size(); line++) {
        first.line(log.get(line));
        first.awaitDurable();
        second.line(other.get(line));
        second.awaitDurable();
      }
      second.end();
      second.awaitDurable();
      first.end();
    }
  }

  private static List<String> sample() throws IOException {
    try (InputStream log =
        TwoProducersTest.class.getResourceAsStream("/firstbad/app/local/hidraw-release.txt")) {
      return new String(Objects.requireNonNull(log).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }
}
