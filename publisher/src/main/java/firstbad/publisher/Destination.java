package firstbad.publisher;

import java.time.Duration;
import java.util.Map;

/**
 * Where lines go.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param registryUrl the schema registry, several separated by commas
 * @param prefix what the topic's name begins with, {@code firstbad.} as a rule
 * @param properties further properties of Kafka and registry clients, passed on as they are: SASL,
 *     TLS, tuning; those on which a log's completeness rests are not taken from here
 * @param connectWithin how long {@link LogPublisher#open} tries to reach broker and registry
 * @param patience how long nothing of what was sent may be acknowledged before publishing fails
 */
public record Destination(
    String bootstrapServers,
    String registryUrl,
    String prefix,
    Map<String, ?> properties,
    Duration connectWithin,
    Duration patience) {

  /** The topic prefix where none is given. */
  public static final String PREFIX = "firstbad.";

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  public Destination {
    properties = Map.copyOf(properties);
  }

  /** With the usual prefix and times: 15 seconds to connect, two minutes of patience. */
  public static Destination of(String bootstrapServers, String registryUrl) {
    return new Destination(
        bootstrapServers, registryUrl, PREFIX, Map.of(), CONNECT_WITHIN, PATIENCE);
  }

  /** The same with another prefix. */
  public Destination withPrefix(String other) {
    return new Destination(
        bootstrapServers, registryUrl, other, properties, connectWithin, patience);
  }

  /** The same with these client properties. */
  public Destination withProperties(Map<String, ?> others) {
    return new Destination(bootstrapServers, registryUrl, prefix, others, connectWithin, patience);
  }

  /** The same with other times. */
  public Destination waiting(Duration toConnect, Duration forProgress) {
    return new Destination(
        bootstrapServers, registryUrl, prefix, properties, toConnect, forProgress);
  }
}
