package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import firstbad.schemas.ContractSetup;
import firstbad.schemas.Principal;
import firstbad.schemas.Right;
import firstbad.schemas.Rights;
import firstbad.schemas.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * The rights of a topology: from none on it asks for one after the other, and of those of the table
 * it does without none.
 */
@Tag("slow")
@Tag("long")
class RightsTest {
  private static final Pattern OPERATION = Pattern.compile("--operation (\\w+)");
  private static final Pattern RESOURCE =
      Pattern.compile(
          "--(topic|group|transactional-id) (\\S+)( --resource-pattern-type prefixed)?");
  private static final int ROUNDS = 20;
  private static final Warnings WARNINGS = new Warnings();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static GuardedBroker broker;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  /** What is logged, for those who read it. */
  private static final class Warnings extends AppenderBase<ILoggingEvent> {
    final Queue<String> said = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      said.add(event.getFormattedMessage());
    }
  }

  @BeforeAll
  static void start() {
    broker = new GuardedBroker();
    WARNINGS.start();
    ((Logger) LoggerFactory.getLogger("firstbad")).addAppender(WARNINGS);
  }

  @AfterAll
  static void stop() {
    ((Logger) LoggerFactory.getLogger("firstbad")).detachAppender(WARNINGS);
    broker.close();
  }

  @AfterEach
  void leaveNoRight() throws Exception {
    broker.revokeAll();
  }

  private static List<Right> table(Topics topics) {
    return Rights.under(topics).of(Principal.TOPOLOGY);
  }

  @Test
  void each_missing_right_is_named_with_the_command_that_grants_it() throws Exception {
    Topics topics = new Topics("from-none.");
    ContractSetup.createMissing(broker.asAdmin(), topics, 1, (short) 1);
    List<String> named = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    for (Optional<String> sentence = refusal(topics);
        sentence.isPresent();
        sentence = refusal(topics)) {
      assertThat(named).as("%s", sentence).hasSizeLessThan(ROUNDS);
      assertThat(sentences).doesNotContain(sentence.get());
      sentences.add(sentence.get());
      named.add(grant(sentence.get()));
    }
    assertThat(named).contains("topic", "group", "transactional-id");
  }

  @Test
  void with_the_rights_of_the_table_it_does_all_its_work() throws Exception {
    assertThat(complaint(new Topics("with-all."), table(new Topics("with-all.")))).isEmpty();
  }

  static Stream<Right> rights() {
    return table(Topics.ofDefaultPrefix()).stream();
  }

  @ParameterizedTest
  @MethodSource("rights")
  void without_one_of_them_it_names_that_one(Right usual) throws Exception {
    int number = table(Topics.ofDefaultPrefix()).indexOf(usual);
    Topics topics = new Topics("without-" + number + ".");
    List<Right> others = new ArrayList<>(table(topics));
    Right missing = others.remove(number);

    assertThat(complaint(topics, others))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .as("without %s", missing)
                    .contains(
                        "lack a right",
                        "Grant it with: kafka-acls.sh --bootstrap-server "
                            + broker.kafka.bootstrapServers(),
                        "--operation " + missing.spelled(),
                        "--%s %s".formatted(option(missing.type()), missing.name())));
  }

  private static String option(ResourceType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a topology with these rights says of one that it lacks; empty where it did its work. */
  private Optional<String> complaint(Topics topics, List<Right> rights) throws Exception {
    WARNINGS.said.clear();
    broker.grant(rights.stream().map(right -> right.binding(GuardedBroker.USER)).toList());
    try (AllFindings work = new AllFindings(broker, topics);
        BisectionTopology topology = new BisectionTopology(settings(topics))) {
      topology.start();
      LiveTopology.await(
          "all findings, or a right that is missed",
          () -> !topology.health().alive() || warning().isPresent() || work.done());
      return topology.health().alive()
          ? warning()
          : Optional.of(String.valueOf(topology.health().sentence()));
    } catch (WrongConfiguration e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> warning() {
    return WARNINGS.said.stream().filter(each -> each.contains("lack a right")).findFirst();
  }

  /** Why it does not run; empty when it does. */
  private Optional<String> refusal(Topics topics) throws InterruptedException {
    try (BisectionTopology topology = new BisectionTopology(settings(topics))) {
      topology.start();
      LiveTopology.await(
          "a start or a refusal",
          () -> topology.health().state() == Health.State.RUNNING || !topology.health().alive());
      return Optional.ofNullable(topology.health().sentence());
    } catch (WrongConfiguration e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private TopologySettings settings(Topics topics) {
    Map<String, Object> properties = new HashMap<>(broker.asUser());
    properties.put("repartition.purge.interval.ms", 1000);
    return new TopologySettings(
        new TopologySettings.Connection(
            broker.kafka.bootstrapServers(), broker.kafka.registryUrl(), properties),
        topics,
        topics.prefix() + "topology",
        folder,
        TopologySettings.Rules.shipped());
  }

  /** Does what the command of the sentence does; returns the kind of resource. */
  private static String grant(String sentence) throws Exception {
    assertThat(sentence).contains("kafka-acls.sh --bootstrap-server ", " --add --allow-principal ");
    Matcher resource = RESOURCE.matcher(sentence);
    assertThat(resource.find()).as(sentence).isTrue();
    PatternType pattern = resource.group(3) == null ? PatternType.LITERAL : PatternType.PREFIXED;
    ResourceType type = ResourceType.fromString(resource.group(1).replace('-', '_'));
    broker.grant(
        OPERATION
            .matcher(sentence)
            .results()
            .map(
                (MatchResult operation) ->
                    new AclBinding(
                        new ResourcePattern(type, resource.group(2), pattern),
                        new AccessControlEntry(
                            "User:" + GuardedBroker.USER,
                            "*",
                            AclOperation.fromString(
                                operation.group(1).replaceAll("(?<=[a-z])(?=[A-Z])", "_")),
                            AclPermissionType.ALLOW)))
            .toList());
    return resource.group(1);
  }
}
