package firstbad.server.view;

import static firstbad.server.view.Sample.FOREIGN;
import static firstbad.server.view.Sample.OWN;
import static firstbad.server.view.Sample.alert;
import static firstbad.server.view.Sample.assessment;
import static firstbad.server.view.Sample.counts;
import static firstbad.server.view.Sample.culprit;
import static firstbad.server.view.Sample.end;
import static firstbad.server.view.Sample.hash;
import static firstbad.server.view.Sample.head;
import static firstbad.server.view.Sample.line;
import static firstbad.server.view.Sample.minute;
import static firstbad.server.view.Sample.revision;
import static firstbad.server.view.Sample.suspect;
import static firstbad.server.view.Sample.trackRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.events.AlertKind;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.TitleCount;
import firstbad.events.Verdict;
import firstbad.events.VerdictCounts;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a view promises on every database. */
abstract class ViewContract {
  private static final long NOW = minute(120).toEpochMilli();

  private String url;
  private Database database;
  private Feed feed;

  /** Where a new, empty view can be. */
  abstract String newView() throws Exception;

  @BeforeEach
  void open() throws Exception {
    url = newView();
    database = Database.open(url);
    feed = new Feed(database, NOW);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Object one(String sql) {
    return database
        .reader()
        .withHandle(db -> db.createQuery(sql).mapToMap().one().values().iterator().next());
  }

  private long number(String sql) {
    return ((Number) one(sql)).longValue();
  }

  @Test
  void aViewIsOfTheTopicsThatItWasMadeFromAndNotOfOthersOfTheirNames() {
    View view = new View(database);
    view.requireTopics(Map.of("test.culprits", "first", "test.alerts", "other"));
    view.requireTopics(Map.of("test.culprits", "first"));

    assertThatThrownBy(() -> view.requireTopics(Map.of("test.culprits", "second")))
        .isInstanceOf(ViewException.class)
        .hasMessageStartingWith(
            "The view was not made from the topic test.culprits as it is now (its id is second)"
                + " but from first; name another view, or delete this one");
  }

  @Test
  void theLastRecordHoldsAlsoWhereAnotherApplicationIdCountsVersionsAnew() {
    feed.put("a", head("a", 3, Outcome.BROKEN_OFF).build())
        .put("a", assessment("a", 4, Level.LOW, 0.1).build())
        .put("a/1", revision("a", 1, Verdict.BAD, OWN).setVersion(2).build())
        .apply();

    feed.put("a", head("a", 1, Outcome.RUNNING).build())
        .put("a", head("a", 2, Outcome.CULPRIT_FOUND).build())
        .put("a", assessment("a", 3, Level.HIGH, 0.8).setSearchEnded(true).build())
        .put("a/1", revision("a", 1, Verdict.GOOD, OWN).setVersion(1).build())
        .apply();

    assertThat(one("SELECT outcome FROM bisections")).isEqualTo("CULPRIT_FOUND");
    assertThat(one("SELECT level FROM bisections")).isEqualTo("HIGH");
    assertThat(number("SELECT version FROM heads")).isEqualTo(2);
    assertThat(one("SELECT verdict FROM revisions")).isEqualTo("GOOD");
  }

  @Test
  void topicsMayComeInAnyOrder() {
    feed.put("a", alert("a", AlertKind.DERAILED, 30, 5)).apply();
    feed.put("a", culprit("a", hash(7), Level.LOW, 9).build()).apply();
    feed.put("a/1", revision("a", 1, Verdict.BAD, OWN).build()).apply();
    feed.put("a", assessment("a", 1, Level.LOW, 0.2).setSearchEnded(true).build()).apply();
    feed.put("a", head("a", 1, Outcome.CULPRIT_FOUND).build()).apply();

    assertThat(one("SELECT verdicts FROM bisections WHERE head_version = 1")).isEqualTo("B");
    assertThat(one("SELECT level FROM bisections")).isEqualTo("LOW");
  }

  @Test
  void theNewestVerificationOfEachSourceStands() {
    feed.put("a/x/PERSON", said("a/x", VerificationState.CONFIRMED, VerificationSource.PERSON))
        .put("a/x/RERUN", said("a/x", VerificationState.REFUTED, VerificationSource.RERUN))
        .put("a/x/PERSON", said("a/x", VerificationState.WITHDRAWN, VerificationSource.PERSON))
        .apply();
    assertThat(one("SELECT state FROM verifications WHERE id = 'a/x' AND source = 'PERSON'"))
        .isEqualTo("WITHDRAWN");
    assertThat(number("SELECT count(*) FROM verifications")).isEqualTo(2);

    feed.tombstone(Topic.VERIFICATIONS, "a/x/RERUN").apply();
    assertThat(number("SELECT count(*) FROM verifications")).isEqualTo(1);
  }

  private static Verification said(String id, VerificationState state, VerificationSource source) {
    return Verification.newBuilder()
        .setId(id)
        .setState(state)
        .setSource(source)
        .setMadeAt(Instant.ofEpochMilli(1))
        .build();
  }

  @Test
  void aBatchThatFailsLeavesNothingBehindAndCanBeAppliedAgain() {
    feed.put("a", head("a", 1, Outcome.RUNNING).build());
    feed.add(Topic.ALERTS, "a", head("a", 1, Outcome.RUNNING).build());

    assertThatThrownBy(feed::apply).isInstanceOf(ClassCastException.class);
    assertThat(number("SELECT count(*) FROM heads")).isZero();
    assertThat(number("SELECT sum(next_offset) FROM offsets")).isZero();

    Feed restarted = new Feed(database, NOW);
    restarted.put("a", head("a", 1, Outcome.RUNNING).build()).apply();
    assertThat(number("SELECT count(*) FROM heads")).isEqualTo(1);
    assertThat(number("SELECT sum(next_offset) FROM offsets")).isEqualTo(1);
  }

  @Test
  void twoProcessesOnOneViewDoNotDoubleAnything() {
    Feed other = new Feed(database, NOW);
    feed.deadLetter().deadLetter().apply();

    assertThatThrownBy(() -> other.deadLetter().deadLetter().apply())
        .isInstanceOf(View.Overtaken.class);

    assertThat(number("SELECT tally FROM tallies WHERE name = 'dead_letters'")).isEqualTo(2);
  }

  @Test
  void aDeadLetterThatWasSentAgainNoLongerCounts() {
    feed.deadLetter().deadLetter().tombstone(Topic.DEAD_LETTERS, "resent/fault").apply();
    assertThat(number("SELECT tally FROM tallies WHERE name = 'dead_letters'")).isEqualTo(1);
    assertThat(number("SELECT tally FROM tallies WHERE name = 'dead_letters/fault'")).isEqualTo(1);
    feed.tombstone(Topic.DEAD_LETTERS, "resent/fault").apply();
    assertThat(number("SELECT tally FROM tallies WHERE name = 'dead_letters'")).isZero();
    assertThat(number("SELECT tally FROM tallies WHERE name = 'dead_letters/fault'")).isZero();
  }

  @Test
  void aRevisionThatComesTwiceIsCountedOnce() {
    for (int i = 0; i < 2; i++) {
      feed.put("a/1", revision("a", 1, Verdict.BAD, OWN).build())
          .put("a/2", revision("a", 2, Verdict.BAD, FOREIGN).build())
          .put("b/1", revision("b", 1, Verdict.BAD, FOREIGN).build())
          .apply();
    }

    assertThat(number("SELECT runs FROM titles WHERE title = '" + FOREIGN + "'")).isEqualTo(16);
    assertThat(number("SELECT bisections FROM titles WHERE title = '" + FOREIGN + "'"))
        .isEqualTo(2);
    assertThat(number("SELECT foreign_bisections FROM titles WHERE title = '" + FOREIGN + "'"))
        .isEqualTo(1);
    assertThat(number("SELECT commits FROM titles WHERE title = '" + FOREIGN + "'")).isEqualTo(2);
    assertThat(number("SELECT sum(runs) FROM crash_hours")).isEqualTo(24);
  }

  @Test
  void tombstonesTakeABisectionAwayAndWhatItAddedToTheSums() {
    feed.put("a", head("a", 1, Outcome.CULPRIT_FOUND).build())
        .put("a/1", revision("a", 1, Verdict.BAD, OWN).build())
        .put("b/1", revision("b", 1, Verdict.BAD, OWN).build())
        .put("a", assessment("a", 1, Level.LOW, 0.2).build())
        .put("a", culprit("a", hash(7), Level.LOW, 9).build())
        .put("a", alert("a", AlertKind.DERAILED, 30, 5))
        .put("a", line(1, "one"))
        .apply();

    feed.tombstone(Topic.BISECTIONS, "a")
        .tombstone(Topic.REVISIONS, "a/1")
        .tombstone(Topic.ASSESSMENTS, "a")
        .tombstone(Topic.CULPRITS, "a")
        .tombstone(Topic.ALERTS, "a")
        .tombstone(Topic.LOG_LINES, "a")
        .apply();

    for (String table :
        List.of("heads", "assessments", "culprits", "alerts", "logs", "log_chunks")) {
      assertThat(number("SELECT count(*) FROM " + table)).as(table).isZero();
    }
    assertThat(number("SELECT count(*) FROM bisections WHERE id = 'a'")).isZero();
    assertThat(number("SELECT count(*) FROM searched WHERE kind = 'bisection'")).isZero();
    assertThat(number("SELECT runs FROM titles")).isEqualTo(8);
    assertThat(number("SELECT bisections FROM titles")).isEqualTo(1);
    assertThat(number("SELECT sum(runs) FROM crash_hours")).isEqualTo(8);
  }

  @Test
  void aRequestToForgetTakesEverythingAwayAndNothingOfThatBisectionIsKeptLater() {
    add("a");
    add("b");
    feed.apply();
    Map<String, Object> ofBoth = everything();
    assertThat(ofBoth.values()).doesNotContain(0L);

    feed.tombstone(Topic.LOG_LINES, "a").put("a", line(2, "two, sent later")).apply();
    Map<String, Object> ofOne = everything();
    assertThat(ofOne).isNotEqualTo(ofBoth).containsEntry("bisections", 1L);
    add("a");
    feed.put("a", line(3, "three")).put("a", end(4)).apply();
    feed.tombstone(Topic.ASSESSMENTS, "a").apply();
    feed.tombstone(Topic.BISECTIONS, "a").apply();
    feed.tombstone(Topic.REVISIONS, "a/1").apply();

    assertThat(everything()).isEqualTo(ofOne);
    assertThat(number("SELECT count(*) FROM bisections WHERE id = 'a'")).isZero();
    assertThat(number("SELECT count(*) FROM searched WHERE name = 'a'")).isZero();
  }

  @Test
  void aRequestToForgetIsReadBeforeWhatItTakesBackWhereAViewIsMadeAgain() {
    feed.put("a", line(1, "one")).tombstone(Topic.LOG_LINES, "a").apply();
    add("a");
    add("b");
    feed.apply();

    assertThat(number("SELECT count(*) FROM heads")).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM alerts")).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM bisections")).isEqualTo(1);
    assertThat(number("SELECT runs FROM titles")).isEqualTo(8);
  }

  private void add(String id) {
    feed.put(id, head(id, 1, Outcome.CULPRIT_FOUND).build())
        .put(id + "/1", revision(id, 1, Verdict.BAD, OWN).build())
        .put(id, assessment(id, 1, Level.LOW, 0.2).build())
        .put(id, culprit(id, hash(7), Level.LOW, 9).build())
        .put(id, alert(id, AlertKind.DERAILED, 30, 5))
        .put(id + "/PERSON", said(id, VerificationState.CONFIRMED, VerificationSource.PERSON))
        .put(id, line(1, "one"));
  }

  /** How many rows each table has that holds something of a bisection, and two of the sums. */
  private Map<String, Object> everything() {
    Map<String, Object> rows = new TreeMap<>();
    for (String table :
        List.of(
            "heads",
            "bisections",
            "revisions",
            "trust",
            "assessments",
            "culprits",
            "alerts",
            "verifications",
            "verified",
            "labels",
            "logs",
            "log_chunks",
            "sightings")) {
      rows.put(table, number("SELECT count(*) FROM " + table));
    }
    rows.put("runs", number("SELECT sum(runs) FROM titles"));
    rows.put("runs by hour", number("SELECT sum(runs) FROM crash_hours"));
    return rows;
  }

  @Test
  void theStripTellsABadVerdictOnAnotherBugApart() {
    feed.put("a/1", revision("a", 1, Verdict.BAD, OWN).build()).apply();
    feed.put("a/2", revision("a", 2, Verdict.BAD, FOREIGN).build())
        .put("a/3", revision("a", 3, Verdict.GOOD, OWN).build())
        .apply();
    feed.put("a/4", revision("a", 4, Verdict.BAD, OWN).build())
        .put("a/5", revision("a", 5, Verdict.BAD, FOREIGN).setOpen(true).setVersion(1).build())
        .apply();

    assertThat(one("SELECT verdicts FROM bisections")).isEqualTo("BFGB");
  }

  @Test
  void whereTheSearchBeganWithoutACrashNoTitleIsForeign() {
    feed.put("a/1", revision("a", 1, Verdict.GOOD, OWN).build())
        .put("a/2", revision("a", 2, Verdict.BAD, FOREIGN).build())
        .apply();

    assertThat(one("SELECT verdicts FROM bisections")).isEqualTo("GB");
    assertThat(number("SELECT foreign_bisections FROM titles")).isZero();
  }

  @Test
  void aSuspectIsWhatItsNewestRecordSays() {
    feed.put(hash(7), suspect(hash(7), "a")).put(hash(7), suspect(hash(7), "a", "b")).apply();

    assertThat(number("SELECT bisections FROM suspects")).isEqualTo(2);
    assertThat(number("SELECT bugs FROM suspects")).isEqualTo(1);

    feed.tombstone(Topic.SUSPECTS, hash(7)).apply();

    assertThat(number("SELECT count(*) FROM suspects")).isZero();
  }

  @Test
  void theTrackRecordIsWhatItsNewestRecordSaysAndGoesWithItsLastCulprit() {
    feed.put("1", trackRecord()).put("2", trackRecord()).put("1", trackRecord()).apply();

    assertThat(number("SELECT count(*) FROM track_record")).isEqualTo(2);
    assertThat(number("SELECT at_offset FROM track_record WHERE parameters = '1'")).isEqualTo(2);
    assertThat(number("SELECT count(*) FROM changes WHERE kind = 'track_record'")).isEqualTo(1);

    feed.tombstone(Topic.TRACK_RECORD, "1").apply();

    assertThat(number("SELECT count(*) FROM track_record")).isEqualTo(1);
  }

  @Test
  void hostileTextIsKeptVisibleAndBreaksNothing() {
    String nul = "a\0b'); DROP TABLE heads; -- \u202e \ud83d\ude00 \u0007";
    feed.put(
            "a",
            head("a", 1, Outcome.FAILED)
                .setLabels(Map.of("k\0ey", nul, "bug.url", "javascript:alert(1)"))
                .setBugTitles(List.of(new TitleCount(nul, nul, 1)))
                .setError(nul)
                .build())
        .put("a/1", revision("a", 1, Verdict.BAD, nul).setTitle(nul).build())
        .put("a", culprit("a", hash(7), Level.LOW, 1).setTitle(nul).build())
        .put(
            "a",
            new firstbad.events.Alert(
                "a",
                AlertKind.FAULT,
                firstbad.events.Severity.LOW,
                null,
                null,
                1L,
                nul,
                minute(1),
                Map.of(nul, nul),
                List.of(new TitleCount(nul, nul, 1))))
        .put("a", line(1, nul))
        .apply();

    assertThat(PackedJson.unpacked((byte[]) one("SELECT event FROM heads")))
        .contains("a\u2400b'); DROP TABLE heads; -- \u202e")
        .contains("\"k\u2400ey\"")
        .doesNotContain("\0");
    assertThat((String) one("SELECT title FROM titles")).startsWith("a\u2400b'); DROP");
    assertThat(lines("a")).containsExactly(nul);
  }

  private List<String> lines(String id) {
    return database
        .reader()
        .withHandle(db -> KeptLog.of(db, id).orElseThrow().from(db, 1).orElseThrow().lines());
  }

  @Test
  void linesAreKeptInTheirOrderAndOnceAsTheTopologyReadsThem() {
    feed.put("a", line(1, "one")).put("a", line(2, "two")).put("a", line(1, "one")).apply();
    feed.put("a", line(2, "two"))
        .put("a", line(3, "three"))
        .put("a", line(6, "six, after a gap"))
        .put("a", line(4, "late"))
        .put("a", end(7))
        .apply();

    assertThat(lines("a")).containsExactly("one", "two", "three");
    KeptLog log = database.reader().withHandle(db -> KeptLog.of(db, "a").orElseThrow());
    assertThat(log.lastLine()).isEqualTo(6);
    assertThat(log.ended()).isTrue();
    Optional<KeptLog.Stretch> behindGap = database.reader().withHandle(db -> log.from(db, 4));
    Optional<KeptLog.Stretch> behindEnd = database.reader().withHandle(db -> log.from(db, 7));
    assertThat(behindGap).hasValue(new KeptLog.Stretch(6, List.of("six, after a gap")));
    assertThat(behindEnd).isEmpty();
  }

  @Test
  void aLastLineThatWasCutIsKeptWholeWhenItComesWhole() {
    feed.put("a", line(1, "one")).put("a", line(2, "tw"), 1, true).put("a", end(3), 1, false);
    feed.apply();
    feed.put("a", line(1, "one"), 2, false).put("a", line(2, "two"), 2, false).put("a", end(3));
    feed.apply();
    feed.put("a", line(2, "another"), 3, false).apply();

    assertThat(lines("a")).containsExactly("one", "two");
    KeptLog log = database.reader().withHandle(db -> KeptLog.of(db, "a").orElseThrow());
    assertThat(log).isEqualTo(new KeptLog("a", 2, true));
  }

  @Test
  void ofTwoLogsUnderOneIdOnlyTheFirstIsKept() {
    feed.put("a", line(1, "one"), 1, false).put("a", line(2, "two"), 1, false).apply();
    feed.put("a", line(1, "un"), 2, false).put("a", line(2, "deux"), 2, false);
    feed.put("a", line(3, "trois"), 2, false).put("a", end(4), 2, false).apply();
    feed.put("a", line(3, "three"), 1, false).put("a", line(4, "four"), 1, false);
    feed.put("a", end(5), 1, false).apply();

    assertThat(lines("a")).containsExactly("one", "two", "three", "four");
  }

  @Test
  void aLogOfManyLinesIsKeptInChunksAndReadBackWhole() {
    int count = 3500;
    for (int i = 1; i <= count; i++) {
      feed.put("a", line(i, "line " + i + " of a log that is compressed"));
      if (i % 700 == 0) {
        feed.apply();
      }
    }

    assertThat(number("SELECT count(*) FROM log_chunks")).isBetween(4L, 8L);
    KeptLog log = database.reader().withHandle(db -> KeptLog.of(db, "a").orElseThrow());
    long next = 1;
    while (next <= count) {
      long at = next;
      KeptLog.Stretch stretch = database.reader().withHandle(db -> log.from(db, at)).orElseThrow();
      for (String text : stretch.lines()) {
        assertThat(text).isEqualTo("line " + next++ + " of a log that is compressed");
      }
    }
  }

  @Test
  void linesPastRetentionGoAndTheRestStays() {
    feed.at(NOW).put("old", line(1, "one")).apply();
    feed.at(NOW + 1000).put("new", line(1, "one")).apply();

    feed.forget(NOW + 500);

    assertThat(one("SELECT id FROM log_chunks")).isEqualTo("new");
    assertThat(number("SELECT count(*) FROM logs")).isEqualTo(2);
  }

  @Test
  void changesOlderThanAnHourAreForgotten() {
    feed.at(NOW).put("a", head("a", 1, Outcome.RUNNING).build()).apply();
    feed.at(NOW + 3_000_000).put("a", head("a", 2, Outcome.RUNNING).build()).apply();
    feed.at(NOW + 3_700_000).forget(0);

    assertThat(number("SELECT count(*) FROM changes")).isEqualTo(1);
  }

  @Test
  void aViewIsOpenedAgainWhereItEnded() {
    feed.put("a", head("a", 1, Outcome.RUNNING).build()).apply();
    database.close();

    database = Database.open(url);
    new Feed(database, NOW).put("a", head("a", 2, Outcome.FAILED).build()).apply();

    assertThat(one("SELECT outcome FROM bisections")).isEqualTo("FAILED");
    assertThat(number("SELECT max(next_offset) FROM offsets")).isEqualTo(2);
  }

  @Test
  void aViewOfOtherTopicsIsRefusedWithASentence() {
    View view = new View(database);

    assertThatThrownBy(() -> view.requireOrigin("other.", "cluster"))
        .isInstanceOf(ViewException.class)
        .hasMessage(
            "The view was not made from the topic prefix other. but from test.; name another view,"
                + " or delete this one: it is made again from Kafka.");
    assertThatThrownBy(() -> view.requireOrigin("test.", "elsewhere"))
        .isInstanceOf(ViewException.class)
        .hasMessageContaining("not made from the Kafka cluster elsewhere but from cluster");
  }

  @Test
  void aViewOfANewerFirstbadIsRefusedWithASentence() {
    database
        .writer()
        .useHandle(
            db ->
                db.execute(
                    "INSERT INTO schema_versions (installed_rank, version, description, type,"
                        + " script, checksum, installed_by, execution_time, success)"
                        + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, "
                        + (url.contains("postgresql") ? "true" : "1")
                        + ")"));

    assertThatThrownBy(() -> Database.open(url))
        .isInstanceOf(ViewException.class)
        .hasMessage(
            "The view was made by a newer firstbad (its schema has version 99); run that one, or"
                + " delete the view: it is made again from Kafka.");
  }

  @Test
  void theReportsHaveTheNamesAndColumnsThatAreDocumented() throws Exception {
    reported();

    Map<String, String> rows = new TreeMap<>();
    for (String[] documented : documentedReports()) {
      rows.put(
          documented[0],
          database
              .reader()
              .withHandle(
                  db ->
                      db.createQuery("SELECT * FROM %s ORDER BY 1, 2".formatted(documented[0]))
                          .mapToMap()
                          .map(row -> row.keySet() + " " + row.values())
                          .list())
              .stream()
              .map(row -> withoutColumns(row, documented))
              .collect(Collectors.joining("\n")));
    }
    long day = Math.floorDiv(minute(2).toEpochMilli(), 86_400_000L) * 86_400_000L;
    assertThat(rows)
        .containsOnlyKeys(
            "report_bisections",
            "report_crash_types",
            "report_culprits",
            "report_revisions",
            "report_time_at_stake")
        .containsEntry(
            "report_bisections",
            "[a, CAUSE, RUNNING, %s, ci-a, r, main, %d, %d, null, 4, NONE, 1]"
                .formatted(OWN, minute(0).toEpochMilli(), minute(4).toEpochMilli()))
        .containsEntry(
            "report_culprits",
            "[a, %s, frob: the commit that is named, LOW, 0.7, %s, ci-a, r, main, %d, OPEN]"
                .formatted(hash(7), OWN, minute(9).toEpochMilli()))
        .containsEntry(
            "report_revisions",
            "[a, 1, %1$s, frob: change number 1, BAD, 1, null, null, null]\n".formatted(hash(1))
                + "[a, 2, %s, frob: change number 2, BAD, 1, LOW, 0.2, 0.25]\n".formatted(hash(2))
                + "[b, 1, %s, frob: change number 1, BAD, 1, null, null, null]".formatted(hash(1)))
        .containsEntry(
            "report_crash_types",
            "[%1$s, %3$d, KASAN-USE-AFTER-FREE-READ, 8, 1]\n[%1$s, %3$d, WARNING, 8, 1]\n[%2$s, %3$d, WARNING, 8, 1]"
                .formatted(hash(1), hash(2), day))
        .containsEntry(
            "report_time_at_stake",
            "[a, ci-a, r, main, %s, 1, %d, 660000]".formatted(OWN, minute(4).toEpochMilli()));
  }

  /** Two bisections, of which one derailed. */
  private void reported() {
    feed.put("a/1", revision("a", 1, Verdict.BAD, OWN).build())
        .put("a/2", revision("a", 2, Verdict.BAD, FOREIGN).build())
        .put("b/1", revision("b", 1, Verdict.BAD, FOREIGN).build())
        .put(
            "a",
            head("a", 4, Outcome.RUNNING)
                .setLabels(Map.of("manager", "ci-a", "kernel.repo", "r", "kernel.branch", "main"))
                .setRevisions(new VerdictCounts(4, 1, 3, 0))
                .setAtStakeMs(660_000L)
                .build())
        .put("a", assessment("a", 2, Level.LOW, 0.2).setDerailed(Sample.blame("a")).build())
        .put("a", culprit("a", hash(7), Level.LOW, 9).build())
        .apply();
  }

  @Test
  void eachPanelOfReportsHasRows() throws Exception {
    reported();
    JsonNode dashboard =
        new ObjectMapper().readTree(Path.of("../deploy/grafana/reports.json").toFile());
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      queries.add(panel.at("/targets/0/rawSql").asText());
    }
    for (String line : Files.readString(Path.of("../docs/sql.md")).split("```sql\n", -1)) {
      String query = line.split("```", 2)[0];
      if (query.contains("FROM report_")) {
        queries.add(query.replace(";", ""));
      }
    }

    assertThat(queries).hasSize(dashboard.path("panels").size() + 2);
    for (String query : queries) {
      // Grafana puts the chosen time there, in milliseconds.
      String asked = query.replace("$__from", "0").replace("$__to", "4102444800000");
      List<Map<String, Object>> rows =
          database.reader().withHandle(db -> db.createQuery(asked).mapToMap().list());
      assertThat(rows).as(query).isNotEmpty();
    }
  }

  /** Name and columns of each report, as the page for SQL has them. */
  private static List<String[]> documentedReports() throws IOException {
    return Files.readAllLines(Path.of("../docs/sql.md")).stream()
        .filter(line -> line.startsWith("| `report_"))
        .map(line -> line.replaceAll("[`|]", "").strip().split(", | {2,}", -1))
        .toList();
  }

  private static String withoutColumns(String row, String[] documented) {
    String columns =
        "[" + String.join(", ", List.of(documented).subList(1, documented.length)) + "] ";
    assertThat(row).startsWith(columns);
    return row.substring(columns.length());
  }

  @Test
  void countsOfACommitFollowTheNewestRecord() {
    feed.put(hash(1), counts(hash(1), 8)).put(hash(1), counts(hash(1), 5)).apply();

    assertThat(number("SELECT crashed FROM crash_counts")).isEqualTo(5);
  }
}
