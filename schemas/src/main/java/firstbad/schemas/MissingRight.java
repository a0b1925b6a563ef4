package firstbad.schemas;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** A right that Kafka refuses to a topology, as a sentence with the command that grants it. */
public final class MissingRight {
  private static final List<String> OF_TOPICS =
      List.of("Create", "Delete", "Describe", "DescribeConfigs", "Read", "Write");
  private static final int MAX_DEPTH = 20;

  private MissingRight() {}

  /**
   * The sentence.
   *
   * @param refusal what Kafka's client threw
   * @param bootstrapServers for the command
   * @param prefix of the topics, those that keep state among them
   * @param group of the topology, which its transactional ids begin with
   * @return empty where it was no missing right that stopped it
   */
  public static Optional<String> sentence(
      Throwable refusal, String bootstrapServers, String prefix, String group) {
    Throwable at = refusal;
    for (int depth = 0; at != null && depth < MAX_DEPTH; depth++) {
      Optional<String> resource = resource(at, prefix, group);
      if (resource.isPresent()) {
        return resource.map(
            granted ->
                "These credentials lack a right (%s). Grant it with: kafka-acls.sh --bootstrap-server %s --add --allow-principal User:NAME %s"
                    .formatted(sayable(refusal), bootstrapServers, granted));
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static Optional<String> resource(Throwable refusal, String prefix, String group) {
    if (refusal instanceof TopicAuthorizationException) {
      String begin = group.startsWith(prefix) || prefix.isEmpty() ? prefix : "*";
      return Optional.of(granted(OF_TOPICS, "--topic " + begin + prefixed(begin)));
    }
    if (refusal instanceof GroupAuthorizationException) {
      return Optional.of(granted(List.of("Describe", "Read"), "--group " + group));
    }
    if (refusal instanceof TransactionalIdAuthorizationException) {
      return Optional.of(
          granted(List.of("Describe", "Write"), "--transactional-id " + group + prefixed(group)));
    }
    return Optional.empty();
  }

  private static String prefixed(String name) {
    return name.equals("*") ? "" : " --resource-pattern-type prefixed";
  }

  private static String granted(List<String> operations, String resource) {
    return operations.stream().map(each -> "--operation " + each).collect(Collectors.joining(" "))
        + " "
        + resource;
  }

  private static String sayable(Throwable refusal) {
    Throwable root = refusal;
    for (int depth = 0; root.getCause() != null && depth < MAX_DEPTH; depth++) {
      root = root.getCause();
    }
    String said = String.valueOf(root.getMessage());
    return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
  }
}
