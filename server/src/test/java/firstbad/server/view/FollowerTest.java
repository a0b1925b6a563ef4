package firstbad.server.view;

import static firstbad.server.view.Sample.alert;
import static firstbad.server.view.Sample.culprit;
import static firstbad.server.view.Sample.end;
import static firstbad.server.view.Sample.hash;
import static firstbad.server.view.Sample.head;
import static firstbad.server.view.Sample.line;
import static firstbad.server.view.Sample.revision;
import static firstbad.server.view.Sample.suspect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.AlertKind;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.Verdict;
import firstbad.schemas.Principal;
import firstbad.schemas.TestTopics;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The view behind a real broker. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class FollowerTest {
  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final List<String> TABLES =
      List.of(
          "heads",
          "revisions",
          "assessments",
          "culprits",
          "alerts",
          "bisections",
          "log_chunks",
          "logs",
          "titles",
          "sightings",
          "crash_hours",
          "suspects",
          "commits",
          "searched");

  private final EmbeddedKafka kafka = EmbeddedKafka.started();

  @SuppressWarnings("NullAway.Init") // before each
  private TestTopics written;

  private int installations;
  private Topics topics = Topics.ofDefaultPrefix();
  private @TempDir Path folder;

  @AfterAll
  void stop() {
    kafka.close();
  }

  @BeforeEach
  void setUp() {
    topics = new Topics("t" + ++installations + ".");
    written = new TestTopics(kafka.clientProperties(), topics, 2, (short) 1);
  }

  @AfterEach
  void close() {
    written.close();
  }

  private void send(Topic topic, String key, SpecificRecord event) {
    raw(topic, key, written.encoded(topic, event));
  }

  private void raw(Topic topic, String key, byte[] value) {
    written.begin(topic, null, key, value);
  }

  private void publish(String id) {
    for (int i = 1; i <= 20; i++) {
      send(Topic.LOG_LINES, id, line(i, "line " + i));
    }
    send(Topic.LOG_LINES, id, end(21));
    for (int i = 1; i <= 3; i++) {
      send(
          Topic.REVISIONS,
          id + "/" + i,
          revision(id, i, i == 2 ? Verdict.GOOD : Verdict.BAD, Sample.OWN).build());
    }
    for (int version = 1; version <= 4; version++) {
      send(
          Topic.BISECTIONS,
          id,
          head(id, version, version == 4 ? Outcome.CULPRIT_FOUND : Outcome.RUNNING).build());
    }
    send(Topic.CULPRITS, id, culprit(id, hash(7), Level.HIGH, 9).build());
    send(Topic.SUSPECTS, hash(7), suspect(hash(7), id));
    send(Topic.ALERTS, id, alert(id, AlertKind.DERAILED, 3, 4));
    written.flush();
  }

  /** A view and who follows for it. */
  private record Followed(Database database, Follower follower) implements AutoCloseable {
    @Override
    public void close() {
      follower.close();
      database.close();
    }
  }

  private Followed followed(String view) {
    return followed(view, new Lag(System::currentTimeMillis));
  }

  private Followed followed(String view, Lag lag) {
    Database database = Database.open(folder.resolve(view).toString());
    return new Followed(database, follow(database, lag));
  }

  private Follower follow(Database database, Lag lag) {
    return follow(database, lag, System::currentTimeMillis);
  }

  private Follower follow(Database database, Lag lag, LongSupplier clock) {
    return Follower.started(
        new View(database),
        kafka.clientProperties(),
        topics,
        Duration.ofDays(30),
        lag,
        clock,
        () -> {});
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within " + DEADLINE + ": " + what);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static long count(Database database, String from) {
    return database
        .reader()
        .withHandle(db -> db.createQuery("SELECT count(*) FROM " + from).mapTo(Long.class).one());
  }

  private static String suspects(Database database) {
    return database
        .reader()
        .withHandle(
            db ->
                db.createQuery("SELECT event FROM suspects").mapTo(byte[].class).stream()
                    .map(PackedJson::unpacked)
                    .collect(Collectors.joining("\n")));
  }

  /** Every row of the tables that do not depend on when something was projected. */
  private static Map<String, List<Map<String, Object>>> everything(Database database) {
    Map<String, List<Map<String, Object>>> all = new TreeMap<>();
    for (String table : TABLES) {
      List<Map<String, Object>> rows =
          database
              .reader()
              .withHandle(db -> db.createQuery("SELECT * FROM " + table).mapToMap().list());
      rows.forEach(
          row -> {
            row.keySet().removeAll(List.of("num", "title_num", "last_at", "at_offset"));
            row.replaceAll((column, value) -> value instanceof byte[] raw ? raw.length : value);
          });
      rows.sort((a, b) -> a.toString().compareTo(b.toString()));
      all.put(table, rows);
    }
    return all;
  }

  @Test
  void aViewThatIsDeletedIsMadeAgainAsItWas() throws Exception {
    publish("a");
    Map<String, List<Map<String, Object>>> before;
    try (Followed followed = followed("first.db")) {
      Database database = followed.database();
      await("a", () -> count(database, "culprits") == 1 && count(database, "alerts") == 1);
      publish("b");
      await("b", () -> count(database, "culprits") == 2 && count(database, "alerts") == 2);
      await("heads", () -> count(database, "heads WHERE version = 4") == 2);
      await("ends", () -> count(database, "logs WHERE ended = 1") == 2);
      await("revisions", () -> count(database, "revisions") == 6);
      await("suspects", () -> suspects(database).contains("\"b\""));
      before = everything(database);
    }
    try (Followed followed = followed("second.db")) {
      Database database = followed.database();
      await("all", () -> everything(database).equals(before));
    }
  }

  @Test
  void aFollowerThatIsStartedAgainGoesOnWhereTheDatabaseSays() throws Exception {
    String view = "restarted.db";
    for (int round = 1; round <= 3; round++) {
      int expected = round;
      publish("log" + round);
      try (Followed followed = followed(view)) {
        Database database = followed.database();
        await("round", () -> count(database, "culprits") == expected);
        await("revisions", () -> count(database, "revisions") == 3L * expected);
      }
    }
    try (Database database = Database.open(folder.resolve(view).toString())) {
      assertThat(count(database, "titles WHERE runs = 48")).isEqualTo(1);
    }
  }

  @Test
  void recordsThatCannotBeReadAreCountedAndStopNothing() throws Exception {
    raw(Topic.BISECTIONS, "bad", "no event".getBytes(StandardCharsets.UTF_8));
    raw(Topic.BISECTIONS, "worse", new byte[] {0, 0, 0, 0, 99, 1, 2, 3});
    raw(Topic.DEAD_LETTERS, "dead", "anything".getBytes(StandardCharsets.UTF_8));
    publish("a");
    try (Followed followed = followed("unreadable.db")) {
      Database database = followed.database();
      await("a", () -> count(database, "culprits") == 1);
      await(
          "counted", () -> count(database, "tallies WHERE name = 'unreadable' AND tally = 2") == 1);
      await(
          "dead", () -> count(database, "tallies WHERE name = 'dead_letters' AND tally = 1") == 1);
      assertThat(followed.follower().trouble()).isEmpty();
      await("said", () -> followed.follower().skipped() == 2);
      assertThat(count(database, "origin WHERE name LIKE 'topic %'"))
          .isEqualTo(Principal.SERVER.reads().size());
    }
  }

  @Test
  void aTopicThatIsMadeAgainMeanwhileIsNotTakenForTheOldOne() throws Exception {
    publish("a");
    AtomicLong ahead = new AtomicLong();
    LongSupplier clock = () -> System.currentTimeMillis() + ahead.get();
    try (Database database = Database.open(folder.resolve("again.db").toString());
        Follower follower = follow(database, new Lag(clock), clock);
        Admin admin = Admin.create(kafka.clientProperties())) {
      await("a", () -> count(database, "culprits") == 1);
      String alerts = topics.name(Topic.ALERTS);
      admin.deleteTopics(List.of(alerts)).all().get();
      await("gone", () -> !names(admin).contains(alerts));
      admin.createTopics(List.of(new NewTopic(alerts, 1, (short) 1))).all().get();
      await(
          "said",
          () -> {
            ahead.addAndGet(Duration.ofMinutes(1).toMillis()); // it looks once a minute
            return follower
                .trouble()
                .filter(why -> why.contains("was not made from the topic " + alerts + " as it is"))
                .isPresent();
          });
    }
  }

  private static Set<String> names(Admin admin) {
    try {
      return admin.listTopics().names().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theLagIsZeroOnceEverythingIsProjected() throws Exception {
    publish("a");
    Lag lag = new Lag(System::currentTimeMillis);
    try (Followed followed = followed("lag.db", lag)) {
      Database database = followed.database();
      await("a", () -> count(database, "culprits") == 1);
      await("caught up", () -> lag.millis() == 0);
    }
  }

  @Test
  void topicsThatAreNotThereAndBrokersThatAreNotThereAreNamed() {
    try (Database database = Database.open(folder.resolve("none.db").toString())) {
      topics = new Topics("unmade.");
      assertThatThrownBy(() -> follow(database, new Lag(System::currentTimeMillis)))
          .isInstanceOf(ViewException.class)
          .hasMessageContaining("There is no topic unmade.log-lines; 'firstbad topics' creates it");
    }
  }
}
