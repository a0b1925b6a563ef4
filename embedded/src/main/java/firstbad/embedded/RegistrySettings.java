package firstbad.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a registry listens and keeps its schemas.
 *
 * @param folder of its data, made when it is missing; empty for a temporary one that goes with the
 *     registry
 * @param host address or name it binds to
 * @param port it binds to; 0 for any free one, which it then keeps over restarts
 */
public record RegistrySettings(Optional<Path> folder, String host, int port) {

  /** Loopback, any free port, data that goes with the registry. */
  public static RegistrySettings temporary() {
    return new RegistrySettings(Optional.empty(), ListeningPort.LOOPBACK, 0);
  }

  /** Loopback, any free port, data that stays. */
  public static RegistrySettings in(Path folder) {
    return temporary().withFolder(folder);
  }

  public RegistrySettings withFolder(Path newFolder) {
    return new RegistrySettings(Optional.of(newFolder), host, port);
  }

  public RegistrySettings withHost(String newHost) {
    return new RegistrySettings(folder, newHost, port);
  }

  public RegistrySettings withPort(int newPort) {
    return new RegistrySettings(folder, host, newPort);
  }
}
