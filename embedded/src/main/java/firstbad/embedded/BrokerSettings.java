package firstbad.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a broker listens and keeps its data.
 *
 * @param folder of its data, made when it is missing; empty for a temporary one that goes with the
 *     broker
 * @param host address or name it binds to
 * @param port it binds to; 0 for any free one, which it then keeps over restarts
 * @param advertised the name that clients are told to connect to; empty for the host, or for this
 *     machine's name when the host is a wildcard
 * @param overrides settings of Kafka that win over the ones chosen here
 */
public record BrokerSettings(
    Optional<Path> folder,
    String host,
    int port,
    Optional<String> advertised,
    Map<String, String> overrides) {

  public BrokerSettings {
    overrides = Map.copyOf(overrides);
  }

  /** Loopback, any free port, data that goes with the broker. */
  public static BrokerSettings temporary() {
    return new BrokerSettings(
        Optional.empty(), ListeningPort.LOOPBACK, 0, Optional.empty(), Map.of());
  }

  /** Loopback, any free port, data that stays. */
  public static BrokerSettings in(Path folder) {
    return temporary().withFolder(folder);
  }

  public BrokerSettings withFolder(Path newFolder) {
    return new BrokerSettings(Optional.of(newFolder), host, port, advertised, overrides);
  }

  public BrokerSettings withHost(String newHost) {
    return new BrokerSettings(folder, newHost, port, advertised, overrides);
  }

  public BrokerSettings withPort(int newPort) {
    return new BrokerSettings(folder, host, newPort, advertised, overrides);
  }

  public BrokerSettings withAdvertised(String newAdvertised) {
    return new BrokerSettings(folder, host, port, Optional.of(newAdvertised), overrides);
  }

  /** Adds a setting of Kafka's own, as in its documentation of broker configurations. */
  public BrokerSettings with(String key, String value) {
    Map<String, String> more = new TreeMap<>(overrides);
    more.put(key, value);
    return new BrokerSettings(folder, host, port, advertised, more);
  }
}
