package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.app.deliver.DeliveryService;
import firstbad.embedded.BrokerSettings;
import firstbad.embedded.EmbeddedKafka;
import firstbad.embedded.RegistrySettings;
import firstbad.schemas.Principal;
import firstbad.schemas.Right;
import firstbad.schemas.Rights;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.server.Server;
import firstbad.server.ServerNotStarted;
import firstbad.server.ServerSettings;
import firstbad.topology.BisectionTopology;
import firstbad.topology.Health;
import firstbad.topology.TopologySettings;
import firstbad.topology.WrongConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each principal under a user of its own, who has the rights of the table and nothing else, on a
 * broker with an authorizer; broker and registry want a certificate of everybody. Long, since the
 * work of all of them stands beside the sentences with which each breaks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class PrincipalsContract {
  private static final Topics TOPICS = Topics.ofDefaultPrefix();
  private static final Rights RIGHTS = Rights.under(TOPICS);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String LOGIN =
      "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\"%s;";

  @TempDir private static Path folder = Path.of("");

  /** By what a broker knows who somebody is. */
  enum Login {
    SCRAM("SASL_SSL"),
    CERTIFICATE("SSL");

    private final String protocol;

    Login(String protocol) {
      this.protocol = protocol;
    }
  }

  private static final String BROKER = "broker";

  private final Login login;
  private Certificates certificates;
  private EmbeddedKafka kafka;
  private GuardedRegistry registry;
  private Admin admin;

  @SuppressWarnings("NullAway.Init")
  PrincipalsContract(Login login) {
    this.login = login;
  }

  @BeforeAll
  void start() throws Exception {
    List<String> names = new ArrayList<>(List.of(BROKER));
    Arrays.stream(Principal.values()).map(Principal::title).forEach(names::add);
    certificates = Certificates.in(folder, names);
    kafka = EmbeddedKafka.started(broker(), RegistrySettings.temporary());
    registry =
        new GuardedRegistry(
            kafka.registryUrl(), certificates.context(BROKER), Principal.OPERATOR.title());
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.putAll(certificates.settings(BROKER, ""));
    properties.put("security.protocol", login.protocol);
    properties.put("sasl.mechanism", "PLAIN");
    properties.put("sasl.jaas.config", LOGIN.formatted("plain.PlainLoginModule", "a", "a", ""));
    admin = Admin.create(properties);
    List<UserScramCredentialAlteration> users = new ArrayList<>();
    for (Principal principal : Principal.values()) {
      users.add(
          new UserScramCredentialUpsertion(
              principal.title(),
              new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
              "secret"));
      for (Right right : RIGHTS.of(principal)) {
        grant(principal, right);
      }
    }
    admin.alterUserScramCredentials(users).all().get();
  }

  @AfterAll
  void stop() {
    admin.close();
    registry.close();
    kafka.close();
  }

  /** Those of whom only the certificate is known have the name in it. */
  private BrokerSettings broker() {
    BrokerSettings settings =
        BrokerSettings.temporary()
            .with(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
            .with("super.users", "User:a;User:broker;User:ANONYMOUS")
            .with(
                "listener.security.protocol.map",
                "CLIENTS:" + login.protocol + ",CONTROLLER:PLAINTEXT")
            .with("ssl.client.auth", "required")
            .with("ssl.principal.mapping.rules", "RULE:^CN=([^,]*).*$/$1/,DEFAULT")
            .with("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512")
            .with("sasl.mechanism.inter.broker.protocol", "PLAIN")
            .with(
                "listener.name.clients.plain.sasl.jaas.config",
                LOGIN.formatted("plain.PlainLoginModule", "a", "a", " user_a=\"a\""))
            .with(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    for (Map.Entry<String, String> each : certificates.settings(BROKER, "").entrySet()) {
      settings = settings.with(each.getKey(), each.getValue());
    }
    return settings;
  }

  private void grant(Principal principal, Right right) throws Exception {
    admin.createAcls(List.of(right.binding(principal.title()))).all().get();
  }

  private void revoke(Principal principal, Right right) throws Exception {
    admin.deleteAcls(List.of(right.binding(principal.title()).toFilter())).all().get();
  }

  @Test
  @Order(1)
  void with_the_rights_of_the_table_the_whole_pipeline_runs() throws Exception {
    Call topics = call(Principal.OPERATOR, "topics");
    assertThat(topics.code()).as(topics.err()).isZero();
    Path plan = plan();
    ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
    try (BisectionTopology topology = new BisectionTopology(topologySettings("whole"));
        DeliveryService deliver =
            DeliveryService.started(as(Principal.DELIVER), TOPICS, plan, complaints::add);
        Server server = Server.started(serverSettings("whole"))) {
      topology.start();
      await("deliver", () -> deliver.trouble().isEmpty());
      assertThat(publish("by-publisher").code()).isZero();
      HttpResponse<String> uploaded = upload(server, "by-server");
      assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(200);
      await(
          "both culprits in the view: " + topology.health(),
          () ->
              get(server, "/api/v1/culprits").contains("by-publisher")
                  && get(server, "/api/v1/culprits").contains("by-server"));
      await("both deliveries", () -> Files.exists(folder.resolve("delivered-by-server")));
      readInAGroup();
      Call read = call(Principal.READER, "culprits");
      assertThat(read.out()).as(read.err()).contains("by-publisher", "by-server");
      for (String[] question :
          List.of(
              new String[] {"show", "by-server"},
              new String[] {"alerts"},
              new String[] {"suspects"},
              new String[] {"crashes", "38970eac41db"})) {
        Call answer = call(Principal.READER, question);
        assertThat(answer.code()).as(answer.err()).isZero();
      }
      assertThat(topology.health().state()).isEqualTo(Health.State.RUNNING);
      Call verify = call(Principal.OPERATOR, "verify", "by-server", "--refuted");
      assertThat(verify.code()).as(verify.err()).isZero();
      for (String[] look :
          List.of(
              new String[] {"doctor"},
              new String[] {"topics", "--check"},
              new String[] {"dead-letters", "list"},
              new String[] {"undelivered", "list"})) {
        Call answer = call(Principal.OPERATOR, look);
        assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
      }
      assertThat(call(Principal.OPERATOR, "doctor").out()).contains("read, write and create.");
      Call forget = call(Principal.OPERATOR, "forget", "by-publisher");
      assertThat(forget.err()).doesNotContain("lack a right");
    }
    assertThat(complaints).noneMatch(each -> each.contains("right"));
    assertThat(registry.seen())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Principal.values()).map(Principal::title).toList());
  }

  private void readInAGroup() throws Exception {
    Map<String, Object> properties = as(Principal.READER);
    properties.put("group.id", RIGHTS.readerGroups() + "mail");
    properties.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<String, byte[]> reader =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
      reader.subscribe(List.of("firstbad.culprits"));
      await("a culprit in a group", () -> !reader.poll(Duration.ofSeconds(1)).isEmpty());
      reader.commitSync();
    }
  }

  @Test
  @Order(2)
  void without_one_a_role_breaks_with_the_command_that_grants_it() throws Exception {
    breaks(Principal.PUBLISHER, right(Principal.PUBLISHER, "firstbad.log-lines"), this::publishing);
    breaks(Principal.READER, right(Principal.READER, "firstbad.culprits"), this::reading);
    breaks(Principal.READER, right(Principal.READER, "firstbad.reader-"), this::reading);
    breaks(Principal.SERVER, right(Principal.SERVER, "firstbad.alerts"), this::serving);
    breaks(Principal.DELIVER, right(Principal.DELIVER, "firstbad.deliver"), this::delivering);
    breaks(Principal.DELIVER, right(Principal.DELIVER, "firstbad.deliver-"), this::delivering);
    breaks(Principal.TOPOLOGY, right(Principal.TOPOLOGY, "firstbad.topology"), this::judging);
    for (Right right : RIGHTS.of(Principal.OPERATOR)) {
      if (right.type() == ResourceType.TOPIC && right.operation() == AclOperation.WRITE) {
        breaks(
            Principal.OPERATOR,
            right,
            () -> call(Principal.OPERATOR, "verify", "by-server", "--refuted").err());
      }
    }
  }

  @Test
  @Order(3)
  void no_topic_that_server_or_deliver_reads_can_be_left_out() throws Exception {
    for (Right right : RIGHTS.of(Principal.SERVER)) {
      if (right.operation() == AclOperation.READ) {
        breaks(Principal.SERVER, right, this::serving);
      }
    }
    for (Right right : RIGHTS.of(Principal.DELIVER)) {
      // What git says only explains: mails go without it.
      if (right.operation() == AclOperation.READ && !right.name().equals("firstbad.git-facts")) {
        breaks(Principal.DELIVER, right, this::delivering);
      }
    }
  }

  @Test
  @Order(4)
  @Tag("long")
  void the_commands_that_are_rarely_called_log_in_like_the_others() throws Exception {
    RarerCommands rarer = new RarerCommands(folder, this::call);
    rarer.imports(sample());
    rarer.bisects();
    rarer.evaluates();
    rarer.resendsUndelivered();
    rarer.resendsDeadLetters(as(Principal.TOPOLOGY));
    rarer.replays();
  }

  @Test
  @Order(5)
  @Tag("long")
  void neither_can_any_other_right_be_left_out() throws Exception {
    for (Right right : RIGHTS.of(Principal.READER)) {
      // For programs of yours: no command reads it.
      if (!right.name().equals("firstbad.track-record")) {
        breaks(Principal.READER, right, () -> looking(right));
      }
    }
    for (Right right : RIGHTS.of(Principal.SERVER)) {
      if (right.operation() != AclOperation.READ) {
        breaks(Principal.SERVER, right, () -> taking(right));
      }
    }
    try (BisectionTopology topology = new BisectionTopology(topologySettings("whole"))) {
      topology.start(); // without a culprit there is nothing to write
      for (Right right : RIGHTS.of(Principal.DELIVER)) {
        if (right.operation() == AclOperation.WRITE) {
          breaks(Principal.DELIVER, right, this::delivering);
        }
      }
    }
  }

  @Test
  @Order(6)
  @Tag("long")
  void no_command_of_the_operator_does_without_its_rights() throws Exception {
    SoftAssertions each = new SoftAssertions();
    try (BisectionTopology topology = new BisectionTopology(topologySettings("whole"))) {
      topology.start(); // who forgets waits for it
      assertThat(publish("kept").code()).isZero();
      RarerCommands rarer = new RarerCommands(folder, this::call);
      for (Right right : RIGHTS.of(Principal.OPERATOR)) {
        rarer.leavesDeadLetter(as(Principal.TOPOLOGY));
        rarer.leavesUndelivered();
        alterConfig("firstbad.culprits", "cleanup.policy", "delete");
        for (String command : needing(right)) {
          each.assertThatCode(
                  () ->
                      breaks(
                          Principal.OPERATOR,
                          right,
                          () -> call(Principal.OPERATOR, command.split(" ")).err()))
              .as("%s without %s", command, right)
              .doesNotThrowAnyException();
        }
      }
      each.assertThat(call(Principal.OPERATOR, "topics", "--alter").code()).isZero();
    }
    each.assertAll();
  }

  /** The operator's commands that need the right, where there is something for each to do. */
  private static List<String> needing(Right right) {
    String replay = "replay --ids kept --to-prefix firstbad." + System.nanoTime() + ".";
    return switch (right.type()) {
      case GROUP -> List.of("forget kept", replay);
      case TRANSACTIONAL_ID ->
          List.of("dead-letters resend --all", "undelivered resend --exec cat", replay);
      default ->
          switch (right.operation()) {
            case CREATE -> List.of("topics --prefix firstbad.made.", replay);
            case ALTER_CONFIGS -> List.of("topics --alter", "topics --check");
            case READ -> List.of("dead-letters list", "undelivered list", "forget kept", replay);
            default ->
                List.of(
                    "dead-letters resend --all",
                    "undelivered resend --exec cat",
                    "verify by-server --refuted",
                    "forget kept",
                    replay);
          };
    };
  }

  private void alterConfig(String topic, String name, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
  }

  /** What a principal does, and the sentence with which it stopped; empty where it did all. */
  private interface Work {
    String sentence() throws Exception;
  }

  private static Right right(Principal principal, String name) {
    return RIGHTS.of(principal).stream()
        .filter(right -> right.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void breaks(Principal principal, Right right, Work work) throws Exception {
    revoke(principal, right);
    try {
      String sentence = work.sentence();
      assertThat(sentence)
          .as("%s without %s", principal, right)
          .contains("lack a right")
          .containsAnyOf(
              "Grant it with: kafka-acls.sh --bootstrap-server "
                  + kafka.bootstrapServers()
                  + " --add --allow-principal User:NAME",
              "'firstbad doctor --acls " + principal.title() + " --bootstrap-servers ",
              "'firstbad doctor --acls " + principal.title() + "'");
      if (sentence.contains("kafka-acls.sh")) {
        assertThat(sentence).contains("--operation " + right.spelled(), right.name());
      }
    } finally {
      grant(principal, right);
    }
  }

  private String publishing() throws Exception {
    return publish("again").err();
  }

  private String reading() throws Exception {
    return call(Principal.READER, "culprits", "--group", RIGHTS.readerGroups() + Math.random())
        .err();
  }

  /** What a command says that needs the right. */
  private String looking(Right right) throws Exception {
    return switch (right.name().replace(TOPICS.prefix(), "")) {
      case "culprits", "reader-" -> reading();
      case "alerts" -> call(Principal.READER, "alerts").err();
      case "suspects" -> call(Principal.READER, "suspects").err();
      case "crash-counts" -> call(Principal.READER, "crashes", "38970eac41db").err();
      case "undelivered" ->
          call(Principal.READER, "culprits", "--exec", "false", "--exec-attempts", "1").err();
      default -> call(Principal.READER, "show", "by-server").err();
    };
  }

  /** What a server says that cannot hand on what it is given, or see how far that is judged. */
  private String taking(Right right) throws Exception {
    try (Server server = Server.started(serverSettings("taking-" + System.nanoTime()))) {
      if (right.name().endsWith(Topic.LOG_LINES.suffix())) {
        return upload(server, "refused").body();
      }
      if (right.type() == ResourceType.GROUP) {
        await("a complaint", () -> get(server, "/health/ready").contains("lack a right"));
        return get(server, "/health/ready");
      }
      await("the culprit", () -> get(server, "/api/v1/culprits").contains("by-server"));
      URI address = URI.create(server.url() + "/api/v1/bisections/by-server/verification");
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(address)
                  .POST(HttpRequest.BodyPublishers.ofString("{\"state\":\"REFUTED\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private String serving() throws Exception {
    return serving(as(Principal.SERVER));
  }

  /** What a server says that starts with these properties. */
  String serving(Map<String, Object> properties) throws Exception {
    Path view = Files.createDirectories(folder.resolve("breaks-" + System.nanoTime()));
    try (Server server = Server.started(ServerSettings.in(view, TOPICS, properties))) {
      return "It runs at " + server.url();
    } catch (ServerNotStarted e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String delivering() throws Exception {
    ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
    try (DeliveryService deliver =
        DeliveryService.started(as(Principal.DELIVER), TOPICS, plan(), complaints::add)) {
      await(
          "a complaint",
          () -> {
            if (complaints.isEmpty() && deliver.trouble().isEmpty()) {
              // Some is only needed where there is something to deliver.
              publish("new-" + System.nanoTime());
            }
            return !complaints.isEmpty();
          });
    }
    return String.join(" ", complaints);
  }

  private String judging() throws Exception {
    try (BisectionTopology topology =
        new BisectionTopology(topologySettings("breaks-" + System.nanoTime()))) {
      topology.start();
      await(
          "an end",
          () -> {
            if (topology.health().state() == Health.State.RUNNING) {
              publish("new-" + System.nanoTime());
            }
            return !topology.health().alive();
          });
      return String.valueOf(topology.health().sentence());
    } catch (WrongConfiguration e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Call publish(String id) throws Exception {
    Path log = folder.resolve("log.txt");
    Files.writeString(log, sample());
    return call(Principal.PUBLISHER, "publish", "--id", id, log.toString());
  }

  private static HttpResponse<String> upload(Server server, String id) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/bisections/" + id + "/log"))
                .PUT(HttpRequest.BodyPublishers.ofString(sample()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String get(Server server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static Path plan() throws IOException {
    return Files.writeString(
        folder.resolve("plan.yaml"),
        """
        subscriptions:
          - name: files
            events: [culprits]
            command: "cat > %s/delivered-$FIRSTBAD_ID"
          - name: given-up
            events: [culprits]
            command: "exit 1"
            retry: {first: 1s, longest: 1s, for: 1s}
        """
            .formatted(folder));
  }

  private TopologySettings topologySettings(String name) {
    return new TopologySettings(
        new TopologySettings.Connection(
            kafka.bootstrapServers(), registry.url(), as(Principal.TOPOLOGY)),
        TOPICS,
        "firstbad.topology",
        folder.resolve("topology-" + name),
        TopologySettings.Rules.shipped());
  }

  private ServerSettings serverSettings(String name) throws IOException {
    Path view = Files.createDirectories(folder.resolve("server-" + name));
    return ServerSettings.in(view, TOPICS, as(Principal.SERVER));
  }

  Map<String, Object> as(Principal principal) {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.putAll(certificates.settings(principal.title(), ""));
    properties.put("security.protocol", login.protocol);
    if (login == Login.SCRAM) {
      properties.put("sasl.mechanism", "SCRAM-SHA-512");
      properties.put(
          "sasl.jaas.config",
          LOGIN.formatted("scram.ScramLoginModule", principal.title(), "secret", ""));
    }
    properties.put("schema.registry.url", registry.url());
    properties.putAll(certificates.settings(principal.title(), "schema.registry."));
    properties.put("basic.auth.credentials.source", "USER_INFO");
    properties.put("basic.auth.user.info", principal.title() + ":secret");
    return properties;
  }

  private Call call(Principal principal, String... arguments) throws IOException {
    Path config = folder.resolve(principal.title() + ".properties");
    List<String> lines = new ArrayList<>();
    as(principal).forEach((name, value) -> lines.add(name + "=" + value));
    Files.write(config, lines, StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    int end = all.contains("--") ? all.indexOf("--") : all.size(); // a command of the test's own
    all.addAll(
        end,
        List.of("-b", kafka.bootstrapServers(), "-r", registry.url(), "-c", config.toString()));
    return Call.firstbad(all.toArray(String[]::new));
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
      Thread.sleep(200);
    }
  }

  private static String sample() throws IOException {
    try (InputStream sample =
        PrincipalsContract.class.getResourceAsStream("/firstbad/app/local/hidraw-release.txt")) {
      return new String(sample.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
