package firstbad.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Confluent's serializer, held to one type, whose troubles with the registry get a sentence. */
final class EventSerializer<T extends SpecificRecord> implements Serializer<T> {
  // Only rules of the registry would read them, and the schemas of ours have none.
  private static final Headers NO_HEADERS = NewHeaders.none();

  private final Registry registry;
  private final SchemaOnce confluent;

  EventSerializer(Registry registry) {
    this.registry = registry;
    this.confluent = new SchemaOnce(registry);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T event) {
    try {
      return confluent.serialize(topic, NO_HEADERS, event);
    } catch (SerializationException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RestClientException answer && RegistryException.isUnknown(answer)) {
        throw notRegistered(topic, answer);
      }
      throw cause instanceof RestClientException || cause instanceof IOException
          ? trouble(topic, cause)
          : e;
    } catch (KafkaException e) {
      // Some answers of the registry come as Kafka's own exceptions: no right, too slow, too busy.
      throw trouble(topic, e.getCause() instanceof RestClientException answer ? answer : e);
    }
  }

  private RegistryException notRegistered(String topic, RestClientException answer) {
    return new RegistryException(
        "The schema registry at "
            + registry.address()
            + " does not have this version's schema for the topic "
            + topic
            + "; register it with: firstbad topics",
        answer);
  }

  private RegistryException trouble(String topic, Throwable cause) {
    return RegistryException.of("give the schema id for " + topic, registry.address(), cause);
  }

  /**
   * Confluent's serializer, which wraps an event's schema anew for each event and hashes all of it
   * to look up its id: half of the cost of an event of ours. Here each schema is wrapped once.
   */
  private static final class SchemaOnce extends KafkaAvroSerializer {
    private final Map<Schema, AvroSchema> wrapped = new ConcurrentHashMap<>();

    SchemaOnce(Registry registry) {
      super(registry.client(), registry.properties());
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable Object event) {
      if (event == null) {
        return null;
      }
      AvroSchema schema =
          wrapped.computeIfAbsent(((SpecificRecord) event).getSchema(), whole -> schema(event));
      return serializeImpl(
          getSubjectName(topic, false, event, schema), topic, headers, event, schema);
    }

    private AvroSchema schema(Object event) {
      return new AvroSchema(
          AvroSchemaUtils.getSchema(
              event,
              useSchemaReflection,
              avroReflectionAllowNull,
              avroUseLogicalTypeConverters,
              removeJavaProperties,
              true));
    }
  }
}
