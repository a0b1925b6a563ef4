package firstbad.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON by their schema alone: one object on one line, fields by their names, null where
 * there is nothing. A field that is added to a schema so reaches every reader. Avro's own JSON
 * would wrap each value that may be null in its type. For any number of threads.
 */
public final class EventToJson {
  private static final JsonFactory JSON = new JsonFactory();

  /** Every value as the contract has it: times in milliseconds since the epoch. */
  public static final EventToJson AS_SENT = new EventToJson(new Values() {});

  private final Values values;

  /** How single values are written. */
  public interface Values {

    /** Writes a time; as a number of milliseconds since the epoch unless told otherwise. */
    default void time(JsonGenerator json, Instant time) throws IOException {
      json.writeNumber(time.toEpochMilli());
    }

    /** Writes a number that may be infinite or none; such a one in quotes unless told otherwise. */
    default void number(JsonGenerator json, double number) throws IOException {
      json.writeNumber(number);
    }

    /** Text as it is to be shown. */
    default String text(String text) {
      return text;
    }
  }

  public EventToJson(Values values) {
    this.values = values;
  }

  /** One object, without white space. */
  public String of(IndexedRecord event) {
    try (SegmentedStringWriter text = new SegmentedStringWriter(JSON._getBufferRecycler())) {
      try (JsonGenerator json = JSON.createGenerator(text)) {
        write(json, event);
      }
      return text.getAndClear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(values.text(text));
    } else if (value instanceof IndexedRecord event) {
      json.writeStartObject();
      for (Schema.Field field : event.getSchema().getFields()) {
        json.writeFieldName(field.name());
        write(json, event.get(field.pos()));
      }
      json.writeEndObject();
    } else if (value instanceof Collection<?> all) {
      json.writeStartArray();
      for (Object each : all) {
        write(json, each);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(values.text(entry.getKey().toString()));
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else {
      writeSingle(json, value);
    }
  }

  private void writeSingle(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Instant time) {
      values.time(json, time);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Double number) {
      values.number(json, number);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString(values.text(value.toString())); // a symbol
    }
  }
}
