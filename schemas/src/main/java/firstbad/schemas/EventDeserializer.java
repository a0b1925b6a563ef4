package firstbad.schemas;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Confluent's wire format: a zero, the id of the writer's schema in four bytes, Avro.
 *
 * <p>Confluent's own deserializer is not used, because it throws the same exception for bytes that
 * are broken and for a registry that is down, and a bisection must not lose a line to the latter.
 */
final class EventDeserializer<T extends SpecificRecord> implements Deserializer<T> {

  /** Reads what follows the schema id. */
  interface Body<T> {
    T read(BinaryDecoder in) throws IOException;
  }

  private static final byte MAGIC = 0;
  private static final int HEADER_BYTES = 5;

  /** Deserializers are shared between threads; decoders cannot be. */
  private static final ThreadLocal<BinaryDecoder> DECODER =
      ThreadLocal.withInitial(() -> DecoderFactory.get().binaryDecoder(new byte[0], null));

  private final Registry registry;
  private final Class<T> type;
  private final Schema schema;
  private final @Nullable Body<T> direct;
  private final Map<Integer, Body<T>> bodies = new ConcurrentHashMap<>();

  EventDeserializer(Registry registry, Class<T> type, Schema schema) {
    this(registry, type, schema, null);
  }

  /**
   * @param direct reads what was written with the very schema, quicker than Avro's own reader; null
   *     where that does not matter
   */
  EventDeserializer(Registry registry, Class<T> type, Schema schema, @Nullable Body<T> direct) {
    this.registry = registry;
    this.type = type;
    this.schema = schema;
    this.direct = direct;
  }

  @Override
  public T deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      throw new BadEventException(
          "The record has no value; one of " + type.getSimpleName() + " was expected.");
    }
    int id = schemaId(bytes);
    Body<T> body = bodies.get(id);
    if (body == null) {
      body = body(topic, id);
      bodies.put(id, body);
    }
    return read(body, bytes, id);
  }

  private static int schemaId(byte[] bytes) {
    if (bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
      throw new BadEventException(
          "The value is not in Confluent's wire format, which begins with a zero byte and a schema"
              + " id; write it with a serializer that uses the schema registry.");
    }
    return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
  }

  private T read(Body<T> body, byte[] bytes, int id) {
    BinaryDecoder in =
        DecoderFactory.get()
            .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, DECODER.get());
    T event;
    boolean complete;
    try {
      event = body.read(in);
      complete = in.isEnd();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Avro throws whatever its own code runs into: index errors, class casts, its own exceptions.
      // A writer's schema may be recursive, and no Error may pass for trouble of ours.
      String why = e instanceof EOFException ? "it ends too early" : String.valueOf(e.getMessage());
      throw new BadEventException(
          "The value is not Avro of the schema " + id + ", which it names: " + why, e);
    }
    if (!complete) {
      throw new BadEventException(
          "The value goes on after the " + type.getSimpleName() + " of schema " + id + ".");
    }
    return event;
  }

  private Body<T> body(String topic, int id) {
    Schema writer = writer(topic, id);
    String written = SchemaNormalization.toParsingForm(writer);
    if (direct != null && written.equals(SchemaNormalization.toParsingForm(schema))) {
      return direct;
    }
    if (!writer.getFullName().equals(schema.getFullName())) {
      throw new BadEventException(
          "The schema "
              + id
              + " that the value names is of "
              + writer.getFullName()
              + ", not of "
              + schema.getFullName()
              + ".");
    }
    try {
      SpecificDatumReader<T> reader =
          new BoundedReader<>(writer, schema, SpecificData.getForClass(type));
      return in -> reader.read(null, in);
    } catch (AvroRuntimeException e) {
      throw new BadEventException(
          "The schema " + id + " cannot be read as " + schema.getFullName() + ".", e);
    }
  }

  private Schema writer(String topic, int id) {
    try {
      return avro(registry.client().getSchemaBySubjectAndId(topic + "-value", id), id);
    } catch (RestClientException e) {
      if (RegistryException.isUnknown(e)) {
        throw new BadEventException(
            "The schema registry at " + registry.address() + " has no schema " + id + ".", e);
      }
      throw RegistryException.of("give schema " + id, registry.address(), e);
    } catch (IOException e) {
      throw RegistryException.of("give schema " + id, registry.address(), e);
    }
  }

  private static Schema avro(ParsedSchema found, int id) {
    if (found.rawSchema() instanceof Schema avro) {
      return avro;
    }
    throw new BadEventException(
        "The schema " + id + " that the value names is " + found.schemaType() + ", not Avro.");
  }

  /** Does not believe a count: the room for a million labels is made when they come. */
  private static final class BoundedReader<T> extends SpecificDatumReader<T> {
    private static final int MOST_EXPECTED = 64;

    BoundedReader(Schema writer, Schema reader, SpecificData model) {
      super(writer, reader, model);
    }

    @Override
    protected Object newArray(Object old, int size, Schema schema) {
      return super.newArray(old, Math.min(size, MOST_EXPECTED), schema);
    }

    @Override
    protected Object newMap(Object old, int size) {
      return super.newMap(old, Math.min(size, MOST_EXPECTED));
    }
  }
}
