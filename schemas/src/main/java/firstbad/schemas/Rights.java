package firstbad.schemas;

import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Which rights each principal needs under one prefix, and no more. Reading and writing a topic are
 * in {@link Principal}; what Kafka asks for besides is here.
 */
public final class Rights {
  private static final int MAX_DEPTH = 20;

  private final Topics topics;
  private final String application;

  /**
   * @param application id of the topology
   */
  public Rights(Topics topics, String application) {
    this.topics = topics;
    this.application = application;
  }

  /** Those of a topology with the usual application id. */
  public static Rights under(Topics topics) {
    return new Rights(topics, topics.prefix() + "topology");
  }

  /** The command that lets a publisher write to a topic of lines. */
  public static String toPublish(String topic, String bootstrapServers) {
    return AclCommand.of(bootstrapServers, "NAME", List.of(Right.on(TOPIC, topic, WRITE)));
  }

  /** What the groups begin with in which a reader remembers how far it has read. */
  public String readerGroups() {
    return topics.prefix() + "reader-";
  }

  /** What a principal needs. */
  public List<Right> of(Principal principal) {
    List<Right> rights = new ArrayList<>();
    if (principal == Principal.OPERATOR) {
      all(rights, TOPIC, ALTER_CONFIGS, CREATE, READ, WRITE);
      all(rights, GROUP, READ);
      all(rights, TRANSACTIONAL_ID, WRITE);
      return rights;
    }
    principal.reads().forEach(topic -> rights.add(Right.on(TOPIC, topics.name(topic), READ)));
    principal.writes().forEach(topic -> rights.add(Right.on(TOPIC, topics.name(topic), WRITE)));
    switch (principal) {
      case TOPOLOGY -> {
        // Before it starts, it looks whether all topics are there, and as they must be.
        rights.add(Right.onAll(TOPIC, topics.prefix(), DESCRIBE));
        rights.add(Right.onAll(TOPIC, topics.prefix(), DESCRIBE_CONFIGS));
        // Its state: changelogs, and topics between its parts, of which it deletes what is read.
        for (AclOperation operation : List.of(CREATE, DELETE, READ, WRITE)) {
          rights.add(Right.onAll(TOPIC, application + "-", operation));
        }
        rights.add(Right.on(GROUP, application, READ));
        rights.add(Right.onAll(TRANSACTIONAL_ID, application + "-", WRITE));
      }
      case SERVER -> rights.add(Right.on(GROUP, application, DESCRIBE)); // how far it has judged
      case READER -> rights.add(Right.onAll(GROUP, readerGroups(), READ));
      case DELIVER -> {
        rights.add(Right.on(GROUP, topics.prefix() + "deliver", READ));
        rights.add(Right.onAll(TRANSACTIONAL_ID, topics.prefix() + "deliver-", WRITE));
      }
      default -> {}
    }
    return rights;
  }

  private void all(List<Right> rights, ResourceType type, AclOperation... operations) {
    for (AclOperation operation : operations) {
      rights.add(Right.onAll(type, topics.prefix(), operation));
    }
  }

  /** The commands that grant a principal what it needs, as few as there can be. */
  public List<String> commands(Principal principal, String bootstrapServers, String user) {
    Map<List<Object>, List<Right>> resources = new LinkedHashMap<>();
    for (Right right : of(principal)) {
      resources
          .computeIfAbsent(
              List.of(right.type(), right.pattern(), right.name()), unseen -> new ArrayList<>())
          .add(right);
    }
    Map<List<Object>, List<Right>> calls = new LinkedHashMap<>();
    for (List<Right> ofOne : resources.values()) {
      List<Object> same =
          List.of(
              ofOne.get(0).type(),
              ofOne.get(0).pattern(),
              ofOne.stream().map(Right::operation).toList());
      calls.computeIfAbsent(same, unseen -> new ArrayList<>()).addAll(ofOne);
    }
    return calls.values().stream()
        .map(call -> AclCommand.of(bootstrapServers, user, call))
        .toList();
  }

  /**
   * The sentence for a refusal, with the command that grants what was missing.
   *
   * @param refusal what Kafka's client threw
   * @return empty where it was no missing right
   */
  public Optional<String> missing(Throwable refusal, Principal principal, String bootstrapServers) {
    return missing(refusal, of(principal), principal, bootstrapServers);
  }

