package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.embedded.EmbeddedKafka;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Topics and schemas on a broker and a registry that are empty, half done, or have others. */
@Tag("slow")
class ContractSetupTest {
  private static final short ONE_REPLICA = 1;

  private static EmbeddedKafka kafka;
  private static Admin admin;
  private static Registry registry;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.started();
    admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    registry = Registry.of(Map.of("schema.registry.url", kafka.registryUrl()));
  }

  @AfterAll
  static void stop() {
    registry.close();
    admin.close();
    kafka.close();
  }

  @Test
  void on_an_empty_cluster_all_topics_are_created_as_the_table_says() {
    Topics topics = new Topics("empty.");
    TopicSetup setup = new TopicSetup(admin, topics);
    assertThat(setup.differences(OptionalInt.of(3)))
        .hasSameSizeAs(Topic.values())
        .allSatisfy(sentence -> assertThat(sentence).contains("does not exist"));

    assertThat(setup.createMissing(3, ONE_REPLICA))
        .containsExactlyInAnyOrder(
            Arrays.stream(Topic.values()).map(topics::name).toArray(String[]::new));

    assertThat(setup.differences(OptionalInt.of(3))).isEmpty();
    assertThat(setup.differences(OptionalInt.empty())).isEmpty();
    assertThat(setup.createMissing(3, ONE_REPLICA)).isEmpty();
  }

  @Test
  void a_topic_that_is_not_as_it_must_be_is_left_alone_and_told() throws Exception {
    Topics topics = new Topics("other.");
    NewTopic lines =
        new NewTopic(topics.name(Topic.LOG_LINES), Optional.of(2), Optional.empty())
            .configs(Map.of("cleanup.policy", "compact", "max.message.bytes", "2000000"));
    NewTopic alerts =
        new NewTopic(topics.name(Topic.ALERTS), Optional.of(4), Optional.empty())
            .configs(Map.of("max.message.bytes", "1000"));
    admin.createTopics(List.of(lines, alerts)).all().get();
    TopicSetup setup = new TopicSetup(admin, topics);

    assertThat(setup.createMissing(3, (short) -1))
        .hasSize(Topic.values().length - 2)
        .doesNotContain(topics.name(Topic.LOG_LINES));

    assertThat(setup.differences(OptionalInt.of(3)))
        .containsExactlyInAnyOrder(
            "The topic other.log-lines has 2 partitions where 3 are expected; the number is fixed"
                + " when a topic is created, so keep it, or use another prefix.",
            "The topic other.log-lines has cleanup.policy=compact where delete is expected; change"
                + " it with: firstbad topics --alter",
            "The topic other.log-lines has message.timestamp.type=CreateTime where LogAppendTime is"
                + " expected; change it with: firstbad topics --alter",
            "The topic other.alerts has 4 partitions where 1 are expected; the number is fixed when"
                + " a topic is created, so keep it, or use another prefix.",
            "The topic other.alerts has max.message.bytes=1000 where 1048588 is expected; change it"
                + " with: firstbad topics --alter",
            "The topic other.alerts has message.timestamp.after.max.ms=3600000 where "
                + Long.MAX_VALUE
                + " is expected; change it with: firstbad topics --alter");

    assertThat(setup.alter()).hasSize(4);
    assertThat(setup.differences(OptionalInt.of(3)))
        .allSatisfy(sentence -> assertThat(sentence).contains("partitions"));
  }

  @Test
  void what_would_lose_records_is_told_and_mended() throws Exception {
    Topics topics = new Topics("losing.");
    TopicSetup setup = new TopicSetup(admin, topics);
    setup.createMissing(1, ONE_REPLICA);
    alter(topics.name(Topic.LOG_LINES), "retention.ms", "60000");
    alter(topics.name(Topic.DEAD_LETTERS), "retention.bytes", "1000000");
    alter(topics.name(Topic.CULPRITS), "min.insync.replicas", "2");
    alter(topics.name(Topic.ALERTS), "message.timestamp.after.max.ms", "3600000");
    alter(topics.name(Topic.ALERTS), "message.timestamp.before.max.ms", "3600000");

    assertThat(setup.wrongSettings())
        .containsExactlyInAnyOrder(
            "The topic losing.log-lines has retention.ms=60000 where at least 86400000 is expected;"
                + " change it with: firstbad topics --alter",
            "The topic losing.dead-letters has retention.bytes=1000000 where -1 is expected; change"
                + " it with: firstbad topics --alter",
            "The topic losing.alerts has message.timestamp.after.max.ms=3600000 where "
                + Long.MAX_VALUE
                + " is expected; change it with: firstbad topics --alter",
            "The topic losing.alerts has message.timestamp.before.max.ms=3600000 where "
                + Long.MAX_VALUE
                + " is expected; change it with: firstbad topics --alter",
            "The topic losing.culprits has min.insync.replicas=2 where at most 1, the number of"
                + " replicas, is expected; change it with: firstbad topics --alter");
    assertThat(setup.alter()).hasSize(5);
    assertThat(setup.differences(OptionalInt.of(1))).isEmpty();
  }

  @Test
  void a_codec_that_not_every_client_has_is_told_and_mended_but_stops_nothing() throws Exception {
    Topics topics = new Topics("packed.");
    TopicSetup setup = new TopicSetup(admin, topics);
    setup.createMissing(1, ONE_REPLICA);
    alter(topics.name(Topic.ALERTS), "compression.type", "zstd");
    alter(topics.name(Topic.SUSPECTS), "compression.type", "uncompressed");
    alter(topics.name(Topic.LOG_LINES), "compression.type", "lz4"); // its publishers' own affair

    assertThat(setup.wrongSettings()).isEmpty();
    assertThat(setup.differences(OptionalInt.of(1)))
        .containsExactly(
            "The topic packed.alerts has compression.type=zstd where producer or gzip or"
                + " uncompressed is expected; change it with: firstbad topics --alter");
    assertThat(setup.alter()).containsExactly("packed.alerts compression.type=producer, was zstd");
    assertThat(setup.differences(OptionalInt.of(1))).isEmpty();
  }

  @Test
  void three_replicas_of_which_one_may_acknowledge_alone_are_told() {
    Config one = new Config(List.of(new ConfigEntry("min.insync.replicas", "1")));

    assertThat(TopicRules.broken(Topic.CULPRITS, one, 3))
        .contains(new TopicRules.Broken("min.insync.replicas", "1", "2", "2"));
    assertThat(TopicRules.broken(Topic.CULPRITS, one, 2))
        .noneMatch(broken -> broken.setting().equals("min.insync.replicas"));
  }

  private static void alter(String topic, String setting, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp op = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(op))).all().get();
  }

  @Test
  void a_cluster_that_refuses_says_so_in_a_sentence() {
    assertThatThrownBy(
            () -> new TopicSetup(admin, new Topics("refused.")).createMissing(3, (short) 5))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("The Kafka cluster did not create the topic refused.");
  }

  @Test
  void schemas_are_registered_once_and_held_to_their_level() throws Exception {
    Topics topics = new Topics("empty.");
    SchemaSetup setup = new SchemaSetup(registry, topics);
    assertThat(setup.differences())
        .hasSameSizeAs(subjects(topics))
        .allSatisfy(sentence -> assertThat(sentence).contains("register it with: firstbad topics"));

    assertThat(setup.registerMissing())
        .containsExactlyElementsOf(subjects(topics))
        .contains("empty.log-lines-value");

    assertThat(setup.differences()).isEmpty();
    assertThat(setup.registerMissing()).isEmpty();
    assertThat(registry.client().getCompatibility("empty.culprits-value"))
        .isEqualTo("FULL_TRANSITIVE");
  }

  @Test
  void a_level_that_was_changed_is_told_and_set_again() throws Exception {
    Topics topics = new Topics("loose.");
    SchemaSetup setup = new SchemaSetup(registry, topics);
    setup.registerMissing();
    registry.client().updateCompatibility("loose.alerts-value", "NONE");

    assertThat(setup.differences())
        .containsExactly(
            "The schema registry does not hold loose.alerts-value to the compatibility level"
                + " FULL_TRANSITIVE; set it with: firstbad topics");

    assertThat(setup.registerMissing()).containsExactly("loose.alerts-value");
    assertThat(setup.differences()).isEmpty();
  }

  @Test
  void a_schema_that_contradicts_an_earlier_one_is_refused_in_a_sentence() throws Exception {
    String text = Topic.ALERTS.value().orElseThrow().toString();
    registry
        .client()
        .register(
            "taken.alerts-value", new AvroSchema(text.replace("\"line_number\"", "\"line\"")));
    SchemaSetup setup = new SchemaSetup(registry, new Topics("taken."));
    assertThatThrownBy(setup::registerMissing)
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("did not register the schema of taken.alerts-value")
        .hasMessageContaining("contradicts an earlier version");
  }

  private static List<String> subjects(Topics topics) {
    return Arrays.stream(Topic.values())
        .filter(topic -> topic.value().isPresent())
        .map(topics::subject)
        .toList();
  }
}
