package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.events.Alert;
import firstbad.events.AlertKind;
import firstbad.events.Bisection;
import firstbad.events.CrashCounts;
import firstbad.events.CulpritFound;
import firstbad.events.EndedBy;
import firstbad.events.Revision;
import firstbad.schemas.Topic;
import firstbad.topology.assemble.AssembleBisections;
import firstbad.topology.assemble.SilenceLimits;
import firstbad.topology.assemble.StoredBisection;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.codec.StateFormat;
import firstbad.topology.event.Events;
import firstbad.topology.read.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a real broker and registry: what the test driver cannot show. */
@Tag("slow")
public class LiveTopologyTest extends OnOneBroker {
  private static final int END = SeedLog.LINES.size() + 1;
  private static final SilenceLimits QUICK =
      SilenceLimits.DEFAULT
          .withSilences(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(6))
          .withWallClock(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(1));

  @Test
  void state_reaches_the_changelog_while_the_task_runs() throws InterruptedException {
    // Fails when Streams no longer calls flushCache inside the commit.
    try (LiveTopology live = new LiveTopology(kafka, "hook.", folder);
        BisectionTopology topology = live.instance("one", SilenceLimits.DEFAULT)) {
      topology.start();
      live.publish("job", 1, SeedLog.LINES.subList(0, 50));
      StateCodec<StoredBisection> codec =
          new StateCodec<>(StoredBisection.class, StateFormat.shipped());
      LiveTopology.await(
          "state of line 50 in the changelog",
          () ->
              live
                  .committed("hook.app-" + AssembleBisections.OPEN_BISECTIONS + "-changelog")
                  .stream()
                  .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals("job"))
                  .anyMatch(record -> codec.decode(record.value()).highest() == 50));
      LiveTopology.await(
          "counts of the first commit",
          () -> counts(live).getOrDefault(SeedLog.START_COMMIT, Map.of()).size() == 2);
      assertThat(topology.health().state()).isEqualTo(Health.State.RUNNING);
    }
  }

  @Test
  void restarts_and_repetition_leave_what_the_offline_engine_says() throws InterruptedException {
    try (LiveTopology live = new LiveTopology(kafka, "restarts.", folder)) {
      for (int part = 0; part < 3; part++) {
        // Each time without the local copy of the state: all of it comes from the changelogs.
        try (BisectionTopology topology = live.instance("part-" + part, SilenceLimits.DEFAULT)) {
          topology.start();
          LiveTopology.awaitRunning(topology);
          int to = part == 2 ? SeedLog.LINES.size() : 80 * (part + 1);
          for (int job = 0; job < 3; job++) {
            live.publish("job-" + job, 1, SeedLog.LINES.subList(0, to));
          }
          if (part == 2) {
            for (int job = 0; job < 3; job++) {
              live.end("job-" + job, END);
              live.end("job-" + job, END);
            }
          }
          long expected = 3L * to + (part == 2 ? 6 : 0);
          LiveTopology.await("all lines read", () -> topology.lines().in() >= expected);
          if (part == 2) {
            // Counts take another way through Kafka, and nobody is left to take them later.
            assertEqualsOffline(live, 3);
          }
        }
      }
    }
  }

  @Test
  void work_that_moves_between_two_instances_and_back_is_neither_lost_nor_doubled()
      throws InterruptedException {
    try (LiveTopology live = new LiveTopology(kafka, "moves.", folder)) {
      BisectionTopology first = live.instance("first", SilenceLimits.DEFAULT);
      first.start();
      LiveTopology.awaitRunning(first);
      publishAll(live, 1, 60);
      LiveTopology.await("first has read", () -> first.lines().applied() == 180);
      try (BisectionTopology second = live.instance("second", SilenceLimits.DEFAULT)) {
        second.start();
        LiveTopology.awaitRunning(second);
        publishAll(live, 61, 120);
        first.close();
        publishAll(live, 121, 180);
        LiveTopology.await("second has culled", () -> heads(live, 180L) == 3);
        try (BisectionTopology again = live.instance("first", SilenceLimits.DEFAULT)) {
          again.start();
          LiveTopology.awaitRunning(again);
          publishAll(live, 181, SeedLog.LINES.size());
          for (int job = 0; job < 3; job++) {
            live.end("job-" + job, END);
          }
          LiveTopology.await(
              "all culprits", () -> live.committed(Topic.CULPRITS, CulpritFound.class).size() == 3);
          LiveTopology.await("all counts", () -> offlineCounts(3).equals(counts(live)));
        }
      }
      assertEqualsOffline(live, 3);
      assertThat(newestHeads(live))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of("job-0", "job-1", "job-2")
                  .map(id -> Events.bisection(Objects.requireNonNull(offline(id).bisection())))
                  .toList());
    }
  }

  private static Collection<Bisection> newestHeads(LiveTopology live) {
    Map<String, Bisection> newest = new HashMap<>();
    for (Bisection head : live.committed(Topic.BISECTIONS, Bisection.class)) {
      Bisection before = newest.put(head.getId(), head);
      assertThat(before == null || before.getVersion() < head.getVersion()).isTrue();
    }
    return newest.values();
  }

  @Test
  void silence_ends_what_nothing_follows_though_the_clock_of_the_host_is_set()
      throws InterruptedException {
    AtomicLong set = new AtomicLong();
    try (LiveTopology live = new LiveTopology(kafka, "silence.", folder);
        BisectionTopology topology =
            live.instance("one", QUICK, () -> System.currentTimeMillis() + set.get())) {
      topology.start();
      live.publish("done", 1, SeedLog.LINES);
      live.publish("stops", 1, SeedLog.LINES.subList(0, 40));
      LiveTopology.await(
          "all lines", () -> topology.lines().applied() == SeedLog.LINES.size() + 40);
      set.set(Duration.ofHours(-1).toMillis());
      LiveTopology.await(
          "the culprit of the log without an end",
          () -> live.committed(Topic.CULPRITS, CulpritFound.class).size() == 1);
      assertThat(live.committed(Topic.CULPRITS, CulpritFound.class).get(0).getEndedBy())
          .isEqualTo(EndedBy.SILENCE);
      assertThat(topology.clock().remark().orElse("")).contains("s behind that of the brokers");
      set.set(Duration.ofDays(3).toMillis());
      LiveTopology.await(
          "the ending of the log that stops",
          () ->
              live.committed(Topic.BISECTIONS, Bisection.class).stream()
                  .anyMatch(
                      head ->
                          head.getId().equals("stops")
                              && head.getOutcome() == firstbad.events.Outcome.BROKEN_OFF));
      assertThat(live.committed(Topic.ALERTS, Alert.class))
          .filteredOn(alert -> alert.getKind() == AlertKind.STALLED)
          .extracting(Alert::getId)
          .containsOnlyOnce("stops");
    }
  }

  @Test
  void bad_bytes_go_to_the_dead_letters_and_a_registry_that_is_down_costs_nothing()
      throws InterruptedException {
    try (LiveTopology live = new LiveTopology(kafka, "errors.", folder);
        BisectionTopology topology = live.instance("one", SilenceLimits.DEFAULT)) {
      topology.start();
      LiveTopology.awaitRunning(topology);
      live.warmUp();
      kafka.registry().stop();
      try {
        live.raw("job", "not Avro".getBytes(StandardCharsets.UTF_8));
        live.publish("job", 1, SeedLog.LINES);
        LiveTopology.await(
            "a thread that was replaced", () -> topology.health().state() == Health.State.TROUBLED);
      } finally {
        kafka.registry().start();
      }
      live.end("job", END);
      LiveTopology.await(
          "the culprit", () -> live.committed(Topic.CULPRITS, CulpritFound.class).size() == 1);
      List<ConsumerRecord<byte[], byte[]>> dead =
          live.committed(live.topics.name(Topic.DEAD_LETTERS));
      assertThat(dead).hasSize(1);
      assertThat(dead.get(0).value()).isEqualTo("not Avro".getBytes(StandardCharsets.UTF_8));
      assertThat(
              new String(
                  dead.get(0).headers().lastHeader(DeadLetter.REASON).value(),
                  StandardCharsets.UTF_8))
          .contains("wire format");
    }
  }

  static void publishAll(LiveTopology live, int from, int to) {
    for (int job = 0; job < 3; job++) {
      live.publish("job-" + job, from, SeedLog.LINES.subList(from - 1, to));
    }
  }

  /** How many bisections have had their line of this number applied, as far as heads tell. */
  static long heads(LiveTopology live, long line) {
    Map<String, Long> read = new HashMap<>();
    for (Bisection head : live.committed(Topic.BISECTIONS, Bisection.class)) {
      read.merge(head.getId(), head.getLines().getRead(), Math::max);
    }
    return read.values().stream().filter(lines -> lines > line - 20).count();
  }

  static void assertEqualsOffline(LiveTopology live, int jobs) throws InterruptedException {
    LiveTopology.await("all counts", () -> offlineCounts(jobs).equals(counts(live)));
    List<CulpritFound> culprits = live.committed(Topic.CULPRITS, CulpritFound.class);
    assertThat(culprits).extracting(CulpritFound::getId).doesNotHaveDuplicates().hasSize(jobs);
    for (int job = 0; job < jobs; job++) {
      String id = "job-" + job;
      Analysis offline = offline(id);
      assertThat(culprits).contains(Events.culprit(Objects.requireNonNull(offline.culprit())));
      TreeMap<Integer, Revision> revisions = new TreeMap<>();
      int closed = 0;
      for (Revision revision : live.committed(Topic.REVISIONS, Revision.class)) {
        if (revision.getBisectionId().equals(id)) {
          revisions.put(revision.getOrdinal(), revision);
          closed += revision.getOpen() ? 0 : 1;
        }
      }
      assertThat(revisions.values())
          .containsExactlyElementsOf(offline.revisions().stream().map(Events::revision).toList());
      assertThat(closed).isEqualTo(revisions.size());
    }
  }

  private static Analysis offline(String id) {
    return Analysis.of(id, Map.of(), SeedLog.LINES, LiveTopology.OBSERVED.toEpochMilli());
  }

  /** Runs by commit and type. */
  private static Map<String, Map<String, Long>> counts(LiveTopology live) {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    for (CrashCounts count : live.committed(Topic.CRASH_COUNTS, CrashCounts.class)) {
      Map<String, Long> runs = new TreeMap<>();
      count.getTypes().forEach(type -> runs.put(type.getType(), type.getRuns()));
      counts.put(count.getCommit(), runs);
    }
    return counts;
  }

  private static Map<String, Map<String, Long>> offlineCounts(int jobs) {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    offline("job-0")
        .crashCounts()
        .forEach(
            (commit, count) -> {
              Map<String, Long> runs = new TreeMap<>();
              count.runsByType().forEach((type, sum) -> runs.put(type, (long) sum * jobs));
              counts.put(commit, runs);
            });
    return counts;
  }
}
