package firstbad.server;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedKafka;
import firstbad.testing.FetchedJars;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A worker of Kafka Connect in a process of its own, with the sinks that Maven Central has. */
final class ConnectWorker implements AutoCloseable {
  private static final Path PROJECT = Path.of("src/test/connect");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path said;
  private final String url;

  private ConnectWorker(Process process, Path said, String url) {
    this.process = process;
    this.said = said;
    this.url = url;
  }

  static ConnectWorker started(EmbeddedKafka kafka, Path folder) throws Exception {
    String classPath = classPath(folder);
    String url = "http://127.0.0.1:" + freePort();
    Path settings = folder.resolve("worker.properties");
    Files.writeString(
        settings,
        """
        bootstrap.servers=%s
        listeners=%s
        group.id=connect
        key.converter=org.apache.kafka.connect.storage.StringConverter
        value.converter=org.apache.kafka.connect.storage.StringConverter
        config.storage.topic=connect-configs
        config.storage.replication.factor=1
        offset.storage.topic=connect-offsets
        offset.storage.replication.factor=1
        offset.storage.partitions=1
        status.storage.topic=connect-status
        status.storage.replication.factor=1
        status.storage.partitions=1
        """
            .formatted(kafka.bootstrapServers(), url));
    Path said = folder.resolve("worker.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx768m",
                "-cp",
                classPath,
                "org.apache.kafka.connect.cli.ConnectDistributed",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    ConnectWorker worker = new ConnectWorker(process, said, url);
    while (!worker.answers()) {
      assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return worker;
  }

  /** Its own jars, Confluent's deserializer, and the converter that stands for Confluent's. */
  private static String classPath(Path folder) throws Exception {
    List<Path> jars = FetchedJars.of(PROJECT.resolve("pom.xml"), folder, List.of());
    String classPath =
        Stream.concat(
                Stream.of(folder.resolve("converter").toString()),
                Stream.concat(
                    jars.stream().map(Path::toString),
                    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(each -> each.matches(".*/(confluent-serializer|avro)/.*"))))
            .collect(Collectors.joining(File.pathSeparator));
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                classPath,
                "-d",
                folder.resolve("converter").toString(),
                PROJECT.resolve("AvroConverter.java").toString());
    assertThat(compiled).isZero();
    return classPath;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return get("/connectors").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Adds a connector as the documented command does. */
  void add(String sink) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(url + "/connectors"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(sink))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** No connector and no task has failed. */
  void requireAllWell() throws Exception {
    assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
    assertThat(get("/connectors?expand=status").body()).doesNotContain("\"FAILED\"");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
