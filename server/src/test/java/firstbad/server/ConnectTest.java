package firstbad.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.bisection.Logs;
import firstbad.embedded.EmbeddedKafka;
import firstbad.events.CulpritFound;
import firstbad.events.GitFacts;
import firstbad.events.Undelivered;
import firstbad.events.UndeliveredState;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.publisher.Destination;
import firstbad.publisher.LogPublisher;
import firstbad.schemas.TestTopics;
import firstbad.schemas.Topic;
import firstbad.server.view.Postgres;
import firstbad.topology.BisectionTopology;
import firstbad.topology.TopologySettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sinks of connect-jdbc.json as they stand there, in a worker of Kafka Connect, into a real
 * PostgreSQL.
 */
@Tag("slow")
@Tag("long")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ConnectTest {
  private static final Path SINKS = Path.of("../schemas/flink/connect-jdbc.json");
  private static final Instant WRITTEN = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final String HASH = "7".repeat(40);

  private final EmbeddedKafka kafka = EmbeddedKafka.started();
  private final TestTopics topics = new TestTopics(kafka.clientProperties(), 2);

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // before each
  private Postgres postgres;

  @BeforeEach
  void start() throws Exception {
    postgres = Postgres.started();
  }

  @AfterEach
  void stop() throws Exception {
    topics.close();
    kafka.close();
    postgres.close();
  }

  @Test
  void a_table_for_each_topic_follows_the_newest_versions_of_its_keys() throws Exception {
    String database = postgres.newDatabase();
    fillTopics();
    Map<String, Long> expected = new TreeMap<>();
    try (ConnectWorker worker = ConnectWorker.started(kafka, folder);
        Connection connection = DriverManager.getConnection(database)) {
      for (JsonNode sink : new ObjectMapper().readTree(Files.readString(SINKS))) {
        JsonNode config = sink.get("config");
        boolean compacted = config.get("primary.key.mode").asText().equals("record_key");
        String topic = config.get("topics").asText();
        expected.put(config.get("collection.name.format").asText(), rows(topic, compacted));
        worker.add(
            sink.toString()
                .replace(
                    config.get("connection.url").asText(),
                    database.substring(0, database.indexOf('?')))
                .replace("http://localhost:8081", kafka.registryUrl()));
      }
      assertThat(expected).hasSize(11).doesNotContainValue(0L);

      await(worker, () -> counted(connection, expected.keySet()).equals(expected));
      holdsTheCulprit(connection);

      topics.begin(new ProducerRecord<>("firstbad.culprits", bytes("one"), null));
      topics.flush();
      await(
          worker,
          () -> text(connection, "SELECT string_agg(record_key, ' ') FROM culprits").equals("two"));
    }
  }

  /** What the topology makes of two logs, and one record each of what others write. */
  private void fillTopics() throws Exception {
    TopologySettings settings =
        new TopologySettings(
            new TopologySettings.Connection(
                kafka.bootstrapServers(), kafka.registryUrl(), new HashMap<>()),
            topics.names(),
            "firstbad.topology",
            folder.resolve("topology"),
            TopologySettings.Rules.shipped());
    try (BisectionTopology topology = new BisectionTopology(settings);
        LogPublisher publisher =
            LogPublisher.open(Destination.of(kafka.bootstrapServers(), kafka.registryUrl()))) {
      topology.start();
      publisher.publish("one", Map.of("manager", "ci"), Logs.hidrawRelease());
      publisher.publish("two", Map.of(), Logs.hidrawRelease());
      while (rows("firstbad.suspects", true) == 0
          || rows("firstbad.crash-counts", true) == 0
          || rows("firstbad.culprits", true) < 2
          || rows("firstbad.track-record", true) == 0) {
        assertThat(topology.health().alive()).as("%s", topology.health()).isTrue();
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    topics.send(
        Topic.VERIFICATIONS,
        "one/PERSON",
        Verification.newBuilder()
            .setId("one")
            .setState(VerificationState.REFUTED)
            .setSource(VerificationSource.PERSON)
            .setMadeAt(WRITTEN)
            .build());
    topics.send(
        Topic.GIT_FACTS,
        HASH,
        GitFacts.newBuilder().setCommit(HASH).setTitle("a commit").setReadAt(WRITTEN).build());
    topics.send(
        Topic.UNDELIVERED,
        "mail/culprits/one",
        Undelivered.newBuilder()
            .setReceiver("mail")
            .setKey("culprits/one")
            .setTopic("culprits")
            .setBisectionId("one")
            .setState(UndeliveredState.FAILED)
            .setReason("The command ended with code 1.")
            .setAttempts(3)
            .setFirstTriedAt(WRITTEN)
            .setWrittenAt(WRITTEN)
            .setEvent("{}")
            .build());
  }

  /** How many rows become of what is committed: one for each key, or for each record. */
  private long rows(String topic, boolean compacted) {
    Set<String> keys = new HashSet<>();
    topics.read(
        topic,
        record ->
            keys.add(
                compacted
                    ? new String(record.key(), StandardCharsets.UTF_8)
                    : record.partition() + "/" + record.offset()));
    return keys.size();
  }

  private void holdsTheCulprit(Connection connection) throws SQLException {
    CulpritFound culprit =
        topics.committed(Topic.CULPRITS, CulpritFound.class).stream()
            .filter(each -> each.getId().equals("one"))
            .findFirst()
            .orElseThrow();
    try (ResultSet row =
        connection
            .createStatement()
            .executeQuery(
                "SELECT *, extract(epoch FROM found_at) * 1000 AS found_ms"
                    + " FROM culprits WHERE record_key = 'one'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString("commit")).isEqualTo(culprit.getCommit());
      assertThat(row.getString("assessment_level"))
          .isEqualTo(culprit.getAssessment().getLevel().name());
      assertThat(row.getObject("assessment_probability"))
          .isEqualTo(culprit.getAssessment().getProbability());
      assertThat(row.getLong("found_ms")).isEqualTo(culprit.getFoundAt().toEpochMilli());
    }
    assertThat(text(connection, "SELECT state FROM verifications")).isEqualTo("REFUTED");
    assertThat(text(connection, "SELECT reason FROM undelivered"))
        .isEqualTo("The command ended with code 1.");
  }

  /** Rows of the tables that are there. */
  private static Map<String, Long> counted(Connection connection, Set<String> tables)
      throws SQLException {
    Map<String, Long> counted = new TreeMap<>();
    for (String table : tables) {
      if (!text(connection, "SELECT to_regclass('" + table + "')").isEmpty()) {
        counted.put(table, Long.valueOf(text(connection, "SELECT COUNT(*) FROM " + table)));
      }
    }
    return counted;
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (ResultSet row = connection.createStatement().executeQuery(query)) {
      String text = row.next() ? row.getString(1) : null;
      return text == null ? "" : text;
    }
  }

  private static void await(ConnectWorker worker, Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      worker.requireAllWell();
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
