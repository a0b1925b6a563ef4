package firstbad.topology.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import firstbad.events.AlertKind;
import firstbad.events.Bisection;
import firstbad.events.CrashCounts;
import firstbad.events.CrashTypeCounts;
import firstbad.events.CulpritFound;
import firstbad.events.EndedBy;
import firstbad.events.LogLine;
import firstbad.events.Outcome;
import firstbad.events.Suspect;
import firstbad.events.SuspectedBug;
import firstbad.events.UnknownLine;
import firstbad.schemas.ForgetOrder;
import firstbad.schemas.Topic;
import firstbad.schemas.UnfinishedHeader;
import firstbad.topology.DrivenTopology;
import firstbad.topology.SeedLog;
import firstbad.topology.count.CountCrashes;
import firstbad.topology.read.LineCounters;
import firstbad.topology.suspect.SumSuspicions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lines mean, under the test driver: it commits after each record, so no write-behind. */
class AssembleBisectionsTest {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int END = SeedLog.LINES.size() + 1;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  private DrivenTopology driven() {
    return new DrivenTopology(folder, SilenceLimits.DEFAULT);
  }

  @Test
  void the_seed_log_leaves_one_culprit_and_its_counts() {
    try (DrivenTopology driven = driven()) {
      driven.lines("seed", 1, SeedLog.LINES, SOON);
      assertThat(driven.culprits()).isEmpty();
      driven.end("seed", END, SOON);

      List<CulpritFound> culprits = driven.culprits();
      assertThat(culprits).hasSize(1);
      assertThat(culprits.get(0).getCommit()).isEqualTo(SeedLog.CULPRIT);
      assertThat(culprits.get(0).getRevisionsTested()).isEqualTo(16);
      assertThat(culprits.get(0).getEndedBy()).isEqualTo(EndedBy.END_OF_LOG);

      List<TestRecord<String, byte[]>> heads = driven.records(Topic.BISECTIONS);
      Header outcome = heads.get(heads.size() - 1).headers().lastHeader("firstbad-outcome");
      assertThat(new String(outcome.value(), StandardCharsets.US_ASCII)).isEqualTo("CULPRIT_FOUND");
      assertThat(driven.revisions()).hasSizeGreaterThanOrEqualTo(32);

      CrashCounts counts = atStart(driven);
      assertThat(counts.getCrashed()).isEqualTo(15);
      assertThat(counts.getOk()).isEqualTo(5);
      assertThat(counts.getTypes()).extracting(CrashTypeCounts::getRuns).containsExactly(12L, 3L);
      assertThat(driven.counters.snapshot().applied()).isEqualTo(END);
      assertThat(driven.counters.snapshot().in()).isEqualTo(END);
    }
  }

  @ParameterizedTest(name = "after its retention: {0}")
  @ValueSource(booleans = {false, true})
  void the_order_to_forget_takes_back_what_was_found_and_no_line_brings_it_back(boolean retired) {
    try (DrivenTopology driven = driven()) {
      driven.lines("seed", 1, SeedLog.LINES, SOON);
      driven.end("seed", END, SOON);
      Duration later = retired ? Duration.ofDays(30) : SOON;
      driven.lines("other", 1, List.of("text"), later);
      byte[] id = "seed".getBytes(StandardCharsets.UTF_8);
      RecordHeaders order = new RecordHeaders();
      order.add(ForgetOrder.HEADER, id);
      driven.raw(new TestRecord<>(id, null, order, DrivenTopology.START.plus(later)));
      driven.lines("seed", 1, SeedLog.LINES, later);
      driven.end("seed", END, later);

      for (Topic topic :
          List.of(
              Topic.BISECTIONS, Topic.CULPRITS, Topic.ASSESSMENTS, Topic.ALERTS, Topic.REVISIONS)) {
        Map<String, Boolean> there = new LinkedHashMap<>();
        driven.records(topic).stream()
            .filter(found -> found.key().startsWith("seed"))
            .forEach(found -> there.put(found.key(), found.value() != null));
        assertThat(there).as("%s", topic).isNotEmpty().doesNotContainValue(true);
      }
      for (Topic sums : List.of(Topic.CRASH_COUNTS, Topic.SUSPECTS)) {
        Map<String, Boolean> there = new LinkedHashMap<>();
        driven.records(sums).forEach(sum -> there.put(sum.key(), sum.value() != null));
        assertThat(there)
            .as("%s: what was added is known during the retention", sums)
            .isNotEmpty()
            .doesNotContainValue(!retired);
      }
      assertThat(driven.deadLetters()).isEmpty();
    }
  }

