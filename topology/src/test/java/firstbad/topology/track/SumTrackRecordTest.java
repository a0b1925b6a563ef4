package firstbad.topology.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import firstbad.events.LevelRecord;
import firstbad.events.TrackRecord;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.ForgetOrder;
import firstbad.schemas.Topic;
import firstbad.topology.DrivenTopology;
import firstbad.topology.SeedLog;
import firstbad.topology.assemble.SilenceLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From culprits and verifications to the track record, through the graph. */
class SumTrackRecordTest {
  private static final int END = SeedLog.LINES.size() + 1;
  private static final Duration SOON = Duration.ofSeconds(1);

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private DrivenTopology driven;

  @BeforeEach
  void start() {
    driven = new DrivenTopology(folder, SilenceLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    driven.close();
  }

  @Test
  void a_verification_moves_its_culprit_and_a_changed_one_takes_it_back_exactly() {
    named("a", "b", "c");
    assertThat(low()).isEqualTo(counts(0, 0, 3));
    driven.verification("a", VerificationSource.PERSON, VerificationState.CONFIRMED);
    driven.verification("b", VerificationSource.RERUN, VerificationState.REFUTED);
    TrackRecord two = newest();
    assertThat(low(two)).isEqualTo(counts(1, 1, 1));
    assertThat(two.getBins().stream().mapToLong(bin -> bin.getAnswered()).sum()).isEqualTo(2);
    driven.verification("a", VerificationSource.REVERT, VerificationState.NEEDS_RERUN);
    assertThat(driven.trackRecords()).as("it stands as before").isEmpty();
    driven.verification("a", VerificationSource.RERUN, VerificationState.REFUTED);
    assertThat(newest().getLevels())
        .extracting(LevelRecord::getDisputed, LevelRecord::getOpen)
        .containsExactly(tuple(1L, 2L));
    driven.verification("a", VerificationSource.RERUN, VerificationState.WITHDRAWN);
    assertThat(newest()).as("exactly what it was before").isEqualTo(two);
    driven.nothing(Topic.VERIFICATIONS, "b/RERUN");
    assertThat(low()).isEqualTo(counts(1, 0, 2));
  }

  @Test
  void a_verification_may_come_before_its_culprit_and_one_of_no_culprit_counts_for_nothing() {
    driven.verification("a", VerificationSource.PERSON, VerificationState.CONFIRMED);
    driven.verification("nobody", VerificationSource.PERSON, VerificationState.CONFIRMED);
    assertThat(driven.trackRecords()).isEmpty();
    named("a");
    assertThat(low()).isEqualTo(counts(1, 0, 0));
  }

  @Test
  void whoever_forgets_a_bisection_takes_it_back_also_after_its_retention() {
    named("kept", "a", "b");
    driven.verification("a", VerificationSource.PERSON, VerificationState.CONFIRMED);
    assertThat(low()).isEqualTo(counts(1, 0, 2));
    forget("b", SOON);
    assertThat(low()).isEqualTo(counts(1, 0, 1));
    driven.lines("other", 1, List.of("text"), Duration.ofDays(30)); // all are retired now
    forget("a", Duration.ofDays(30));
    assertThat(low()).isEqualTo(counts(0, 0, 1));
    driven.nothing(Topic.VERIFICATIONS, "a/PERSON");
    forget("kept", Duration.ofDays(30));
    assertThat(driven.records(Topic.TRACK_RECORD))
        .extracting(TestRecord::value)
        .as("nothing is left, so the record goes")
        .containsExactly((byte[]) null);
  }

  @Test
  void what_breaks_the_rules_is_passed_over_and_stops_nothing() {
    named("a");
    assertThat(low()).isEqualTo(counts(0, 0, 1));
    byte[] text = "no Avro at all".getBytes(StandardCharsets.UTF_8);
    driven.raw(Topic.VERIFICATIONS, new TestRecord<>(key("a/PERSON"), text));
    driven.raw(Topic.VERIFICATIONS, new TestRecord<>(null, text));
    driven.raw(Topic.VERIFICATIONS, new TestRecord<>(key("no slash"), null));
    driven.raw(Topic.VERIFICATIONS, new TestRecord<>(key("a/NOBODY"), null));
    driven.raw(Topic.VERIFICATIONS, new TestRecord<>(new byte[] {(byte) 0xff, '/', 'X'}, null));
    driven.raw(Topic.CULPRITS, new TestRecord<>(null, text));
    driven.raw(Topic.CULPRITS, new TestRecord<>(key("a"), text));
    driven.raw(Topic.CULPRITS, new TestRecord<>(key("b b"), null));
    driven.verification(
        "b/PERSON", "a", VerificationSource.PERSON, VerificationState.CONFIRMED); // another's key
    driven.verification("a/UNKNOWN", "a", VerificationSource.UNKNOWN, VerificationState.CONFIRMED);
    assertThat(driven.trackRecords()).isEmpty();
    assertThat(driven.deadLetters()).isEmpty();
    driven.verification("a", VerificationSource.PERSON, VerificationState.REFUTED);
    assertThat(low()).isEqualTo(counts(0, 1, 0));
  }

  private void named(String... ids) {
    for (String id : ids) {
      driven.lines(id, 1, SeedLog.LINES, SOON);
      driven.end(id, END, SOON);
    }
  }

  private void forget(String id, Duration at) {
    RecordHeaders order = new RecordHeaders();
    order.add(ForgetOrder.HEADER, key(id));
    driven.raw(new TestRecord<>(key(id), null, order, DrivenTopology.START.plus(at)));
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private TrackRecord newest() {
    List<TrackRecord> records = driven.trackRecords();
    assertThat(records).isNotEmpty();
    return records.get(records.size() - 1);
  }

  private List<Long> low() {
    return low(newest());
  }

  /** All culprits of the sample are of one level. */
  private static List<Long> low(TrackRecord record) {
    assertThat(record.getParameters()).isEqualTo("1");
    assertThat(record.getLevels()).hasSize(1);
    LevelRecord low = record.getLevels().get(0);
    assertThat(low.getLevel()).isEqualTo(firstbad.events.Level.LOW);
    return List.of(low.getConfirmed(), low.getRefuted(), low.getOpen());
  }

  private static List<Long> counts(long confirmed, long refuted, long open) {
    return List.of(confirmed, refuted, open);
  }
}
