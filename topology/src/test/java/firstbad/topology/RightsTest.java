package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.BrokerSettings;
import firstbad.embedded.EmbeddedKafka;
import firstbad.embedded.RegistrySettings;
import firstbad.schemas.ContractSetup;
import firstbad.schemas.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user without any right, who is granted what each sentence says until the topology runs. */
@Tag("slow")
@Tag("long")
class RightsTest {
  private static final Pattern OPERATION = Pattern.compile("--operation (\\w+)");
  private static final Pattern RESOURCE =
      Pattern.compile(
          "--(topic|group|transactional-id) (\\S+)( --resource-pattern-type prefixed)?");
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
          + " password=\"%s\"%s;";
  private static final int ROUNDS = 20;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  @Test
  void each_missing_right_is_named_with_the_command_that_grants_it() throws Exception {
    List<String> named = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    try (EmbeddedKafka kafka = EmbeddedKafka.started(broker(), RegistrySettings.temporary());
        Admin admin = Admin.create(as("admin", kafka))) {
      Map<String, Object> client = new HashMap<>(as("admin", kafka));
      client.put("schema.registry.url", kafka.registryUrl());
      ContractSetup.createMissing(client, Topics.ofDefaultPrefix(), 1, (short) 1);
      for (Optional<String> sentence = refusal(kafka);
          sentence.isPresent();
          sentence = refusal(kafka)) {
        assertThat(named).as("%s", sentence).hasSizeLessThan(ROUNDS);
        assertThat(sentences).doesNotContain(sentence.get());
        sentences.add(sentence.get());
        named.add(grant(admin, sentence.get()));
      }
    }
    assertThat(named).contains("topic", "group", "transactional-id");
  }

  /** Why it does not run; empty when it does. */
  private Optional<String> refusal(EmbeddedKafka kafka) throws InterruptedException {
    TopologySettings settings =
        new TopologySettings(
            new TopologySettings.Connection(
                kafka.bootstrapServers(), kafka.registryUrl(), as("reader", kafka)),
            Topics.ofDefaultPrefix(),
            "firstbad.topology",
            folder,
            TopologySettings.Rules.shipped());
    try (BisectionTopology topology = new BisectionTopology(settings)) {
      topology.start();
      LiveTopology.await(
          "a start or a refusal",
          () -> topology.health().state() == Health.State.RUNNING || !topology.health().alive());
      return Optional.ofNullable(topology.health().sentence());
    } catch (WrongConfiguration e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /** Does what the command of the sentence does; returns the kind of resource. */
  private static String grant(Admin admin, String sentence) throws Exception {
    assertThat(sentence).contains("kafka-acls.sh --bootstrap-server ", " --add --allow-principal ");
    Matcher resource = RESOURCE.matcher(sentence);
    assertThat(resource.find()).as(sentence).isTrue();
    PatternType pattern = resource.group(3) == null ? PatternType.LITERAL : PatternType.PREFIXED;
    ResourceType type = ResourceType.fromString(resource.group(1).replace('-', '_'));
    List<AclBinding> granted =
        OPERATION
            .matcher(sentence)
            .results()
            .map(
                (MatchResult operation) ->
                    new AclBinding(
                        new ResourcePattern(type, resource.group(2), pattern),
                        new AccessControlEntry(
                            "User:reader",
                            "*",
                            AclOperation.fromString(
                                operation.group(1).replaceAll("(?<=[a-z])(?=[A-Z])", "_")),
                            AclPermissionType.ALLOW)))
            .toList();
    admin.createAcls(granted).all().get();
    return resource.group(1);
  }

  private static BrokerSettings broker() {
    String users = " user_admin=\"admin\" user_reader=\"reader\"";
    return BrokerSettings.temporary()
        .with("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
        .with("super.users", "User:admin;User:ANONYMOUS")
        .with("listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT")
        .with("sasl.enabled.mechanisms", "PLAIN")
        .with("sasl.mechanism.inter.broker.protocol", "PLAIN")
        .with(
            "listener.name.clients.plain.sasl.jaas.config",
            LOGIN.formatted("admin", "admin", users));
  }

  private static Map<String, Object> as(String user, EmbeddedKafka kafka) {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("security.protocol", "SASL_PLAINTEXT");
    properties.put("sasl.mechanism", "PLAIN");
    properties.put("sasl.jaas.config", LOGIN.formatted(user, user, ""));
    return properties;
  }
}
