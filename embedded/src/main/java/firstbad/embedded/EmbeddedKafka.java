package firstbad.embedded;

import java.nio.file.Path;
import java.util.Map;

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
  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;

  private EmbeddedKafka(EmbeddedBroker broker, EmbeddedRegistry registry) {
    this.broker = broker;
    this.registry = registry;
  }

  /** On loopback and any free ports, with data that go when it is closed. */
  public static EmbeddedKafka started() {
    return started(BrokerSettings.temporary(), RegistrySettings.temporary());
  }

  /** On loopback and any free ports, with data that stay in the folder. */
  public static EmbeddedKafka started(Path folder) {
    return started(
        BrokerSettings.in(folder.resolve("broker")),
        RegistrySettings.in(folder.resolve("registry")));
  }

  /**
   * As told.
   *
   * @throws NotStarted when a port or a folder is taken or unusable
   */
  public static EmbeddedKafka started(BrokerSettings brokers, RegistrySettings registries) {
    EmbeddedKafka kafka =
        new EmbeddedKafka(new EmbeddedBroker(brokers), new EmbeddedRegistry(registries));
    boolean started = false;
    try {
      kafka.registry.start();
      kafka.broker.start();
      started = true;
      return kafka;
    } finally {
      if (!started) {
        kafka.close();
      }
    }
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
    }
  }
}
