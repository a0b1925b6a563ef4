package firstbad.app.setup;

import firstbad.schemas.Principal;
import firstbad.schemas.Right;
import firstbad.schemas.Rights;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** Topics and users with their rights as Strimzi, the operator for Kubernetes, reads them. */
final class RightsYaml {
  private static final String HEAD =
      """
      ---
      apiVersion: kafka.strimzi.io/v1
      kind: %s
      metadata:
        name: %s
        labels:
          strimzi.io/cluster: %s
      spec:
      """;

  private final Topics topics;
  private final String cluster;
  private final PrintWriter out;

  RightsYaml(Topics topics, String cluster, PrintWriter out) {
    this.topics = topics;
    this.cluster = cluster;
    this.out = out;
  }

  /** The topics, with so many partitions where their number is the operator's. */
  void topics(int partitions) {
    for (Topic topic : Topic.values()) {
      String name = topics.name(topic);
      out.print(HEAD.formatted("KafkaTopic", name.replace('_', '-'), cluster));
      out.printf("  topicName: %s%n", name);
      out.printf(
          "  partitions: %d%n  config:%n", topic.width() == Topic.Width.ONE ? 1 : partitions);
      topic.configs().forEach((setting, value) -> out.printf("    %s: \"%s\"%n", setting, value));
    }
  }

  /** The user of a principal, with a password that Strimzi makes. */
  void user(Principal principal) {
    out.print(HEAD.formatted("KafkaUser", "firstbad-" + principal.title(), cluster));
    out.print(
        """
          authentication:
            type: scram-sha-512
          authorization:
            type: simple
            acls:
        """);
    Map<List<Object>, Set<String>> resources = new LinkedHashMap<>();
    for (Right right : Rights.under(topics).of(principal)) {
      resources
          .computeIfAbsent(
              List.of(type(right.type()), right.name(), right.pattern()),
              unseen -> new LinkedHashSet<>())
          .add(right.spelled());
    }
    resources.forEach(
        (resource, operations) ->
            out.printf(
                "      - resource: {type: %s, name: %s, patternType: %s}%n        operations: %s%n",
                resource.get(0),
                resource.get(1),
                resource.get(2) == PatternType.PREFIXED ? "prefix" : "literal",
                operations));
  }

  private static String type(ResourceType type) {
    return switch (type) {
      case TOPIC -> "topic";
      case GROUP -> "group";
      case TRANSACTIONAL_ID -> "transactionalId";
      default -> throw new IllegalStateException("Strimzi has no rights on a " + type);
    };
  }
}
