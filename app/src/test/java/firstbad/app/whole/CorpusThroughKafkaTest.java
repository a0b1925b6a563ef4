package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Corpus;
import firstbad.embedded.EmbeddedKafka;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.Publication;
import firstbad.testing.Prerequisite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real logs, published through Kafka, end as {@code analyze} says, log by log. */
@Tag("slow")
class CorpusThroughKafkaTest {
  @TempDir private Path folder;

  @Test
  void every_log_ends_as_analyze_says() throws Exception {
    Optional<Corpus> corpus = Corpus.find();
    Prerequisite.requireLocalLogs(corpus.isPresent(), Corpus.ABSENT);
    Map<String, List<String>> logs = new TreeMap<>(corpus.orElseThrow().logs());
    try (EmbeddedKafka kafka = EmbeddedKafka.started(folder.resolve("kafka"));
        Pipeline pipeline = new Pipeline(kafka);
        CommandProcess topology =
            CommandProcess.topology(kafka, folder.resolve("topology"), "--settled-after", "1h")) {
      try (LogPublisher publisher = pipeline.publisher()) {
        logs.forEach(
            (id, lines) -> {
              Publication publication = publisher.begin(id, Map.of());
              lines.forEach(publication::line);
              publication.end();
            });
      }
      pipeline.awaitAllRead(topology);

      Findings stream = pipeline.findings();
      Findings offline = Findings.of(logs);
      assertThat(Findings.differences(stream.culprits(), offline.culprits())).isEmpty();
      assertThat(Findings.differences(stream.bisections(), offline.bisections())).isEmpty();
      assertThat(Findings.differences(stream.revisions(), offline.revisions())).isEmpty();
      assertThat(Findings.differences(stream.crashCounts(), offline.crashCounts())).isEmpty();
      assertThat(Findings.differences(stream.suspects(), offline.suspects())).isEmpty();
      assertThat(offline.bisections()).hasSameSizeAs(logs.keySet());
      assertThat(pipeline.deadLetters()).isZero();
      System.out.printf(
          "CorpusThroughKafkaTest: %d logs, %d culprits, %d revisions, %d commits with counts: equal%n",
          logs.size(),
          offline.culprits().size(),
          offline.revisions().size(),
          offline.crashCounts().size());
    }
  }
}
