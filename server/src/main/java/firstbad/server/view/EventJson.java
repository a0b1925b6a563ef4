package firstbad.server.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event as JSON by its schema alone: fields by their names, times in ISO 8601 with milliseconds,
 * null where there is nothing. A field that is added to a schema so reaches every answer.
 */
public final class EventJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private EventJson() {}

  /** One object, without white space. */
  public static String of(IndexedRecord event) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(json, event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** A time as every answer shows it. */
  public static String time(long epochMillis) {
    return TIME.format(Instant.ofEpochMilli(epochMillis));
  }

  /**
   * Text as it is kept. PostgreSQL takes no U+0000 in text, and a fuzzed kernel writes it; the
   * picture of it stands there instead, in both databases.
   */
  static String kept(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\u2400');
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof IndexedRecord event) {
      json.writeStartObject();
      for (Schema.Field field : event.getSchema().getFields()) {
        json.writeFieldName(field.name());
        write(json, event.get(field.pos()));
      }
      json.writeEndObject();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(kept(entry.getKey().toString()));
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Collection<?> all) {
      json.writeStartArray();
      for (Object each : all) {
        write(json, each);
      }
      json.writeEndArray();
    } else {
      writeSingle(json, value);
    }
  }

  private static void writeSingle(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Instant time) {
      json.writeString(TIME.format(time));
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Double number) {
      if (Double.isFinite(number)) {
        json.writeNumber(number);
      } else {
        json.writeNull();
      }
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString(kept(value.toString()));
    }
  }
}
