package firstbad.topology;

import firstbad.bisection.trust.parameters.Parameters;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Principal;
import firstbad.schemas.Rights;
import firstbad.schemas.Topics;
import firstbad.topology.assemble.SilenceLimits;
import firstbad.topology.codec.StateFormat;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * What a topology needs to know.
 *
 * @param kafka where it reads and writes
 * @param topics the names of the topics
 * @param applicationId instances with the same one share the work; also the prefix of the
 *     changelogs
 * @param stateFolder where RocksDB keeps its copy of the state; may be deleted between runs
 * @param rules what the lines mean and how they are kept
 */
public record TopologySettings(
    Connection kafka, Topics topics, String applicationId, Path stateFolder, Rules rules) {

  /**
   * Where a topology reads and writes.
   *
   * @param bootstrapServers {@code host:port}, several with commas
   * @param registryUrl of a registry that speaks Confluent's REST interface
   * @param properties passed through to Streams and its clients, and to the registry's client
   */
  public record Connection(
      String bootstrapServers, String registryUrl, Map<String, Object> properties) {}

  /**
   * What the lines mean and how they are kept.
   *
   * @param silences how long bisections may be silent
   * @param parameters what trust judges with
   * @param state the versions of the kept state that are read, and the one that is written
   */
  public record Rules(SilenceLimits silences, Parameters parameters, StateFormat state) {

    /** As firstbad ships them. */
    public static Rules shipped() {
      return new Rules(SilenceLimits.DEFAULT, Parameters.shipped(), StateFormat.shipped());
    }

    /** The same with other silences. */
    public Rules with(SilenceLimits other) {
      return new Rules(other, parameters, state);
    }

    /** The same with other parameters. */
    public Rules with(Parameters other) {
      return new Rules(silences, other, state);
    }

    /** The same with other versions of the kept state. */
    public Rules with(StateFormat other) {
      return new Rules(silences, parameters, other);
    }
  }

  /** The same under another application id. */
  TopologySettings as(String other) {
    return new TopologySettings(kafka, topics, other, stateFolder, rules);
  }

  /** The topics that keep the state; {@code admin} stays open. */
  KeptTopics keptTopics(Admin admin) {
    return new KeptTopics(admin, topics, applicationId, kafka.properties);
  }

  /**
   * The right whose lack was met, with the command that grants it; empty where it was another
   * thing.
   */
  Optional<String> missingRight(Throwable refusal) {
    return new Rights(topics, applicationId)
        .missing(refusal, Principal.TOPOLOGY, kafka.bootstrapServers);
  }

  /** Serdes for the registry. Nothing is sent yet. */
  EventSerdes serdes() {
    Map<String, Object> all = new HashMap<>(kafka.properties);
    all.put("schema.registry.url", kafka.registryUrl);
    return EventSerdes.of(all);
  }
}
