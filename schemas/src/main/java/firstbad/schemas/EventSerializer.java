package firstbad.schemas;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Confluent's serializer, held to one type, whose troubles with the registry get a sentence. */
final class EventSerializer<T extends SpecificRecord> implements Serializer<T> {
  private final Registry registry;
  private final KafkaAvroSerializer confluent;

  EventSerializer(Registry registry) {
    this.registry = registry;
    this.confluent = new KafkaAvroSerializer(registry.client(), registry.properties());
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T event) {
    try {
      return confluent.serialize(topic, event);
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
    return RegistryException.of("say the schema id for " + topic, registry.address(), cause);
  }
}
