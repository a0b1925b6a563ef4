package firstbad.schemas;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** Rights as a call of the command that every distribution of Kafka has. */
final class AclCommand {
  private AclCommand() {}

  /**
   * One call.
   *
   * @param rights each operation of them on each resource of them, all of one type and one pattern
   */
  static String of(String bootstrapServers, String user, List<Right> rights) {
    Right first = rights.get(0);
    Stream<String> operations = rights.stream().map(right -> "--operation " + right.spelled());
    Stream<String> resources = rights.stream().map(right -> option(right.type()) + right.name());
    return "kafka-acls.sh --bootstrap-server %s --add --allow-principal User:%s %s %s%s"
        .formatted(
            bootstrapServers,
            user,
            operations.distinct().collect(joining(" ")),
            resources.distinct().collect(joining(" ")),
            first.pattern() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "");
  }

  private static String option(ResourceType type) {
    return "--" + type.name().toLowerCase(Locale.ROOT).replace('_', '-') + " ";
  }
}