  /** One record shows that the short silence is over, and the retention too. */
  @Test
  void the_last_head_is_whole_also_where_its_bisection_is_retired_in_the_same_commit() {
    List<String> log = new ArrayList<>(SeedLog.LINES);
    log.add(5, "words that no rule knows"); // heads find them in the archive
    try (DrivenTopology driven = driven()) {
      driven.lines("seed", 1, log, SOON);
      assertThat(driven.bisections()).isNotEmpty();
      driven.lines("other", 1, List.of("text"), Duration.ofDays(30));

      assertThat(driven.culprits())
          .extracting(CulpritFound::getEndedBy)
          .containsExactly(EndedBy.SILENCE);
      List<Bisection> heads = driven.bisections();
      assertThat(heads).extracting(Bisection::getId).containsExactly("seed");
      assertThat(heads.get(0).getOutcome()).isEqualTo(Outcome.CULPRIT_FOUND);
      assertThat(heads.get(0).getUnknownLines())
          .extracting(UnknownLine::getText)
          .containsExactly("words that no rule knows");
      assertThat(driven.deadLetters()).isEmpty();

      driven.lines("seed", log.size() + 1, List.of("more"), Duration.ofDays(30));
      assertThat(driven.counters.snapshot().late()).as("it is retired").isEqualTo(1);
    }
  }

  @Test
  void a_log_sent_twice_changes_nothing_the_second_time() {
    try (DrivenTopology driven = driven()) {
      driven.lines("seed", 1, SeedLog.LINES, SOON);
      driven.end("seed", END, SOON);
      Map<String, CrashCounts> counts = last(driven.crashCounts());
      assertThat(driven.culprits()).hasSize(1);
      driven.revisions();

      driven.lines("seed", 1, SeedLog.LINES, SOON);
      driven.end("seed", END, SOON);

      assertThat(driven.culprits()).isEmpty();
      assertThat(driven.crashCounts()).isEmpty();
      assertThat(driven.revisions()).isEmpty();
      assertThat(counts).isNotEmpty();
      assertThat(driven.counters.snapshot().duplicate()).isEqualTo(END);
    }
  }

  @Test
  void a_log_sent_in_overlapping_pieces_among_others_ends_as_if_sent_at_once() {
    List<CulpritFound> atOnce;
    try (DrivenTopology driven = driven()) {
      driven.lines("job-0", 1, SeedLog.LINES, SOON);
      driven.end("job-0", END, SOON);
      atOnce = driven.culprits();
    }
    try (DrivenTopology driven =
        new DrivenTopology(folder.resolve("pieces"), SilenceLimits.DEFAULT)) {
      for (int from = 0; from < SeedLog.LINES.size(); from += 20) {
        int back = Math.max(0, from - 7);
        int to = Math.min(SeedLog.LINES.size(), from + 20);
        for (int job = 0; job < 3; job++) {
          driven.lines("job-" + job, back + 1, SeedLog.LINES.subList(back, to), SOON);
        }
      }
      for (int job = 0; job < 3; job++) {
        driven.end("job-" + job, END, SOON);
      }
      List<CulpritFound> culprits = driven.culprits();
      assertThat(culprits).hasSize(3);
      assertThat(culprits.get(0)).isEqualTo(atOnce.get(0));
      CrashCounts counts = atStart(driven);
      assertThat(counts.getBisections()).isEqualTo(3);
      assertThat(counts.getCrashed()).isEqualTo(45);
    }
  }

  @Test
  void a_commit_is_suspected_once_by_each_bisection_that_names_it() {
    try (DrivenTopology driven = driven()) {
      driven.lines("job-b", 1, SeedLog.LINES, SOON);
      assertThat(driven.suspects()).isEmpty();
      driven.pass(Duration.ofSeconds(7)); // the short silence
      driven.end("job-b", END, Duration.ofSeconds(60));
      driven.lines("job-b", END + 1, List.of("more"), Duration.ofSeconds(61));
      driven.end("job-b", END + 2, Duration.ofSeconds(62));
      driven.lines("job-a", 1, SeedLog.LINES, Duration.ofSeconds(63));
      driven.end("job-a", END, Duration.ofSeconds(63));

      List<Suspect> suspects = driven.suspects();
      assertThat(suspects).hasSize(2);
      Suspect suspect = suspects.get(1);
      assertThat(suspect.getCommit()).isEqualTo(SeedLog.CULPRIT);
      assertThat(suspect.getBisections()).isEqualTo(2);
      assertThat(suspect.getBisectionIds()).containsExactly("job-a", "job-b");
      assertThat(suspect.getBugs())
          .extracting(SuspectedBug::getTitle)
          .containsExactly(
              "KASAN: use-after-free Read in hidraw_release",
              "general protection fault in hidraw_release");
      assertThat(suspect.getBugs()).extracting(SuspectedBug::getBisections).containsOnly(2L);
      assertThat(suspect.getBugCount()).isEqualTo(1);
      assertThat(suspect.getLevels().getLow()).isEqualTo(2);
    }
  }

