package firstbad.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** A schema registry that speaks Confluent's interface, and how to talk to it. */
public final class Registry implements AutoCloseable {

  /** Far more than the schemas that ever exist here. */
  private static final int CACHED_SCHEMAS = 1000;

  /** How long an id that the registry does not know is not asked for again, in seconds. */
  private static final long UNKNOWN_IDS_KEPT = 10;

  private final Map<String, Object> properties;
  private final SchemaRegistryClient client;
  private final String address;

  private Registry(Map<String, Object> properties, SchemaRegistryClient client, String address) {
    this.properties = properties;
    this.client = client;
    this.address = address;
  }

  /**
   * A registry as Confluent's clients are configured for it. Nothing is sent yet.
   *
   * @param properties {@code schema.registry.url}, which may begin with {@code mock://} in tests;
   *     everything else is passed on as it is
   * @throws ConfigException when a property is missing or wrong
   */
  public static Registry of(Map<String, ?> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.putIfAbsent(SchemaRegistryClientConfig.MISSING_ID_CACHE_TTL_CONFIG, UNKNOWN_IDS_KEPT);
    // The client casts these without reading them as text, and from a file they come as text.
    all.replaceAll(
        (name, value) ->
            name.endsWith(".cache.ttl.sec") && value instanceof String text
                ? seconds(name, text)
                : value);
    // Schemas come from `firstbad topics` alone, without what only Java's code generator needs, and
    // each writer uses the one it was built with.
    all.putIfAbsent(AbstractKafkaSchemaSerDeConfig.AUTO_REGISTER_SCHEMAS, false);
    all.putIfAbsent(AbstractKafkaSchemaSerDeConfig.USE_LATEST_VERSION, false);
    all.put(KafkaAvroSerializerConfig.AVRO_REMOVE_JAVA_PROPS_CONFIG, true);
    KafkaAvroSerializerConfig config = new KafkaAvroSerializerConfig(all);
    List<String> urls = config.getSchemaRegistryUrls();
    SchemaRegistryClient client =
        SchemaRegistryClientFactory.newClient(
            urls,
            CACHED_SCHEMAS,
            List.of(new AvroSchemaProvider()),
            config.originalsWithPrefix(""),
            config.requestHeaders());
    return new Registry(all, client, withoutPasswords(String.join(",", urls)));
  }

  /** The properties with which serializers are configured. */
  Map<String, Object> properties() {
    return properties;
  }

  /** The client, which keeps what it has learned. */
  public SchemaRegistryClient client() {
    return client;
  }

  /** The registry's addresses for messages, without the passwords that may stand in them. */
  public String address() {
    return address;
  }

  private static Long seconds(String name, String text) {
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw new ConfigException(name, text, "must be a number of seconds");
    }
  }

  private static String withoutPasswords(String urls) {
    return urls.replaceAll("//[^/@,]*@", "//");
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
