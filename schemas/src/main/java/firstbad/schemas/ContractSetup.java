package firstbad.schemas;

import java.util.Map;

/** Topics and schemas at once, for those who need both and report neither. */
public final class ContractSetup {

  /**
   * Creates the topics and registers the schemas that are missing, and waits until all are known.
   *
   * @param client {@code bootstrap.servers}, {@code schema.registry.url} and what else they need
   * @param partitions of each topic that carries bisections or commits, 1 or more
   * @param replicas of each partition, or -1 for the cluster's default
   * @throws SetupException when the cluster does not answer or does not allow it
   * @throws RegistryException when the registry does not
   */
  public static void createMissing(
      Map<String, Object> client, Topics topics, int partitions, short replicas) {
    try (AdminSession session = AdminSession.of(client);
        Registry registry = Registry.of(client)) {
      new TopicSetup(session.admin(), topics).createMissing(partitions, replicas);
      new SchemaSetup(registry, topics).registerMissing();
    }
  }

  private ContractSetup() {}
}
