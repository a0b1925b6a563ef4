package firstbad.server;

import firstbad.schemas.Topics;
import java.time.Duration;
import java.util.Map;

/**
 * How a server runs.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param view JDBC URL of the view: {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql:...}
 * @param keepLines how long raw lines stay in the view, by the time at which Kafka took them
 * @param topics names of the topics
 * @param clientProperties what every Kafka and registry client is configured with, {@code
 *     bootstrap.servers} and {@code schema.registry.url} among it
 */
public record ServerSettings(
    String host,
    int port,
    String view,
    Duration keepLines,
    Topics topics,
    Map<String, Object> clientProperties) {

  /** The port unless another is asked for. */
  public static final int DEFAULT_PORT = 8080;

  /** How long raw lines are kept unless told otherwise: as long as Kafka keeps them. */
  public static final Duration DEFAULT_KEEP_LINES = Duration.ofDays(30);

  public ServerSettings {
    clientProperties = Map.copyOf(clientProperties);
  }
}
