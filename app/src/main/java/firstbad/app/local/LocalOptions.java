package firstbad.app.local;

import firstbad.app.cli.ListeningOption;
import firstbad.app.serve.GuardOptions;
import firstbad.app.serve.PageOptions;
import firstbad.embedded.BrokerSettings;
import firstbad.embedded.RegistrySettings;
import firstbad.schemas.Topics;
import firstbad.server.ServerSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the parts of a local stack listen. */
final class LocalOptions {
  static final int KAFKA_PORT = 9092;
  static final int REGISTRY_PORT = 8081;

  @Mixin private ListeningOption listening = new ListeningOption();

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Port of the broker; 0 for any free one; default: " + KAFKA_PORT + ".")
  private @Nullable Integer kafkaPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      description =
          "Port of the schema registry; 0 for any free one; default: " + REGISTRY_PORT + ".")
  private @Nullable Integer registryPort;

  @Mixin private GuardOptions guard = new GuardOptions();
  @Mixin private PageOptions page = new PageOptions();

  BrokerSettings broker(Path folder, int usualPort) {
    return BrokerSettings.in(folder.resolve("broker"))
        .withHost(listening.host())
        .withPort(kafkaPort == null ? usualPort : kafkaPort);
  }

  RegistrySettings registry(Path folder, int usualPort) {
    return RegistrySettings.in(folder.resolve("registry"))
        .withHost(listening.host())
        .withPort(registryPort == null ? usualPort : registryPort);
  }

  /** The server, except for where Kafka is, which is known when it runs. */
  ServerSettings server(Path folder, int usualPort, Topics topics) {
    return page.linked(
        guard.guarded(
            ServerSettings.in(folder, topics, Map.of())
                .listening(listening.host(), listening.port(usualPort))));
  }
}
