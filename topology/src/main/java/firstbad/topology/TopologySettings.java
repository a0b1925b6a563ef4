package firstbad.topology;

import firstbad.bisection.trust.parameters.Parameters;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.MissingRight;
import firstbad.schemas.Topics;
import firstbad.topology.assemble.SilenceLimits;
import firstbad.topology.codec.StateFormat;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a topology needs to know.
 *
 * @param bootstrapServers {@code host:port}, several with commas
 * @param registryUrl of a registry that speaks Confluent's REST interface
 * @param topics the names of the topics
 * @param applicationId instances with the same one share the work; also the prefix of the
 *     changelogs
 * @param stateFolder where RocksDB keeps its copy of the state; may be deleted between runs
 * @param silences how long bisections may be silent
 * @param parameters what trust judges with
 * @param properties passed through to Streams and its clients, and to the registry's client
 * @param state the versions of the kept state that are read, and the one that is written
 */
public record TopologySettings(
    String bootstrapServers,
    String registryUrl,
    Topics topics,
    String applicationId,
    Path stateFolder,
    SilenceLimits silences,
    Parameters parameters,
    Map<String, Object> properties,
    StateFormat state) {

  /** Settings with which the newest version of the state is written. */
  public TopologySettings(
      String bootstrapServers,
      String registryUrl,
      Topics topics,
      String applicationId,
      Path stateFolder,
      SilenceLimits silences,
      Parameters parameters,
      Map<String, Object> properties) {
    this(
        bootstrapServers,
        registryUrl,
        topics,
        applicationId,
        stateFolder,
        silences,
        parameters,
        properties,
        StateFormat.shipped());
  }

  /** Settings with which trust judges as firstbad ships it. */
  public TopologySettings(
      String bootstrapServers,
      String registryUrl,
      Topics topics,
      String applicationId,
      Path stateFolder,
      SilenceLimits silences,
      Map<String, Object> properties) {
    this(
        bootstrapServers,
        registryUrl,
        topics,
        applicationId,
        stateFolder,
        silences,
        Parameters.shipped(),
        properties);
  }

  /**
   * The right whose lack was met, with the command that grants it; empty where it was another
   * thing.
   */
  Optional<String> missingRight(Throwable refusal) {
    return MissingRight.sentence(refusal, bootstrapServers, topics.prefix(), applicationId);
  }

  /** Serdes for the registry. Nothing is sent yet. */
  EventSerdes serdes() {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("schema.registry.url", registryUrl);
    return EventSerdes.of(all);
  }
}
