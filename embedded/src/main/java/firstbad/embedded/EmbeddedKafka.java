package firstbad.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * A started broker, and soon a registry, on loopback and any free ports:
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.started()) {
 *   properties.putAll(kafka.clientProperties());
 * }
 * }</pre>
 */
public final class EmbeddedKafka implements AutoCloseable {
  private final EmbeddedBroker broker;

  private EmbeddedKafka(EmbeddedBroker broker) {
    this.broker = broker;
  }

  /** With data that go when it is closed. */
  public static EmbeddedKafka started() {
    return new EmbeddedKafka(EmbeddedBroker.started());
  }

  /** With data that stay in the folder. */
  public static EmbeddedKafka started(Path folder) {
    return new EmbeddedKafka(EmbeddedBroker.started(BrokerSettings.in(folder.resolve("broker"))));
  }

  /** {@code host:port} for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The broker, to be stopped and started in between. */
  public EmbeddedBroker broker() {
    return broker;
  }

  /** What every client needs: {@code bootstrap.servers}. */
  public Map<String, Object> clientProperties() {
    return Map.of("bootstrap.servers", bootstrapServers());
  }

  @Override
  public void close() {
    broker.close();
  }
}
