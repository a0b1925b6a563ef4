package firstbad.server;

import firstbad.schemas.Topics;
import firstbad.server.access.Certificate;
import firstbad.server.ingest.UploadLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a server runs.
 *
 * @param address where it listens
 * @param guard who may use it
 * @param kafka what it reads and writes
 * @param view where its view is kept
 * @param uploads what logs that arrive over HTTP may cost
 * @param commitUrl where a commit can be looked at, with {@code %s} for its hash; null for what the
 *     labels of a bisection say
 */
public record ServerSettings(
    Address address,
    Guard guard,
    Kafka kafka,
    KeptView view,
    UploadLimits uploads,
    @Nullable String commitUrl) {

  /** The port unless another is asked for. */
  public static final int DEFAULT_PORT = 8080;

  /** How long raw lines are kept unless told otherwise: as long as Kafka keeps them. */
  public static final Duration DEFAULT_KEEP_LINES = Duration.ofDays(30);

  /**
   * Where a server listens.
   *
   * @param port 0 for any free one
   * @param certificate for TLS; null for plain HTTP
   */
  public record Address(String host, int port, @Nullable Certificate certificate) {}

  /**
   * Who may use a server.
   *
   * @param tokens the file of tokens; null for a server that only this machine reaches
   * @param origins of other pages on this machine that may write, where there are no tokens
   */
  public record Guard(@Nullable Path tokens, Set<String> origins) {
    public Guard {
      origins = Set.copyOf(origins);
    }
  }

  /**
   * What a server reads and writes.
   *
   * @param topics names of the topics
   * @param properties what every Kafka and registry client is configured with, {@code
   *     bootstrap.servers} and {@code schema.registry.url} among it
   * @param topology the application id of the topology that is watched; null for the usual one
   */
  public record Kafka(Topics topics, Map<String, Object> properties, @Nullable String topology) {
    public Kafka {
      properties = Map.copyOf(properties);
    }

    /** The application id of the topology that is watched. */
    String applicationId() {
      return topology == null ? topics.prefix() + "topology" : topology;
    }
  }

  /**
   * Where the view of a server is kept, and for how long.
   *
   * @param url JDBC URL: {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql:...}; or a file
   * @param keepLines how long raw lines stay in it, by the time at which Kafka took them
   */
  public record KeptView(String url, Duration keepLines) {}

  /** With the usual limits, without tokens and without TLS. */
  public ServerSettings(
      String host,
      int port,
      String view,
      Duration keepLines,
      Topics topics,
      Map<String, Object> clientProperties) {
    this(
        new Address(host, port, null),
        new Guard(null, Set.of()),
        new Kafka(topics, clientProperties, null),
        new KeptView(view, keepLines),
        UploadLimits.DEFAULT,
        null);
  }

  /** On any free port of loopback, with the view in this folder, as little else as there may be. */
  public static ServerSettings in(
      Path folder, Topics topics, Map<String, Object> clientProperties) {
    return new ServerSettings(
        "127.0.0.1",
        0,
        folder.resolve("view.db").toString(),
        DEFAULT_KEEP_LINES,
        topics,
        clientProperties);
  }

  /** The same on another address. */
  public ServerSettings listening(String host, int port) {
    return with(new Address(host, port, address.certificate()));
  }

  /** The same for those who hold a token of this file, over TLS where there is a certificate. */
  public ServerSettings guarded(@Nullable Path tokens, @Nullable Certificate certificate) {
    return with(new Address(address.host(), address.port(), certificate))
        .with(new Guard(tokens, guard.origins()));
  }

  /** The same with these origins beside its own. */
  public ServerSettings open(Set<String> origins) {
    return with(new Guard(guard.tokens(), origins));
  }

  /** The same with a topology of another application id. */
  public ServerSettings watching(@Nullable String applicationId) {
    return with(new Kafka(kafka.topics(), kafka.properties(), applicationId));
  }

  /** The same for clients with these properties. */
  public ServerSettings of(Map<String, Object> clientProperties) {
    return with(new Kafka(kafka.topics(), clientProperties, kafka.topology()));
  }

  /** The same with other limits of uploads. */
  public ServerSettings withUploads(UploadLimits limits) {
    return new ServerSettings(address, guard, kafka, view, limits, commitUrl);
  }

  /** The same with links to commits at this address, which holds {@code %s} for the hash. */
  public ServerSettings linking(@Nullable String to) {
    return new ServerSettings(address, guard, kafka, view, uploads, to);
  }

  private ServerSettings with(Address other) {
    return new ServerSettings(other, guard, kafka, view, uploads, commitUrl);
  }

  private ServerSettings with(Guard other) {
    return new ServerSettings(address, other, kafka, view, uploads, commitUrl);
  }

  private ServerSettings with(Kafka other) {
    return new ServerSettings(address, guard, other, view, uploads, commitUrl);
  }
}
