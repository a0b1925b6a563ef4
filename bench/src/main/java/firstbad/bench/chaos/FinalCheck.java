package firstbad.bench.chaos;

import firstbad.bisection.intake.LineDecoder;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Waits until nothing moves any more on a stage, and says what came of it. */
final class FinalCheck {
  private static final String GROUP = "firstbad.topology";

  /** What has not moved for so long does not move any more. */
  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  private static final long EVERY_MS = 1000;

  private final Stage stage;
  private final HttpClient client = HttpClient.newHttpClient();

  FinalCheck(Stage stage) {
    this.stage = stage;
  }

  /** Until both topologies have something to lose. */
  void awaitFirstFindings() throws Exception {
    String findings = Topics.ofDefaultPrefix().name(Topic.BISECTIONS);
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (ends(Map.of()).getOrDefault(new TopicPartition(findings, 0), 0L) == 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Nothing was found within 5 minutes.");
      }
      Thread.sleep(EVERY_MS);
    }
  }

  /**
   * Compares once all lines are committed, again as long as something moves and all is not right.
   */
  ChaosResult verdict() throws Exception {
    Map<TopicPartition, Long> before = Map.of();
    ChaosResult verdict = null;
    long still = System.nanoTime();
    while (true) {
      Map<TopicPartition, Long> now = ends(before);
      boolean moved = !now.equals(before);
      if (moved) {
        still = System.nanoTime();
        before = now;
      } else if (verdict == null && linesRead(now)) {
        verdict = compared();
      }
      if (verdict != null && verdict.right()) {
        return verdict;
      }
      if (System.nanoTime() - still > STANDSTILL.toNanos()) {
        return verdict == null ? compared() : verdict;
      }
      if (moved) {
        verdict = null;
      }
      Thread.sleep(EVERY_MS);
    }
  }

  private ChaosResult compared() {
    return ChaosResult.of(
        stage.pipeline().findings(), stage.load().handedOut(), stage.load().interrupted());
  }

  /** Where all topics of firstbad end; what was there before when nobody answers. */
  private Map<TopicPartition, Long> ends(Map<TopicPartition, Long> before)
      throws InterruptedException {
    Admin admin = stage.cluster().admin();
    try {
      List<String> names =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith(Topics.ofDefaultPrefix().prefix()))
              .toList();
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
        topic
            .partitions()
            .forEach(
                each ->
                    asked.put(
                        new TopicPartition(topic.name(), each.partition()), OffsetSpec.latest()));
      }
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin.listOffsets(asked).all().get().forEach((at, end) -> ends.put(at, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      return before;
    }
  }

  private boolean linesRead(Map<TopicPartition, Long> ends) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          stage
              .cluster()
              .admin()
              .listConsumerGroupOffsets(GROUP)
              .partitionsToOffsetAndMetadata()
              .get();
      String lines = Topics.ofDefaultPrefix().name(Topic.LOG_LINES);
      return ends.entrySet().stream()
          .filter(end -> end.getKey().topic().equals(lines))
          .allMatch(end -> reached(committed.get(end.getKey()), end.getValue()));
    } catch (ExecutionException e) {
      return false;
    }
  }

  private static boolean reached(@Nullable OffsetAndMetadata committed, long end) {
    return end == 0 || (committed != null && committed.offset() >= end);
  }

  /** One sentence for each log of which the server does not have every line. */
  List<String> missingInView() throws IOException, InterruptedException {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, List<String>> log : stage.load().handedOut().entrySet()) {
      // Publishers leave out what stands before a line feed and is no text.
      String wanted =
          log.getValue().stream()
              .map(LineDecoder::withoutLineEnd)
              .collect(Collectors.joining("\n"));
      String kept = text("/api/v1/bisections/" + log.getKey() + "/log");
      if (!kept.equals(wanted) && !kept.equals(wanted + "\n")) {
        missing.add(
            "%s: the server has %d characters of %d"
                .formatted(log.getKey(), kept.length(), wanted.length()));
      }
    }
    return missing;
  }

  private String text(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(stage.serverUrl() + path)).build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    return answer.body();
  }
}