  @Test
  void suspects_and_counts_grow_with_commits_and_titles_and_not_with_lines() {
    Map<String, Long> few = sizes(1);
    Map<String, Long> many = sizes(40);
    assertThat(few).hasSameSizeAs(many).isNotEmpty();
    many.forEach(
        (entry, bytes) ->
            // only the digits of the sums and the first hundred ids may add
            assertThat(bytes).as(entry).isLessThan(few.getOrDefault(entry, 0L) + 40 * 12));
  }

  /** Entries of the aggregates, with their bytes, after the seed log was read so often. */
  private Map<String, Long> sizes(int logs) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    try (DrivenTopology driven =
        new DrivenTopology(folder.resolve("logs-" + logs), SilenceLimits.DEFAULT)) {
      for (int log = 0; log < logs; log++) {
        driven.lines("job-" + log, 1, SeedLog.LINES, SOON);
        driven.end("job-" + log, END, SOON);
      }
      for (String store : List.of(SumSuspicions.SUSPECTS, CountCrashes.CRASH_COUNTS)) {
        driven
            .bytes(store)
            .forEach((key, bytes) -> sizes.put(store + "/" + key, (long) bytes.length));
      }
    }
    return sizes;
  }

  @Test
  void after_the_trailer_a_short_silence_ends_the_log() {
    try (DrivenTopology driven = driven()) {
      driven.lines("seed", 1, SeedLog.LINES, SOON);
      driven.pass(Duration.ofSeconds(4));
      assertThat(driven.culprits()).isEmpty();
      driven.pass(Duration.ofSeconds(2));
      List<CulpritFound> culprits = driven.culprits();
      assertThat(culprits).extracting(CulpritFound::getEndedBy).containsExactly(EndedBy.SILENCE);

      driven.end("seed", END, Duration.ofSeconds(60));
      assertThat(driven.culprits()).isEmpty();
    }
  }

  @Test
  void a_later_record_of_the_same_partition_tells_that_a_bisection_was_silent() {
    try (DrivenTopology driven = driven()) {
      driven.lines("seed", 1, SeedLog.LINES, SOON);
      driven.lines("other", 1, List.of("something"), SOON.plusMillis(4_999));
      assertThat(driven.culprits()).isEmpty();
      driven.lines("other", 2, List.of("something"), SOON.plusMillis(5_000));
      assertThat(driven.culprits()).hasSize(1);
      assertThat(driven.records(Topic.CULPRITS)).isEmpty();
    }
  }

  @Test
  void a_gap_in_which_lines_may_have_waited_begins_the_short_silence_anew() {
    try (DrivenTopology driven =
        new DrivenTopology(folder, SilenceLimits.DEFAULT, events -> events, 0)) {
      driven.lines("seed", 1, SeedLog.LINES, SOON);
      driven.pass(Duration.ofMinutes(1)); // the leader is away
      Duration back = SOON.plusSeconds(60);
      for (int second = 0; second < 5; second++) {
        driven.lines("other", second + 1, List.of("x"), back.plusSeconds(second));
      }
      assertThat(driven.culprits()).isEmpty();
      driven.lines("other", 6, List.of("x"), back.plusSeconds(5));
      assertThat(driven.culprits()).hasSize(1);
    }
  }

  @Test
  void a_bisection_that_stops_alone_in_its_partition_is_stalled_too() {
    try (DrivenTopology driven = new DrivenTopology(folder, SilenceLimits.DEFAULT)) {
      driven.lines("seed", 1, SeedLog.LINES.subList(0, 50), SOON);
      driven.pass(Duration.ofHours(2).minusMinutes(1));
      assertThat(driven.alerts()).isEmpty();

      driven.pass(Duration.ofMinutes(2));
      assertThat(driven.alerts())
          .extracting(firstbad.events.Alert::getKind)
          .containsExactly(AlertKind.STALLED);
    }
  }

  @Test
  void a_bisection_that_stops_is_stalled_then_broken_off_and_revived_by_a_late_line() {
    try (DrivenTopology driven = driven()) {
      driven.lines("seed", 1, SeedLog.LINES.subList(0, 50), SOON);
      driven.lines("other", 1, List.of("x"), Duration.ofHours(2).plus(SOON));
      assertThat(driven.alerts())
          .extracting(firstbad.events.Alert::getKind)
          .containsExactly(AlertKind.STALLED);
      assertThat(lastHead(driven).getOutcome()).isEqualTo(Outcome.RUNNING);

      driven.lines("other", 2, List.of("x"), Duration.ofHours(6).plus(SOON));
      firstbad.events.Bisection head = lastHead(driven);
      assertThat(head.getOutcome()).isEqualTo(Outcome.BROKEN_OFF);
      assertThat(head.getEndedAt())
          .isEqualTo(DrivenTopology.START.plus(SOON).plus(Duration.ofHours(6)));

      driven.lines(
          "seed", 51, SeedLog.LINES.subList(50, SeedLog.LINES.size()), Duration.ofHours(7));
      driven.end("seed", END, Duration.ofHours(7));
      assertThat(driven.culprits()).hasSize(1);
    }
  }

  @Test
  void the_wall_clock_counts_only_when_the_task_is_idle_and_warm() {
    SilenceLimits silences =
        SilenceLimits.DEFAULT.withSilences(
            Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(90));
    try (DrivenTopology driven = new DrivenTopology(folder, silences)) {
      driven.lines("seed", 1, SeedLog.LINES.subList(0, 50), Duration.ZERO);
      driven.pass(Duration.ofSeconds(59));
      assertThat(driven.alerts()).isEmpty();
      driven.pass(Duration.ofSeconds(2));
      assertThat(driven.alerts()).hasSize(1);
      driven.pass(Duration.ofSeconds(20));
      // A line that was appended long ago is backlog: it resets the wall clock's silences.
      driven.lines("other", 1, List.of("x"), Duration.ofSeconds(3));
      driven.pass(Duration.ofSeconds(11));
      assertThat(lastHead(driven).getOutcome()).isEqualTo(Outcome.BROKEN_OFF);
    }
  }

  @Test
  void after_the_retention_a_repeated_log_cannot_name_a_second_culprit() {
    SilenceLimits silences = SilenceLimits.DEFAULT.withRetention(Duration.ofMinutes(10));
    try (DrivenTopology driven = new DrivenTopology(folder, silences)) {
      driven.lines("seed", 1, SeedLog.LINES, SOON);
      driven.end("seed", END, SOON);
      assertThat(driven.culprits()).hasSize(1);
      driven.lines("other", 1, List.of("x"), Duration.ofMinutes(11));

      driven.lines("seed", 1, SeedLog.LINES, Duration.ofMinutes(12));
      driven.end("seed", END, Duration.ofMinutes(12));
      driven.lines("seed", END + 1, List.of("more"), Duration.ofMinutes(12));
      assertThat(driven.culprits()).isEmpty();
      assertThat(driven.counters.snapshot().duplicate()).isEqualTo(END);
      assertThat(driven.counters.snapshot().late()).isEqualTo(1);
    }
  }

  @Test
  void a_log_that_was_cut_in_a_line_is_completed_by_the_whole_one() {
    int cut = SeedLog.LINES.size() / 2;
    String line = SeedLog.LINES.get(cut - 1);
    try (DrivenTopology driven = driven()) {
      driven.lines("seed", 1, SeedLog.LINES.subList(0, cut - 1), SOON);
      RecordHeaders mark = new RecordHeaders();
      UnfinishedHeader.add(mark);
      Instant at = DrivenTopology.START.plus(SOON);
      LogLine part = new LogLine((long) cut, line.substring(0, 9), at, Map.of(), false);
      byte[] id = "seed".getBytes(StandardCharsets.UTF_8);
      driven.raw(new TestRecord<>(id, driven.encoded(part), mark, at));
      driven.end("seed", cut + 1, SOON);
      assertThat(driven.culprits()).isEmpty();

      driven.lines("seed", 1, SeedLog.LINES, SOON);
      driven.end("seed", END, SOON);
      assertThat(driven.culprits()).hasSize(1);
      assertThat(atStart(driven).getCrashed()).isEqualTo(15);
      assertThat(driven.counters.snapshot().conflict()).isZero();
    }
  }

  @Test
  void two_logs_under_one_id_go_to_the_dead_letters_with_one_alert() {
    try (DrivenTopology driven = driven()) {
      driven.lines("seed", 1, SeedLog.LINES.subList(0, 10), SOON);
      driven.lines("seed", 1, List.of("bisecting fixing commit since x", "y", "z"), SOON);
      List<TestRecord<String, byte[]>> dead = driven.deadLetters();
      assertThat(dead).hasSize(3);
      assertThat(headers(dead.get(0)))
          .contains(
              entry("firstbad-kind", "conflict"),
              entry("firstbad-topic", "firstbad.log-lines"),
              entry("firstbad-partition", "0"),
              entry("firstbad-offset", "10"));
      assertThat(headers(dead.get(0)).get("firstbad-reason")).contains("two logs share it");
      assertThat(driven.alerts()).hasSize(1);
      assertThat(driven.counters.snapshot().conflict()).isEqualTo(3);
    }
  }

  @Test
  void lines_of_another_log_do_not_put_off_the_silence_of_this_one() {
    try (DrivenTopology driven = driven()) {
      driven.lines("seed", 1, SeedLog.LINES, SOON);
      for (int second = 2; second <= 30; second++) {
        driven.lines(
            "seed", 1, List.of("bisecting fixing commit since x"), SOON.multipliedBy(second));
      }
      driven.lines("other", 1, List.of("text"), SOON.multipliedBy(31));

      assertThat(driven.culprits())
          .extracting(CulpritFound::getEndedBy)
          .containsExactly(EndedBy.SILENCE);
      assertThat(driven.counters.snapshot().conflict()).isEqualTo(29);
    }
  }

  @Test
  void bytes_that_are_no_log_line_go_to_the_dead_letters_as_they_were_read() {
    try (DrivenTopology driven = driven()) {
      byte[] garbage = {0, 0, 0, 99, 99, 1};
      byte[] good = driven.encoded(new LogLine(1L, "x", Instant.EPOCH, Map.of(), false));
      byte[] cut = java.util.Arrays.copyOf(good, good.length - 3);
      driven.raw("a", garbage, SOON);
      driven.raw("a", new byte[] {42}, SOON);
      driven.raw("a", new byte[0], SOON);
      driven.raw("a", cut, SOON);
      driven.raw("no spaces please", good, SOON);
      driven.raw(new TestRecord<>(null, good, DrivenTopology.START));
      driven.raw(
          new TestRecord<>("a".getBytes(StandardCharsets.UTF_8), null, DrivenTopology.START));
      driven.raw("a", driven.encoded(new LogLine(0L, "x", Instant.EPOCH, Map.of(), false)), SOON);
      driven.raw("a", good, SOON);

      List<TestRecord<String, byte[]>> dead = driven.deadLetters();
      assertThat(dead).hasSize(8);
      assertThat(dead.get(0).value()).isEqualTo(garbage);
      assertThat(dead.get(3).value()).isEqualTo(cut);
      assertThat(dead)
          .allSatisfy(
              letter -> assertThat(headers(letter)).contains(entry("firstbad-kind", "unreadable")));
      assertThat(headers(dead.get(4)).get("firstbad-reason")).contains("no spaces");
      assertThat(headers(dead.get(7)).get("firstbad-reason")).contains("first line has number 1");
      assertThat(driven.counters.snapshot().unreadable()).isEqualTo(8);
      assertThat(driven.counters.snapshot().applied()).isEqualTo(1);
      assertThat(driven.counters.snapshot().in()).isEqualTo(9);
    }
  }

  @Test
  void a_fault_of_our_own_costs_one_line_and_one_alert_and_the_bisection_goes_on() {
    try (DrivenTopology driven =
        new DrivenTopology(folder, SilenceLimits.DEFAULT, failing(CulpritFound.class, Set.of(1)))) {
      driven.lines("seed", 1, SeedLog.LINES, SOON);
      driven.end("seed", END, SOON);
      assertThat(driven.culprits()).isEmpty();
      driven.end("seed", END, SOON);

      List<TestRecord<String, byte[]>> dead = driven.deadLetters();
      assertThat(dead).hasSize(1);
      assertThat(headers(dead.get(0)).get("firstbad-reason")).contains("made to fail");
      assertThat(driven.alerts())
          .filteredOn(alert -> alert.getKind() == AlertKind.FAULT)
          .singleElement()
          .satisfies(alert -> assertThat(alert.getBugTitles()).as("who chooses").isNotEmpty());
      assertThat(driven.culprits()).hasSize(1);
      LineCounters.Snapshot counts = driven.counters.snapshot();
      assertThat(counts.faulted()).isEqualTo(1);
      assertThat(counts.in()).isEqualTo(END + 1);
    }
  }

  @Test
  void an_event_that_cannot_be_encoded_at_the_commit_costs_itself_and_one_alert() {
    try (DrivenTopology driven =
        new DrivenTopology(
            folder,
            SilenceLimits.DEFAULT,
            failing(firstbad.events.Bisection.class, Set.of(2, 4)))) {
      driven.lines("seed", 1, SeedLog.LINES, SOON);
      driven.end("seed", END, SOON);

      List<TestRecord<String, byte[]>> dead = driven.deadLetters();
      assertThat(dead).hasSize(2);
      assertThat(headers(dead.get(0)).get("firstbad-reason"))
          .contains("was applied", "bisections", "made to fail");
      assertThat(driven.alerts())
          .filteredOn(alert -> alert.getKind() == AlertKind.FAULT)
          .singleElement()
          .satisfies(alert -> assertThat(alert.getBugTitles()).as("who chooses").isNotEmpty());
      assertThat(driven.culprits()).hasSize(1);
      List<TestRecord<String, byte[]>> heads = driven.records(Topic.BISECTIONS);
      assertThat(headers(heads.get(heads.size() - 1))).contains(entry("firstbad-faults", "2"));
      LineCounters.Snapshot counts = driven.counters.snapshot();
      assertThat(counts.faulted()).isZero();
      assertThat(counts.applied()).isEqualTo(END);
    }
  }

  @Test
  void an_alert_that_cannot_be_encoded_either_stops_nothing() {
    UnaryOperator<Serializer<SpecificRecord>> heads =
        failing(firstbad.events.Bisection.class, Set.of(2));
    UnaryOperator<Serializer<SpecificRecord>> alerts =
        failing(firstbad.events.Alert.class, Set.of(1));
    try (DrivenTopology driven =
        new DrivenTopology(
            folder, SilenceLimits.DEFAULT, events -> heads.apply(alerts.apply(events)))) {
      driven.lines("seed", 1, SeedLog.LINES, SOON);
      driven.end("seed", END, SOON);
      assertThat(driven.deadLetters()).hasSize(1);
      assertThat(driven.culprits()).hasSize(1);
    }
  }

  @Test
  void a_count_that_cannot_be_encoded_is_sent_with_its_next_change() {
    Map<String, CrashCounts> whole;
    try (DrivenTopology driven = driven()) {
      driven.lines("seed", 1, SeedLog.LINES, SOON);
      whole = last(driven.crashCounts());
    }
    try (DrivenTopology driven =
        new DrivenTopology(
            folder.resolve("failing"),
            SilenceLimits.DEFAULT,
            failing(CrashCounts.class, Set.of(1, 3)))) {
      driven.lines("seed", 1, SeedLog.LINES, SOON);
      assertThat(last(driven.crashCounts())).isEqualTo(whole);
    }
  }

  /** Fails at the events of this type whose number, counted from 1, is among these. */
  private static UnaryOperator<Serializer<SpecificRecord>> failing(
      Class<? extends SpecificRecord> type, Set<Integer> numbers) {
    AtomicInteger seen = new AtomicInteger();
    return serializer ->
        (topic, event) -> {
          if (type.isInstance(event) && numbers.contains(seen.incrementAndGet())) {
            throw new IllegalStateException("made to fail");
          }
          return serializer.serialize(topic, event);
        };
  }

  private static firstbad.events.Bisection lastHead(DrivenTopology driven) {
    List<firstbad.events.Bisection> heads = new ArrayList<>(driven.bisections());
    heads.removeIf(head -> !head.getId().equals("seed"));
    return heads.get(heads.size() - 1);
  }

  private static CrashCounts atStart(DrivenTopology driven) {
    return Objects.requireNonNull(last(driven.crashCounts()).get(SeedLog.START_COMMIT));
  }

  private static Map<String, CrashCounts> last(List<CrashCounts> all) {
    Map<String, CrashCounts> last = new LinkedHashMap<>();
    all.forEach(counts -> last.put(counts.getCommit(), counts));
    return last;
  }

  private static Map<String, String> headers(TestRecord<String, byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    record
        .headers()
        .forEach(
            header ->
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return headers;
  }
}
