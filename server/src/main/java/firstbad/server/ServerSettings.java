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
 * @param host address to listen on
 * @param port 0 for any free one
 * @param view JDBC URL of the view: {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql:...}
 * @param keepLines how long raw lines stay in the view, by the time at which Kafka took them
 * @param topics names of the topics
 * @param clientProperties what every Kafka and registry client is configured with, {@code
 *     bootstrap.servers} and {@code schema.registry.url} among it
 * @param uploads what logs that come over HTTP may cost
 * @param tokens the file of tokens; null for a server that only this machine reaches
 * @param certificate for TLS; null for plain HTTP
 * @param topology the application id of the topology that is watched; null for the usual one
 * @param origins of other pages on this machine that may write, where there are no tokens
 */
public record ServerSettings(
    String host,
    int port,
    String view,
    Duration keepLines,
    Topics topics,
    Map<String, Object> clientProperties,
    UploadLimits uploads,
    @Nullable Path tokens,
    @Nullable Certificate certificate,
    @Nullable String topology,
    Set<String> origins) {

  /** The port unless another is asked for. */
  public static final int DEFAULT_PORT = 8080;

  /** How long raw lines are kept unless told otherwise: as long as Kafka keeps them. */
  public static final Duration DEFAULT_KEEP_LINES = Duration.ofDays(30);

  public ServerSettings {
    clientProperties = Map.copyOf(clientProperties);
    origins = Set.copyOf(origins);
  }

  /** With the usual limits, without tokens and without TLS. */
  public ServerSettings(
      String host,
      int port,
      String view,
      Duration keepLines,
      Topics topics,
      Map<String, Object> clientProperties) {
    this(
        host,
        port,
        view,
        keepLines,
        topics,
        clientProperties,
        UploadLimits.DEFAULT,
        null,
        null,
        null,
        Set.of());
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
  public ServerSettings listening(String at, int on) {
    return new ServerSettings(
        at,
        on,
        view,
        keepLines,
        topics,
        clientProperties,
        uploads,
        tokens,
        certificate,
        topology,
        origins);
  }

  /** The same with other limits of uploads. */
  public ServerSettings withUploads(UploadLimits limits) {
    return new ServerSettings(
        host,
        port,
        view,
        keepLines,
        topics,
        clientProperties,
        limits,
        tokens,
        certificate,
        topology,
        origins);
  }

  /** The same for those who hold a token of this file, over TLS where there is a certificate. */
  public ServerSettings guarded(@Nullable Path file, @Nullable Certificate by) {
    return new ServerSettings(
        host,
        port,
        view,
        keepLines,
        topics,
        clientProperties,
        uploads,
        file,
        by,
        topology,
        origins);
  }

  /** The same with these origins beside its own. */
  public ServerSettings open(Set<String> to) {
    return new ServerSettings(
        host,
        port,
        view,
        keepLines,
        topics,
        clientProperties,
        uploads,
        tokens,
        certificate,
        topology,
        to);
  }

  /** The same with a topology of another application id. */
  public ServerSettings watching(@Nullable String applicationId) {
    return new ServerSettings(
        host,
        port,
        view,
        keepLines,
        topics,
        clientProperties,
        uploads,
        tokens,
        certificate,
        applicationId,
        origins);
  }

  /** The application id of the topology that is watched. */
  String applicationId() {
    return topology == null ? topics.prefix() + "topology" : topology;
  }

  /** The same for clients with these properties. */
  public ServerSettings of(Map<String, Object> properties) {
    return new ServerSettings(
        host,
        port,
        view,
        keepLines,
        topics,
        properties,
        uploads,
        tokens,
        certificate,
        topology,
        origins);
  }
}
