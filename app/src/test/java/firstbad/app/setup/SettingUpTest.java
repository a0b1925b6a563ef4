package firstbad.app.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import firstbad.app.Call;
import firstbad.app.cli.KafkaOptions;
import firstbad.embedded.EmbeddedKafka;
import firstbad.embedded.EmbeddedRegistry;
import firstbad.embedded.RegistrySettings;
import firstbad.schemas.Principal;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.topology.assemble.AssembleBisections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code firstbad topics} and {@code firstbad doctor} on a real broker and registry. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class SettingUpTest {
  private final EmbeddedKafka kafka = EmbeddedKafka.started();

  @AfterAll
  void close() {
    kafka.close();
  }

  @Test
  void theFirstCallCreatesEverythingAndTheSecondFindsItAsItMustBe() {
    Call first = call("topics", "--prefix", "new.");
    Call second = call("topics", "--prefix", "new.");
    Call check = call("topics", "--prefix", "new.", "--check");

    assertThat(first.errors()).isEmpty();
    assertThat(first.code()).isZero();
    for (Topic topic : Topic.values()) {
      assertThat(first.out()).contains("created     new." + topic.suffix() + "\n");
    }
    assertThat(first.out()).contains("registered  new.culprits-value\n");
    assertThat(second.code()).isZero();
    assertThat(second.out())
        .isEqualTo(
            Topic.values().length + " topics and their schemas are as firstbad needs them.\n");
    assertThat(check.out()).isEqualTo(second.out());
  }

  @Test
  void aCheckChangesNothingAndNamesWhatIsMissing() throws Exception {
    Call check = call("topics", "--prefix", "unmade.", "--check");

    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out()).isEmpty();
    assertThat(check.errors().lines())
        .allMatch(line -> line.startsWith("firstbad: ") && line.matches(".*[^.]\\."))
        .anyMatch(line -> line.contains("unmade.culprits does not exist"))
        .anyMatch(line -> line.contains("unmade.culprits-value"));
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      assertThat(admin.listTopics().names().get(5, TimeUnit.MINUTES))
          .noneMatch(name -> name.startsWith("unmade."));
    }
  }

  @Test
  void aTopicWithAnotherNumberOfPartitionsIsNamedAndLeftAlone() throws Exception {
    String lines = new Topics("narrow.").name(Topic.LOG_LINES);
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(lines, 2, (short) 1)
                      .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
          .all()
          .get(5, TimeUnit.MINUTES);

      Call call = call("topics", "--prefix", "narrow.", "--partitions", "3");

      assertThat(call.code()).isEqualTo(1);
      assertThat(call.err()).contains(lines + " has 2 partitions where 3 are expected");
      assertThat(
              admin
                  .describeTopics(List.of(lines))
                  .allTopicNames()
                  .thenApply(found -> found.values().iterator().next().partitions().size())
                  .get(5, TimeUnit.MINUTES))
          .isEqualTo(2);
    }
  }

  @Test
  void theDoctorPrintsTheCommandsThatGrantRights() {
    Call all = Call.firstbad("doctor", "--acls", "-b", "kafka:9092");
    Call one = Call.firstbad("doctor", "--acls", "publisher", "-b", "kafka:9092");

    assertThat(one.out())
        .isEqualTo(
            "# publisher sends the lines of logs: 'firstbad publish', and programs of yours\n"
                + "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal"
                + " User:publisher --operation Write --topic firstbad.log-lines\n");
    assertThat(all.out()).contains(one.out(), "# operator ", "--group firstbad.topology");
    assertThat(Call.firstbad("doctor", "--acls", "cook").err())
        .isEqualTo(
            "firstbad: There is no principal 'cook'; there are publisher, topology, server, reader,"
                + " deliver, operator.\n");
  }

  @Test
  void theDoctorPrintsTopicsAndUsersForStrimzi() throws Exception {
    YAMLMapper yaml = new YAMLMapper();
    List<JsonNode> made =
        yaml.readerFor(JsonNode.class)
            .<JsonNode>readValues(Call.firstbad("doctor", "--strimzi", "my-cluster").out())
            .readAll();

    assertThat(made).hasSize(Topic.values().length + Principal.values().length);
    JsonNode user = made.get(made.size() - 2);
    assertThat(user.at("/metadata/name").asText()).isEqualTo("firstbad-deliver");
    assertThat(user.at("/metadata/labels/strimzi.io~1cluster").asText()).isEqualTo("my-cluster");
    List<String> written = new ArrayList<>();
    for (JsonNode right : user.at("/spec/authorization/acls")) {
      if (right.path("operations").toString().contains("Write")) {
        written.add(right.at("/resource/name").asText());
      }
    }
    assertThat(written).contains("firstbad.deliveries").doesNotContain("firstbad.log-lines");
    assertThat(made.get(0).at("/spec/config/message.timestamp.type").asText())
        .isEqualTo("LogAppendTime");
  }

  @Test
  void theDoctorIsContentOnceEverythingIsSetUp() {
    Call topics = call("topics", "--prefix", "well.");
    assertThat(topics.code()).as(topics.err()).isZero();

    Call call = call("doctor", "--prefix", "well.");

    assertThat(call.out().lines())
        .as(call.out())
        .allMatch(line -> line.startsWith("+ "))
        .anyMatch(line -> line.matches("\\+ java +\\d\\d.*processors"))
        .anyMatch(line -> line.matches("\\+ brokers +one at 127.0.0.1:\\d+, cluster .*"))
        .anyMatch(line -> line.matches("\\+ kafka +set to 4\\.3-IV\\d, transaction.version 2"))
        .anyMatch(line -> line.contains("log-lines 4, ") && line.endsWith("(prefix well.)"))
        .anyMatch(line -> line.startsWith("+ rights"))
        .anyMatch(line -> line.startsWith("+ registry   firstbad's own at http://127.0.0.1:"))
        .anyMatch(line -> line.startsWith("+ schemas"));
    assertThat(call.errors()).isEmpty();
    assertThat(call.code()).isZero();
  }

  @Test
  void theDoctorNamesEachMissingTopicAndSchemaAndWhatToDo() {
    Call call = call("doctor", "--prefix", "ill.");

    assertThat(call.code()).isEqualTo(1);
    assertThat(call.out().lines())
        .as(call.out())
        .anyMatch(
            l ->
                l.matches(
                    "x topics +The topic ill.culprits does not exist; .*topics --prefix ill\\. .*"))
        .anyMatch(l -> l.matches("x schemas +The schema registry does not have .*ill.culprits.*"));
  }

  @Test
  void theDoctorTellsWhatItCanWhenNothingAnswers(@TempDir Path folder) throws IOException {
    Call call =
        Call.firstbad(
            "doctor", "-b", "127.0.0.1:1", "-r", "http://127.0.0.1:1", "-c", impatient(folder));

    assertThat(call.code()).isEqualTo(1);
    assertThat(call.out().lines())
        .as(call.out())
        .anyMatch(l -> l.startsWith("x brokers    No Kafka broker answers at 127.0.0.1:1; start"))
        .anyMatch(l -> l.startsWith("? topics "))
        .anyMatch(
            l -> l.matches("x registry +no schema registry answers at http://127.0.0.1:1 .*"));
  }

  @Test
  void theDoctorKnowsAnAddressThatIsNoRegistry() {
    Call call =
        Call.firstbad(
            "doctor", "-b", kafka.bootstrapServers(), "-r", kafka.registryUrl() + "/elsewhere");

    assertThat(call.out()).contains("is not a schema registry with Confluent's interface");
  }

  @Test
  void topicsSaysInOneSentenceThatNoBrokerAnswers(@TempDir Path folder) throws IOException {
    Call call = Call.firstbad("topics", "-b", "127.0.0.1:1", "-c", impatient(folder));

    assertThat(call.code()).isEqualTo(1);
    assertThat(call.errors())
        .isEqualTo(
            "firstbad: No Kafka broker answers at 127.0.0.1:1; start one there ('firstbad up'"
                + " does), or name another with --bootstrap-servers.\n");
  }

  @Test
  void topicsWaitsForWhatStartsTogetherWithIt() throws Exception {
    int port = unused();
    CompletableFuture<Call> call =
        CompletableFuture.supplyAsync(
            () ->
                Call.firstbad(
                    "topics",
                    "--wait=10m",
                    "--prefix=early.",
                    "--bootstrap-servers=" + kafka.bootstrapServers(),
                    "--registry=http://127.0.0.1:" + port));
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      while (!admin.listTopics().names().get(5, TimeUnit.MINUTES).contains("early.culprits")) {
        assertThat(call).isNotDone();
        Thread.sleep(50);
      }
    }
    try (EmbeddedRegistry late =
        EmbeddedRegistry.started(RegistrySettings.temporary().withPort(port))) {
      Call ended = call.get(10, TimeUnit.MINUTES);

      assertThat(late.url()).contains(":" + port);
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.out()).contains("registered  early.culprits-value\n");
      assertThat(ended.errors().lines()).allMatch(line -> line.endsWith(". Trying again ..."));
    }
  }

  private static int unused() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String impatient(Path folder) throws IOException {
    return Files.writeString(
            folder.resolve("client.properties"),
            "default.api.timeout.ms=2000\nrequest.timeout.ms=1000\n")
        .toString();
  }

  @Test
  void stateUnderAnyApplicationIdIsExaminedAndMended() throws Exception {
    assertThat(call("topics", "--prefix=state.").code()).isZero();
    String kept = "own-" + AssembleBisections.OPEN_BISECTIONS + "-changelog";
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      admin.createTopics(List.of(new NewTopic(kept, 4, (short) 1))).all().get(5, TimeUnit.MINUTES);
    }
    assertThat(call("topics", "--check", "--prefix=state.").code()).isZero();

    String[] own = {"--prefix=state.", "--application-id=own"};
    Call ill = call("doctor", own);
    assertThat(ill.code()).isEqualTo(1);
    String command = "firstbad topics --alter --application-id own";
    assertThat(ill.out())
        .contains(kept + " has cleanup.policy=delete where compact is expected; ")
        .contains("change it with: " + command);
    assertThat(call("topics", "--check", "--prefix=state.", "--application-id=own").err())
        .contains(kept + " has cleanup.policy=delete");
    assertThat(call("topics", "--alter", "--prefix=state.", "--application-id", "own").out())
        .contains("changed     " + kept + " cleanup.policy=compact, was delete");
    assertThat(call("doctor", own).out()).doesNotContain(kept);
  }

  @Test
  void aClockThatDiffersFromTheBrokersIsSaid() {
    KafkaOptions options =
        CommandLine.populateCommand(new KafkaOptions(), "-b", kafka.bootstrapServers());
    InstantSource now = InstantSource.system();
    try (KafkaAdmin cluster = KafkaAdmin.reached(options)) {
      BrokerExamination examination = new BrokerExamination(cluster, options.topics(), null);

      assertThat(examination.clock(now).sentence()).contains("agree");
      assertThat(examination.clock(InstantSource.offset(now, Duration.ofHours(1))).sentence())
          .containsPattern("3[56][0-9]{2} s ahead of that of the brokers");
      assertThat(examination.clock(InstantSource.offset(now, Duration.ofHours(-1))).sentence())
          .containsPattern("3[56][0-9]{2} s behind that of the brokers");
    }
  }

  private Call call(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(command, "-b", kafka.bootstrapServers(), "-r", kafka.registryUrl()));
    arguments.addAll(List.of(more));
    return Call.firstbad(arguments.toArray(String[]::new));
  }
}
