package firstbad.schemas;

import firstbad.events.LogLine;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serializers and deserializers for the events, in Confluent's wire format. All of them share one
 * {@link Registry}, may be used by many threads, and need neither configuration nor closing.
 */
public final class EventSerdes implements AutoCloseable {
  private final Registry registry;

  private EventSerdes(Registry registry) {
    this.registry = registry;
  }

  /**
   * Serdes for the registry that the properties name.
   *
   * @param properties as for {@link Registry#of}
   */
  public static EventSerdes of(Map<String, ?> properties) {
    TrustedEvents.trust();
    return new EventSerdes(Registry.of(properties));
  }

  /** The registry that is asked. */
  public Registry registry() {
    return registry;
  }

  /**
   * Writes events of one type. Throws {@link RegistryException} when the id of their schema cannot
   * be had. Null is written as null.
   */
  public <T extends SpecificRecord> Serializer<T> serializer(Class<T> type) {
    return new EventSerializer<>(registry);
  }

  /**
   * Reads events of one type, also those that were written with an older or a newer schema. Throws
   * {@link BadEventException} for bytes that are no such event, null among them, and {@link
   * RegistryException} when that cannot be told.
   */
  public <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> type) {
    Schema schema = SpecificData.get().getSchema(type);
    if (type == LogLine.class) {
      return new EventDeserializer<>(registry, type, schema, in -> type.cast(LogLineBody.read(in)));
    }
    return new EventDeserializer<>(registry, type, schema);
  }

  /** Reads the events of one topic, as {@link #deserializer(Class)}; empty where it has none. */
  public Optional<Deserializer<? extends SpecificRecord>> deserializer(Topic topic) {
    return topic.value().map(schema -> deserializer(type(schema)));
  }

  @SuppressWarnings("unchecked") // the schema of a topic is that of a generated class
  private static Class<? extends SpecificRecord> type(Schema schema) {
    return (Class<? extends SpecificRecord>) SpecificData.get().getClass(schema);
  }

  /** Both. */
  public <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    return Serdes.serdeFrom(serializer(type), deserializer(type));
  }

  @Override
  public void close() {
    registry.close();
  }
}
