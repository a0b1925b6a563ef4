package firstbad.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A started broker and a started registry on loopback and any free ports:
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.started()) {
 *   properties.putAll(kafka.clientProperties());
 * }
 * }</pre>
 */
public final class EmbeddedKafka implements AutoCloseable {
  private final Folder folder;
  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;

  private EmbeddedKafka(Folder folder, EmbeddedBroker broker, EmbeddedRegistry registry) {
    this.folder = folder;
    this.broker = broker;
    this.registry = registry;
  }

  /** On loopback and any free ports, with data that go when it is closed. */
  public static EmbeddedKafka started() {
    return started(Optional.empty(), BrokerSettings.temporary(), RegistrySettings.temporary());
  }

  /** On loopback and any free ports, with data that stay in the folder. */
  public static EmbeddedKafka started(Path folder) {
    return started(Optional.of(folder), BrokerSettings.temporary(), RegistrySettings.temporary());
  }

  /**
   * As told.
   *
   * @param given folder for the data of both, whatever the settings say; empty for a temporary one
   * @throws NotStarted when a port or the folder is taken or unusable
   */
  public static EmbeddedKafka started(
      Optional<Path> given, BrokerSettings brokers, RegistrySettings registries) {
    Folder folder = Folder.of("The broker", given);
    EmbeddedRegistry registry =
        new EmbeddedRegistry(registries.withFolder(folder.path().resolve("registry")));
    EmbeddedBroker broker = new EmbeddedBroker(brokers.withFolder(folder.path().resolve("broker")));
    EmbeddedKafka kafka = new EmbeddedKafka(folder, broker, registry);
    try {
      registry.start();
      broker.start();
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
    return kafka;
  }

  /** Where the data are; others may keep theirs beside them, and they go with it. */
  public Path folder() {
    return folder.path();
  }

  /** {@code host:port} for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The URL for {@code schema.registry.url}. */
  public String registryUrl() {
    return registry.url();
  }

  /** The broker, to be stopped and started in between. */
  public EmbeddedBroker broker() {
    return broker;
  }

  /** The registry, to be stopped and started in between. */
  public EmbeddedRegistry registry() {
    return registry;
  }

  /** What every client needs: {@code bootstrap.servers} and {@code schema.registry.url}. */
  public Map<String, Object> clientProperties() {
    return Map.of("bootstrap.servers", bootstrapServers(), "schema.registry.url", registryUrl());
  }

  @Override
  public void close() {
    try {
      broker.close();
    } finally {
      registry.close();
      folder.discard();
    }
  }
}
