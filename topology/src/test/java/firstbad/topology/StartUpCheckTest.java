package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.embedded.EmbeddedKafka;
import firstbad.schemas.ContractSetup;
import firstbad.schemas.TestTopics;
import firstbad.schemas.TopicRules;
import firstbad.schemas.TopicSetup;
import firstbad.schemas.Topics;
import firstbad.topology.assemble.AssembleBisections;
import firstbad.topology.event.Sinks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with broker, topics or schemas ends the start with a sentence that says so. */
@Tag("slow")
class StartUpCheckTest {
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static EmbeddedKafka kafka;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Admin admin;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  private Path folder;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.started();
    admin = Admin.create(kafka.clientProperties());
  }

  @AfterAll
  static void stop() {
    admin.close();
    kafka.close();
  }

  @Test
  void missing_topics_are_named() {
    assertRefused("missing.", "missing.log-lines", "firstbad topics");
  }

  @Test
  void a_broker_that_is_not_there_is_named() {
    TopologySettings settings =
        new TopologySettings(
            new TopologySettings.Connection(
                "127.0.0.1:1",
                kafka.registryUrl(),
                Map.of("default.api.timeout.ms", 2000, "request.timeout.ms", 1000)),
            new Topics("away."),
            "away.app",
            folder,
            TopologySettings.Rules.shipped());

    assertRefused(settings, "127.0.0.1:1");
  }

  @Test
  void lines_that_were_deleted_before_they_were_read_are_counted() throws Exception {
    setUp("deleted.");
    TopicPartition lines = new TopicPartition("deleted.log-lines", 0);
    admin
        .alterConsumerGroupOffsets("deleted.app", Map.of(lines, new OffsetAndMetadata(1)))
        .all()
        .get();
    assertThat(DeletedUnread.sentence(admin, "deleted.app", lines.topic())).isEmpty();
    assertThat(DeletedUnread.sentence(admin, "never.seen", lines.topic())).isEmpty();

    try (TestTopics written =
        new TestTopics(kafka.clientProperties(), new Topics("deleted."), 2, (short) 1)) {
      for (int line = 0; line < 5; line++) {
        written.begin(new ProducerRecord<>(lines.topic(), 0, null, new byte[] {1}));
      }
      written.flush();
    }
    admin.deleteRecords(Map.of(lines, RecordsToDelete.beforeOffset(4))).all().get();

    assertThat(DeletedUnread.sentence(admin, "deleted.app", lines.topic()))
        .get()
        .asString()
        .startsWith("3 lines of deleted.log-lines were deleted before they were read");
  }

  @Test
  void another_number_of_partitions_than_the_state_was_kept_for_is_refused() throws Exception {
    setUp("moved.");
    create(
        new NewTopic(
            "moved.app-" + AssembleBisections.OPEN_BISECTIONS + "-changelog", 3, (short) 1));

    assertRefused("moved.", "moved.log-lines has 2 partitions", "for 3", "replay --to-prefix");
  }

  @Test
  void culprits_in_another_number_of_partitions_than_the_lines_are_refused() throws Exception {
    create(new NewTopic("narrow.culprits", 1, (short) 1));
    setUp("narrow.");

    assertRefused(
        "narrow.", "narrow.culprits has 1 partitions and narrow.log-lines has 2", "--partitions 2");
  }

  @Test
  void the_clock_of_publishers_is_refused() throws Exception {
    setUp("clock.");
    ConfigResource lines = new ConfigResource(ConfigResource.Type.TOPIC, "clock.log-lines");
    ConfigEntry createTime = new ConfigEntry("message.timestamp.type", "CreateTime");
    admin
        .incrementalAlterConfigs(
            Map.of(lines, List.of(new AlterConfigOp(createTime, AlterConfigOp.OpType.SET))))
        .all()
        .get(5, TimeUnit.MINUTES);

    assertRefused("clock.", "clock.log-lines", "LogAppendTime", "firstbad topics --alter");
  }

  @Test
  void lines_that_are_compacted_away_are_refused() throws Exception {
    setUp("lossy.");
    ConfigResource lines = new ConfigResource(ConfigResource.Type.TOPIC, "lossy.log-lines");
    ConfigEntry compact = new ConfigEntry("cleanup.policy", "compact");
    admin
        .incrementalAlterConfigs(
            Map.of(lines, List.of(new AlterConfigOp(compact, AlterConfigOp.OpType.SET))))
        .all()
        .get(5, TimeUnit.MINUTES);

    assertRefused("lossy.", "lossy.log-lines has cleanup.policy=compact", "topics --alter");
  }

  @Test
  void state_in_topics_that_would_lose_it_is_refused_until_the_command_has_mended_them()
      throws Exception {
    setUp("frail.");
    String open = "frail.app-" + AssembleBisections.OPEN_BISECTIONS + "-changelog";
    String flow = "frail.app-" + Sinks.SUSPICION_FLOW + "-repartition";
    create(
        new NewTopic(open, 2, (short) 1)
            .configs(Map.of("cleanup.policy", "delete", "max.message.bytes", "1000")));
    create(
        new NewTopic(flow, 2, (short) 1)
            .configs(Map.of("retention.ms", "60000", "min.insync.replicas", "2")));
    assertRefused(
        "frail.",
        open + " has cleanup.policy=delete where compact is expected",
        open + " has max.message.bytes=1000 where 1048588 is expected",
        open + " has message.timestamp.type=CreateTime where LogAppendTime is expected",
        flow + " has retention.ms=60000 where at least 86400000 is expected",
        flow + " has min.insync.replicas=2 where at most 1",
        "change it with: firstbad topics --alter --application-id frail.app");

    KeptTopics kept = new KeptTopics(admin, new Topics("frail."), "frail.app", Map.of());
    assertThat(kept.alter()).hasSize(6).contains(open + " cleanup.policy=compact, was delete");
    assertThat(kept.problems()).isEmpty();
  }

  @Test
  void what_a_topology_makes_is_as_it_must_be() throws Exception {
    setUp("made.");
    KeptTopics kept = new KeptTopics(admin, new Topics("made."), "made.app", Map.of());
    try (BisectionTopology topology = new BisectionTopology(settings("made."))) {
      topology.start();
      LiveTopology.awaitRunning(topology);
    }
    assertThat(admin.listTopics().names().get()).containsAll(KeptTopics.names("made.app"));
    assertThat(kept.problems()).isEmpty();
  }

  @Test
  void of_three_replicas_one_alone_may_not_acknowledge_what_the_state_is_made_of() {
    setUp("copied.");
    KeptTopics kept = new KeptTopics(admin, new Topics("copied."), "copied.app", Map.of());
    assertThat(kept.needTwoInSync((short) 3)).isTrue();
    assertThat(kept.needTwoInSync((short) 2)).isFalse();
    assertThat(kept.needTwoInSync((short) -1)).as("this cluster gives one").isFalse();

    Config one = new Config(List.of(new ConfigEntry("min.insync.replicas", "1")));
    assertThat(TopicRules.brokenOfState(true, one, 3))
        .anyMatch(broken -> broken.setting().equals("min.insync.replicas"));
  }

  @Test
  void schemas_that_nobody_registered_are_named() {
    new TopicSetup(admin, new Topics("mute.")).createMissing(2, (short) 1);

    assertRefused("mute.", "mute.culprits", "firstbad topics");
  }

  @Test
  void a_setting_that_would_lose_culprits_is_refused() {
    TopologySettings settings =
        new TopologySettings(
            new TopologySettings.Connection(
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                Map.of("processing.guarantee", "at_least_once")),
            new Topics("fixed."),
            "fixed.app",
            folder,
            TopologySettings.Rules.shipped());

    assertThatThrownBy(() -> new BisectionTopology(settings))
        .isInstanceOf(WrongConfiguration.class)
        .hasMessageContainingAll("processing.guarantee", "leave it out");
  }

  /** Many a file of settings says so for other consumers. */
  @Test
  void a_consumer_that_would_begin_at_the_end_begins_at_the_beginning() {
    Properties properties =
        StreamsSettings.with(
            Map.of("auto.offset.reset", "latest", "consumer.auto.offset.reset", "latest"));
    properties.put("application.id", "any");
    properties.put("bootstrap.servers", "127.0.0.1:1");

    assertThat(new StreamsConfig(properties).getMainConsumerConfigs("any", "any", 0))
        .containsEntry("auto.offset.reset", "earliest");
  }

  private void assertRefused(String prefix, String... words) {
    assertRefused(settings(prefix), words);
  }

  private TopologySettings settings(String prefix) {
    return new TopologySettings(
        new TopologySettings.Connection(kafka.bootstrapServers(), kafka.registryUrl(), Map.of()),
        new Topics(prefix),
        prefix + "app",
        folder,
        TopologySettings.Rules.shipped());
  }

  private static void assertRefused(TopologySettings settings, String... words) {
    try (BisectionTopology topology = new BisectionTopology(settings)) {
      assertThatThrownBy(topology::start)
          .isInstanceOf(WrongConfiguration.class)
          .hasMessageContainingAll(words);
      assertThat(topology.health().state()).isEqualTo(Health.State.FAILED);
    }
  }

  private static void setUp(String prefix) {
    ContractSetup.createMissing(kafka.clientProperties(), new Topics(prefix), 2, (short) 1);
  }

  private static void create(NewTopic topic) throws Exception {
    admin.createTopics(List.of(topic)).all().get(5, TimeUnit.MINUTES);
  }
}
