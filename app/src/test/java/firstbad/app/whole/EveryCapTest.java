package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.made.HostileLog;
import firstbad.embedded.EmbeddedKafka;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.Publication;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that reaches every cap at once goes through Kafka like any other. */
@Tag("slow")
class EveryCapTest {
  private static final int LARGEST_RECORD = 900_000;

  @TempDir private Path folder;

  @Test
  void no_record_is_too_large_and_stream_and_analysis_cut_alike() throws Exception {
    List<String> log = new ArrayList<>(HostileLog.atEveryCap());
    // The publisher cuts a line before it is sent; analyze cuts what it reads from a file.
    log.replaceAll(EveryCapTest::asPublished);
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < 4; i++) {
      labels.put("label-" + i, "v".repeat(1000));
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.started(folder.resolve("kafka"));
        Pipeline pipeline = new Pipeline(kafka);
        CommandProcess topology = CommandProcess.topology(kafka, folder.resolve("topology"))) {
      try (LogPublisher publisher = pipeline.publisher()) {
        Publication publication = publisher.begin("hostile", labels);
        log.forEach(publication::line);
        publication.end();
      }
      pipeline.awaitAllRead(topology);

      Findings stream = pipeline.findings();
      Findings offline = Findings.of(Map.of("hostile", log), labels);
      assertThat(Findings.differences(stream.culprits(), offline.culprits())).isEmpty();
      assertThat(Findings.differences(stream.bisections(), offline.bisections())).isEmpty();
      assertThat(Findings.differences(stream.revisions(), offline.revisions())).isEmpty();
      assertThat(stream.revisions()).hasSize(Caps.REVISIONS);
      assertThat(stream.crashCounts().keySet()).isEqualTo(offline.crashCounts().keySet());
      assertThat(pipeline.deadLetters()).isZero();
      assertThat(pipeline.largestRecord()).isBetween(Caps.REPORT_BYTES, LARGEST_RECORD);
    }
  }

  private static String asPublished(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= Caps.LINE_BYTES ? line : line.substring(0, Caps.LINE_BYTES);
  }
}
