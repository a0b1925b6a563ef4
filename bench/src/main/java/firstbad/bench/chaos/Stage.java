package firstbad.bench.chaos;

import firstbad.app.whole.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that runs: three brokers, two topologies, a server and, once they are started, two
 * publishers, each a process of its own, and beside them who sends logs to the server.
 */
final class Stage implements AutoCloseable {
  static final int PARTITIONS = 4;
  private static final short REPLICAS = 3;

  private final Path folder;
  private final Cluster cluster;
  private final Pipeline pipeline;
  private final Load load;
  private final String serverUrl;
  private final List<Service> services = new ArrayList<>();
  private final List<Publisher> publishers = new ArrayList<>();
  private final List<Uploader> uploaders = new ArrayList<>();
  private final Map<String, StateVolume> volumes = new HashMap<>();

  /**
   * Starts it, and waits for the brokers and the topics.
   *
   * @param seed of the logs
   * @param named those topologies that are the same member of their group after each start
   */
  Stage(Path folder, long seed, List<String> named) throws Exception {
    this.folder = folder;
    cluster = Cluster.started(Files.createDirectories(folder));
    pipeline = new Pipeline(cluster.bootstrapServers(), cluster.registryUrl(), REPLICAS);
    load = new Load(folder.resolve("logs"), seed);
    int port = Ports.free();
    serverUrl = "http://127.0.0.1:" + port;
    services.addAll(cluster.services());
    for (String name : StrikePlan.TOPOLOGIES) {
      StateVolume volume = new StateVolume(folder.resolve(name), seed);
      volumes.put(name, volume);
      topology(name, volume, named.contains(name));
    }
    String view = folder.resolve("view.db").toString();
    start(StrikePlan.SERVER, "server", "--port", String.valueOf(port), "--view", view);
  }

  /**
   * Starts the publishers.
   *
   * @param rate lines per second of each
   */
  void startPublishers(int rate) {
    for (String name : StrikePlan.PUBLISHERS) {
      List<String> options = new ArrayList<>(List.of("publish", "--quiet", "--speed", "" + rate));
      options.addAll(where());
      Subject subject = new Subject(name, folder.resolve("logs").resolve(name + ".log"));
      publishers.add(Publisher.started(subject, load, options));
    }
    Subject server =
        services.stream()
            .map(Service::subject)
            .filter(subject -> subject.name().equals(StrikePlan.SERVER))
            .findFirst()
            .orElseThrow();
    uploaders.add(Uploader.started(server, load, serverUrl));
  }

  /** Those who send logs end with what they are at. */
  void finish() throws InterruptedException {
    for (Publisher publisher : publishers) {
      publisher.finish();
    }
    for (Uploader uploader : uploaders) {
      uploader.finish();
    }
  }

  /** How often a log had to be sent over HTTP again. */
  int uploadedAgain() {
    return uploaders.stream().mapToInt(Uploader::again).sum();
  }

  private void topology(String name, StateVolume volume, boolean named) {
    List<String> options = new ArrayList<>(List.of("topology", "--state", "" + volume.state()));
    if (named) {
      options.add("--instance-id=" + name);
    }
    start(name, options.toArray(String[]::new));
  }

  private void start(String name, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(where());
    services.add(
        Service.started(
            new Subject(name, folder.resolve(name + ".log")),
            Jvm.command("firstbad.app.Firstbad", 400, all)));
  }

  private List<String> where() {
    return List.of("-b", cluster.bootstrapServers(), "-r", cluster.registryUrl());
  }

  Cluster cluster() {
    return cluster;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  Load load() {
    return load;
  }

  String serverUrl() {
    return serverUrl;
  }

  List<Service> services() {
    return services;
  }

  List<Publisher> publishers() {
    return publishers;
  }

  /** The state of a topology, by its name. */
  Optional<StateVolume> volume(String name) {
    return Optional.ofNullable(volumes.get(name));
  }

  /** A process by its name; the controller is the broker that leads the quorum now. */
  Subject named(String name) throws InterruptedException {
    if (name.equals(StrikePlan.CONTROLLER)) {
      return cluster.controller();
    }
    for (Publisher publisher : publishers) {
      if (publisher.subject().name().equals(name)) {
        return publisher.subject();
      }
    }
    return services.stream()
        .map(Service::subject)
        .filter(subject -> subject.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What cannot be made on this machine. */
  List<Fault> impossible() {
    return volumes.values().stream()
        .flatMap(each -> each.impossible().stream())
        .distinct()
        .toList();
  }

  @Override
  public void close() throws IOException {
    publishers.forEach(Publisher::close);
    uploaders.forEach(Uploader::close);
    services.forEach(Service::close);
    pipeline.close();
    cluster.close();
    volumes.values().forEach(StateVolume::close);
  }
}
