package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.events.Bisection;
import firstbad.events.CulpritFound;
import firstbad.events.Outcome;
import firstbad.schemas.Topic;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One application id takes over from another on the same topics, and back. */
@Tag("slow")
class HandOverTest extends OnOneBroker {
  private static final String GREEN = "green";
  private static final int LOGS = 40;
  private static final int END = SeedLog.LINES.size() + 1;

  @Test
  void no_culprit_is_named_again_by_who_takes_over_and_none_is_lost()
      throws IOException, InterruptedException, ExecutionException {
    try (LiveTopology live = new LiveTopology(kafka, "over.", folder)) {
      try (InstanceProcess blue = live.process("blue", InstanceProcess.Build.THIS)) {
        live.awaitSharing(1);
        live.publish("half", 1, SeedLog.LINES.subList(0, 90));
        publish(live, "first", LOGS);
        awaitCulprits(live, LOGS / 4);
        blue.kill(); // with a transaction open, and most of the lines unread
      }
      int byBlue = culprits(live).size();
      try (InstanceProcess green = live.process(GREEN, GREEN, InstanceProcess.Build.THIS)) {
        awaitCulprits(live, byBlue + 1);
        green.kill();
      }
      try (BisectionTopology green = live.under(GREEN)) {
        green.start();
        live.publish("half", 91, SeedLog.LINES.subList(90, SeedLog.LINES.size()));
        live.end("half", END);
        publish(live, "second", 3);
        awaitRead(live, GREEN);
        awaitCulprits(live, LOGS + 4);
      }
      // The way back: it goes on from where it was killed, and reads what the other has named.
      try (BisectionTopology blue = live.under(LiveTopology.application(live.topics))) {
        blue.start();
        publish(live, "third", 2);
        awaitRead(live, LiveTopology.application(live.topics));
        awaitCulprits(live, LOGS + 6);
      }
      assertThat(culprits(live)).doesNotHaveDuplicates().hasSize(LOGS + 6);
      assertThat(outcomes(live).values()).hasSize(LOGS + 6).containsOnly(Outcome.CULPRIT_FOUND);
    }
  }

  @Test
  void two_at_once_are_refused() throws InterruptedException {
    try (LiveTopology live = new LiveTopology(kafka, "both.", folder);
        BisectionTopology blue = live.under("both.blue");
        BisectionTopology green = live.under("both.green")) {
      blue.start();
      LiveTopology.awaitRunning(blue);
      publish(live, "job", 1);
      awaitCulprits(live, 1);

      assertThatThrownBy(green::start)
          .isInstanceOf(WrongConfiguration.class)
          .hasMessage(
              "The topology with the application id both.blue still reads both.log-lines; two at once would name every culprit twice. Stop it first, or give this one the same --application-id, and they share the work.");
      assertThat(blue.health().state()).isEqualTo(Health.State.RUNNING);
    }
  }

  private static void publish(LiveTopology live, String name, int logs) {
    for (int log = 0; log < logs; log++) {
      live.publish(name + "-" + log, 1, SeedLog.LINES);
      live.end(name + "-" + log, END);
    }
  }

  private static List<String> culprits(LiveTopology live) {
    return live.committed(Topic.CULPRITS, CulpritFound.class).stream()
        .map(CulpritFound::getId)
        .toList();
  }

  private static void awaitCulprits(LiveTopology live, int count) throws InterruptedException {
    LiveTopology.await(count + " culprits", () -> culprits(live).size() >= count);
  }

  private static Map<String, Outcome> outcomes(LiveTopology live) {
    Map<String, Outcome> outcomes = new HashMap<>();
    live.committed(Topic.BISECTIONS, Bisection.class)
        .forEach(head -> outcomes.put(head.getId(), head.getOutcome()));
    return outcomes;
  }

  /** Waits until the application has committed all lines that are there. */
  private static void awaitRead(LiveTopology live, String application)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, Long> ends = new HashMap<>();
    live.committed(live.topics.name(Topic.LOG_LINES))
        .forEach(
            line ->
                ends.merge(
                    new TopicPartition(line.topic(), line.partition()),
                    line.offset() + 1,
                    Math::max));
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      LiveTopology.await("all lines read by " + application, () -> read(admin, application, ends));
    }
  }

  private static boolean read(Admin admin, String application, Map<TopicPartition, Long> ends) {
    var offsets =
        admin
            .listConsumerGroupOffsets(application)
            .partitionsToOffsetAndMetadata()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return ends.entrySet().stream()
        .allMatch(
            end ->
                offsets.get(end.getKey()) != null
                    && offsets.get(end.getKey()).offset() >= end.getValue());
  }
}
