package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.made.MadeLogs;
import firstbad.embedded.EmbeddedKafka;
import firstbad.events.AlertKind;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main test: what the stream says of a log equals what {@code analyze} says of it, whatever
 * happens on the way.
 */
@Tag("slow")
class StreamEqualsAnalysisTest {
  private static final int MADE = Integer.getInteger("made.logs", 150);

  /** A busy machine may publish with longer pauses than the short silence. */
  private static final String[] PATIENT = {"--settled-after", "1h"};

  @TempDir private Path folder;

  @Test
  @Tag("long")
  void kills_restarts_repeats_and_interleaving_change_nothing() throws Exception {
    Map<String, List<String>> logs = logs(MADE);
    long lines = logs.values().stream().mapToLong(List::size).sum();
    try (EmbeddedKafka kafka = EmbeddedKafka.started(folder.resolve("kafka"));
        Pipeline pipeline = new Pipeline(kafka);
        CommandProcess one = CommandProcess.topology(kafka, folder.resolve("one"), PATIENT);
        CommandProcess two = CommandProcess.topology(kafka, folder.resolve("two"), PATIENT)) {
      ExecutorService publishers = Executors.newFixedThreadPool(2);
      try {
        // Two publishers send the same logs at once, each in pieces of its own size.
        Future<?> first = publishers.submit(() -> publishInPieces(pipeline, logs, 7));
        Future<?> second = publishers.submit(() -> publishInPieces(pipeline, logs, 31));
        pipeline.awaitRead(lines / 4, one, two);
        one.kill();
        kafka.broker().stop();
        kafka.broker().start();
        one.restart();
        pipeline.awaitRead(lines / 2, one, two);
        two.kill();
        first.get();
        second.get();
        publishInPieces(pipeline, logs, 1000);
        two.restart();
      } finally {
        publishers.shutdownNow();
      }
      pipeline.awaitAllRead(one, two);

      assertSame(pipeline.findings(), Findings.of(logs));
      assertThat(pipeline.deadLetters()).isZero();
    }
  }

  @Test
  void a_topology_that_was_down_for_longer_than_the_silence_breaks_nothing_off() throws Exception {
    Map<String, List<String>> logs = logs(MADE);
    Set<String> withoutEnd = namingACommit(logs, 5);
    // A busy machine may pause for seconds within a log, and that must not look like its silence.
    String[] impatient = {
      "--settled-after", "15s", "--stalled-after", "25s", "--broken-off-after", "26s"
    };
    try (EmbeddedKafka kafka = EmbeddedKafka.started(folder.resolve("kafka"));
        Pipeline pipeline = new Pipeline(kafka)) {
      publishOneByOne(pipeline, logs, withoutEnd);
      try (CommandProcess topology =
          CommandProcess.topology(kafka, folder.resolve("topology"), impatient)) {
        // Its first commit comes long before it has read everything.
        pipeline.awaitRead(1, topology);
        topology.kill();
        // Longer than every silence: only time itself can tell, there is no condition to wait for.
        Thread.sleep(27_000);
        topology.restart();
        pipeline.awaitAllRead(topology);
        pipeline.await(
            "the culprits of logs without an end",
            () -> pipeline.withCulprit().containsAll(withoutEnd),
            topology);

        assertSame(pipeline.findings(), Findings.of(logs).endedBySilence(withoutEnd));
        assertThat(pipeline.alerts()).noneMatch(alert -> alert.getKind() == AlertKind.STALLED);
      }
    }
  }

  private static void assertSame(Findings stream, Findings offline) {
    assertThat(Findings.differences(stream.culprits(), offline.culprits())).isEmpty();
    assertThat(Findings.differences(stream.bisections(), offline.bisections())).isEmpty();
    assertThat(Findings.differences(stream.revisions(), offline.revisions())).isEmpty();
    assertThat(Findings.differences(stream.crashCounts(), offline.crashCounts())).isEmpty();
    assertThat(Findings.differences(stream.suspects(), offline.suspects())).isEmpty();
    assertThat(offline.culprits()).isNotEmpty();
    assertThat(offline.suspects()).hasSizeGreaterThan(offline.culprits().size() / 2);
  }

  /** Each log a few lines at a time, in turn, each with its end. */
  private static void publishInPieces(
      Pipeline pipeline, Map<String, List<String>> logs, int piece) {
    try (LogPublisher publisher = pipeline.publisher()) {
      Map<String, Publication> open = begun(publisher, logs);
      while (!open.isEmpty()) {
        open.values().removeIf(publication -> !advanced(publication, logs, piece));
      }
    }
  }

  /** Each log at a stretch, so that none is silent in the middle. */
  private static void publishOneByOne(
      Pipeline pipeline, Map<String, List<String>> logs, Set<String> withoutEnd) {
    try (LogPublisher publisher = pipeline.publisher()) {
      logs.forEach(
          (id, lines) -> {
            Publication publication = publisher.begin(id, Map.of());
            lines.forEach(publication::line);
            if (!withoutEnd.contains(id)) {
              publication.end();
            }
          });
    }
  }

  private static Map<String, Publication> begun(
      LogPublisher publisher, Map<String, List<String>> logs) {
    Map<String, Publication> begun = new LinkedHashMap<>();
    logs.keySet().forEach(id -> begun.put(id, publisher.begin(id, Map.of())));
    return begun;
  }

  private static Set<String> namingACommit(Map<String, List<String>> logs, int count) {
    return logs.keySet().stream()
        .filter(id -> Analysis.of(id, logs.getOrDefault(id, List.of())).culprit() != null)
        .limit(count)
        .collect(Collectors.toSet());
  }

  private static boolean advanced(
      Publication publication, Map<String, List<String>> logs, int piece) {
    List<String> lines = logs.getOrDefault(publication.id(), List.of());
    int from = (int) publication.next() - 1;
    int to = Math.min(lines.size(), from + piece);
    lines.subList(from, to).forEach(publication::line);
    if (to < lines.size()) {
      return true;
    }
    publication.end();
    return false;
  }

  /** The sample log and made-up ones, as they look after a journey through UTF-8. */
  private static Map<String, List<String>> logs(int made) throws IOException {
    Map<String, List<String>> logs = new LinkedHashMap<>();
    try (InputStream sample =
        StreamEqualsAnalysisTest.class.getResourceAsStream(
            "/firstbad/app/local/hidraw-release.txt")) {
      logs.put(
          "sample", new String(sample.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
    MadeLogs.made(1, made).forEach(log -> logs.put("made-" + log.seed(), throughUtf8(log.lines())));
    return logs;
  }

  private static List<String> throughUtf8(List<String> lines) {
    List<String> sent = new ArrayList<>();
    for (String line : lines) {
      sent.add(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
    return sent;
  }
}
