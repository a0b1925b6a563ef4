package firstbad.app.cli;

import firstbad.schemas.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the brokers and the registry are. A mixin: {@code @Mixin KafkaOptions kafka}. Holds strings
 * only, so that a command's help does not load a Kafka class.
 */
public final class KafkaOptions {
  @Option(
      names = {"-b", "--bootstrap-servers"},
      paramLabel = "HOST:PORT[,...]",
      defaultValue = "${env:FIRSTBAD_BOOTSTRAP_SERVERS:-localhost:9092}",
      description = "Kafka brokers (FIRSTBAD_BOOTSTRAP_SERVERS); default: ${DEFAULT-VALUE}.")
  private String bootstrapServers = "";

  @Option(
      names = {"-r", "--registry"},
      paramLabel = "URL",
      defaultValue = "${env:FIRSTBAD_REGISTRY:-http://localhost:8081}",
      description = "Schema registry (FIRSTBAD_REGISTRY); default: ${DEFAULT-VALUE}.")
  private String registry = "";

  @Option(
      names = {"-p", "--prefix"},
      paramLabel = "PREFIX",
      defaultValue = "${env:FIRSTBAD_PREFIX:-firstbad.}",
      description = "Prefix of the topics' names (FIRSTBAD_PREFIX); default: ${DEFAULT-VALUE}")
  private String prefix = "";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      defaultValue = "${env:FIRSTBAD_CONFIG}",
      description =
          "Java properties that are passed to every Kafka and registry client as they are, for"
              + " SASL, TLS and the like (FIRSTBAD_CONFIG). -b, -p and -r override them.")
  private @Nullable Path config;

  /** Brokers as they were given. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** URL of the registry; several are separated by commas. */
  public String registry() {
    return registry;
  }

  /** What topic names begin with. */
  public String prefix() {
    return prefix;
  }

  /**
   * The names of the topics.
   *
   * @throws Problem when the prefix is refused
   */
  public Topics topics() {
    try {
      return new Topics(prefix);
    } catch (IllegalArgumentException e) {
      throw new Problem(Sentences.full(Sentences.reason(e)), e);
    }
  }

  /**
   * What every Kafka client and every serializer is configured with: the properties of {@code
   * --config}, then {@code bootstrap.servers} and {@code schema.registry.url}.
   *
   * @throws Problem when the file cannot be read
   */
  public Map<String, Object> clientProperties() {
    Map<String, Object> properties = new TreeMap<>();
    if (config != null) {
      Properties read = read(config);
      read.stringPropertyNames().forEach(key -> properties.put(key, read.getProperty(key)));
    }
    // Records lie where Kafka's own partitioner puts them: whoever reads them relies on that.
    properties.remove("partitioner.class");
    properties.remove("partitioner.ignore.keys");
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("schema.registry.url", registry);
    return properties;
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new Problem(
          "Cannot read the client properties in " + file + ": " + Sentences.reason(e) + ".", e);
    }
    return properties;
  }
}