  /** The same for who only reads: a right to write is not what was missing. */
  public Optional<String> missingToRead(Throwable refusal, String bootstrapServers) {
    List<Right> reading =
        of(Principal.READER).stream().filter(right -> right.operation() == READ).toList();
    return missing(refusal, reading, Principal.READER, bootstrapServers);
  }

  private static Optional<String> missing(
      Throwable refusal, List<Right> rights, Principal principal, String bootstrapServers) {
    return refused(refusal, rights)
        .map(
            found ->
                "These credentials lack a right (%s). %s"
                    .formatted(
                        said(found.by()), advice(found.lacking(), principal, bootstrapServers)));
  }

  /**
   * What to do after a refusal whose words have been said already.
   *
   * @param refusal what Kafka's client threw
   * @return empty where it was no missing right
   */
  public Optional<String> grant(Throwable refusal, Principal principal, String bootstrapServers) {
    return refused(refusal, of(principal))
        .map(
            found ->
                "These credentials lack a right. "
                    + advice(found.lacking(), principal, bootstrapServers));
  }

  private record Refused(Throwable by, Collection<Right> lacking) {}

  private static Optional<Refused> refused(Throwable refusal, List<Right> rights) {
    Throwable at = refusal;
    for (int depth = 0; at != null && depth < MAX_DEPTH; depth++) {
      Collection<Right> lacking = lacking(at, rights);
      if (!lacking.isEmpty()) {
        return Optional.of(new Refused(at, lacking));
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static String advice(
      Collection<Right> lacking, Principal principal, String bootstrapServers) {
    Set<String> names = new TreeSet<>();
    lacking.forEach(right -> names.add(right.name()));
    return names.size() == 1
        ? "Grant it with: " + AclCommand.of(bootstrapServers, "NAME", List.copyOf(lacking))
        : "'firstbad doctor --acls %s' prints the commands that grant what it needs."
            .formatted(principal.title());
  }

  private static Collection<Right> lacking(Throwable refusal, List<Right> rights) {
    if (refusal instanceof TopicAuthorizationException topic) {
      Set<String> names = topic.unauthorizedTopics();
      return names.isEmpty()
          ? unnamed(said(refusal), rights)
          : names.stream().flatMap(name -> on(TOPIC, name, rights).stream()).toList();
    }
    if (refusal instanceof GroupAuthorizationException group) {
      // An administrator's client does not say which.
      return group.groupId() == null
          ? rights.stream().filter(right -> right.type() == GROUP).toList()
          : on(GROUP, group.groupId(), rights);
    }
    if (refusal instanceof ClusterAuthorizationException) {
      // A producer that may write to no topic is refused its number, and hears of the cluster.
      return rights.stream()
          .filter(right -> right.type() == TOPIC && right.operation() == WRITE)
          .toList();
    }
    if (refusal instanceof TransactionalIdAuthorizationException) {
      return rights.stream().filter(right -> right.type() == TRANSACTIONAL_ID).toList();
    }
    return List.of();
  }

  /**
   * Of topics that the refusal does not name: those to look at all of them, or to make the ones of
   * the state. A broker says of the latter only this.
   */
  private static List<Right> unnamed(String said, List<Right> rights) {
    AclOperation refused = said.startsWith("Authorization failed") ? CREATE : DESCRIBE;
    List<Right> topics = rights.stream().filter(right -> right.type() == TOPIC).toList();
    return topics.stream()
        .filter(right -> right.operation() == refused)
        .findFirst()
        .map(one -> topics.stream().filter(right -> right.name().equals(one.name())).toList())
        .orElse(topics);
  }

  /** Those that are literally on it; else those of the longest prefix; else to read it. */
  private static List<Right> on(ResourceType type, String name, List<Right> rights) {
    List<Right> covering = rights.stream().filter(right -> right.covers(type, name)).toList();
    int longest = covering.stream().mapToInt(right -> right.name().length()).max().orElse(0);
    return covering.isEmpty()
        ? List.of(Right.on(type, name, READ))
        : covering.stream().filter(right -> right.name().length() == longest).toList();
  }

  private static String said(Throwable refusal) {
    String said = String.valueOf(refusal.getMessage());
    return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
  }
}
