package firstbad.schemas;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The contract as a document of AsyncAPI 3.0, made from the tables of topics, headers and
 * principals and from the schemas, so that others can generate clients and pages from it.
 */
public final class AsyncApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BINDING = "0.5.0";

  private final Topics topics;
  private final String version;

  /**
   * @param version of this build
   */
  public AsyncApi(Topics topics, String version) {
    this.topics = topics;
    this.version = version;
  }

  /** The whole document. */
  public ObjectNode document() {
    ObjectNode document = JSON.createObjectNode().put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Firstbad")
        .put("version", version)
        .put(
            "description",
            "Kernel bisections as events: log lines in, findings out. Keys are text"
                + " in UTF-8, values Avro in Confluent's wire format with the schemas in the registry,"
                + " all packed with "
                + Topic.COMPRESSION
                + ". Read with isolation.level=read_committed."
                + " A record without a value in a compacted topic means that a bisection was forgotten.")
        .putObject("license")
        .put("name", "Apache-2.0")
        .put("url", "https://www.apache.org/licenses/LICENSE-2.0");
    document.put("defaultContentType", "application/vnd.apache.avro");
    servers(document.putObject("servers"));
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    ObjectNode messages = document.putObject("components").putObject("messages");
    for (Topic topic : Topic.values()) {
      channel(channels.putObject(topic.suffix()), topic);
      message(messages.putObject(message(topic)), topic);
    }
    for (Principal principal : Principal.values()) {
      principal.writes().forEach(topic -> operation(operations, principal, "send", topic));
      principal.reads().forEach(topic -> operation(operations, principal, "receive", topic));
    }
    return document;
  }

  private static void servers(ObjectNode servers) {
    ObjectNode kafka = servers.putObject("kafka");
    kafka
        .put("host", "{brokers}")
        .put("protocol", "kafka")
        .put("description", "Your brokers, as FIRSTBAD_BOOTSTRAP_SERVERS names them.");
    kafka.putObject("variables").putObject("brokers").put("default", "localhost:9092");
    kafka
        .putObject("bindings")
        .putObject("kafka")
        .put("schemaRegistryUrl", "http://localhost:8081")
        .put("schemaRegistryVendor", "confluent")
        .put("bindingVersion", BINDING);
  }

  private void channel(ObjectNode channel, Topic topic) {
    String writers = Principal.writing(topic).stream().map(Principal::title).collect(joining(", "));
    channel
        .put("address", topics.name(topic))
        .put("title", topic.suffix())
        .put("description", "Written by: " + writers + ".");
    channel.putObject("messages").putObject(message(topic)).put("$ref", reference(topic));
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", topics.name(topic));
    if (topic.width() == Topic.Width.ONE) {
      kafka.put("partitions", 1);
    }
    ObjectNode settings = kafka.putObject("topicConfiguration");
    topic.configs().forEach((name, value) -> setting(settings, name, value));
    kafka.put("bindingVersion", BINDING);
  }

  private static void setting(ObjectNode settings, String name, String value) {
    switch (name) {
      case TopicConfig.CLEANUP_POLICY_CONFIG ->
          List.of(value.split(",", -1)).forEach(settings.withArray(name)::add);
      case TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG -> settings.put(name, value);
      default -> settings.put(name, Long.parseLong(value));
    }
  }

  private void message(ObjectNode message, Topic topic) {
    message.put("name", message(topic)).put("title", message(topic));
    Optional<Schema> value = topic.value();
    message.put(
        "summary",
        value
            .map(Schema::getDoc)
            .orElse("The first bytes of a record that could not be processed, in no schema."));
    if (value.isPresent()) {
      ObjectNode payload = message.putObject("payload");
      payload.put("schemaFormat", "application/vnd.apache.avro;version=1.9.0");
      payload.set("schema", parsed(value.get()));
    } else {
      message.put("contentType", "application/octet-stream");
    }
    headers(message, topic);
    ObjectNode kafka = message.putObject("bindings").putObject("kafka");
    kafka.putObject("key").put("type", "string").put("description", topic.key().about());
    if (value.isPresent()) {
      kafka
          .put("schemaIdLocation", "payload")
          .put("schemaIdPayloadEncoding", "confluent")
          .put("schemaLookupStrategy", "TopicNameStrategy");
    }
    kafka.put("bindingVersion", BINDING);
  }

  private static void headers(ObjectNode message, Topic topic) {
    if (!RecordHeader.of(topic).isEmpty()) {
      ObjectNode headers = message.putObject("headers").put("type", "object");
      ObjectNode properties = headers.putObject("properties");
      for (RecordHeader header : RecordHeader.of(topic)) {
        ObjectNode value = properties.putObject(header.header()).put("type", "string");
        if (header.isBinary()) {
          value.put("format", "binary");
        }
        value.put("description", header.about());
      }
    }
  }

  private static void operation(
      ObjectNode operations, Principal principal, String action, Topic topic) {
    String id = principal.title() + "-" + action + "s-" + topic.suffix();
    ObjectNode operation = operations.putObject(id).put("action", action);
    operation.putObject("channel").put("$ref", "#/channels/" + topic.suffix());
    operation.put("summary", principal.title() + ": " + principal.about() + ".");
    operation.withArray("tags").addObject().put("name", principal.title());
  }

  private static String message(Topic topic) {
    return topic.value().map(Schema::getName).orElse("DeadLetter");
  }

  private static String reference(Topic topic) {
    return "#/components/messages/" + message(topic);
  }

  private static JsonNode parsed(Schema schema) {
    try {
      return JSON.readTree(schema.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
