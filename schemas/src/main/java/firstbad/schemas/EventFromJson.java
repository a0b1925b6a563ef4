package firstbad.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event from the JSON in which a server keeps and answers it, by its schema: what is not
 * in the JSON is the schema's default.
 */
public final class EventFromJson {

  private EventFromJson() {}

  /**
   * The event.
   *
   * @throws IllegalArgumentException when the JSON is none of this type
   */
  public static <E extends SpecificRecord> E event(JsonNode json, Class<E> type) {
    TrustedEvents.trust();
    try {
      return type.cast(record(json, SpecificData.get().getSchema(type)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no " + type.getSimpleName(), e);
    }
  }

  private static Object record(JsonNode json, Schema schema) {
    SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      JsonNode value = json.path(field.name());
      record.put(
          field.pos(),
          value.isMissingNode() || (value.isNull() && !field.schema().isNullable())
              ? SpecificData.get().getDefaultValue(field)
              : value(value, field.schema()));
    }
    return record;
  }

  private static @Nullable Object value(JsonNode json, Schema schema) {
    return switch (schema.getType()) {
      case UNION -> json.isNull() ? null : value(json, nonNull(schema));
      case RECORD -> record(json, schema);
      case ARRAY -> list(json, schema.getElementType());
      case MAP -> map(json, schema.getValueType());
      case ENUM -> symbol(json.asText(), schema);
      case STRING -> json.asText();
      case BOOLEAN -> json.asBoolean();
      case DOUBLE -> json.asDouble();
      case INT -> json.asInt();
      case LONG -> schema.getLogicalType() == null ? (Object) json.asLong() : time(json);
      default -> throw new IllegalArgumentException("no event holds " + schema);
    };
  }

  /** As a server answers it, or as {@link EventToJson#AS_SENT} writes it. */
  private static Instant time(JsonNode json) {
    return json.isNumber() ? Instant.ofEpochMilli(json.asLong()) : Instant.parse(json.asText());
  }

  /** What a value is that may be null. */
  private static Schema nonNull(Schema union) {
    return union.getTypes().stream()
        .filter(each -> each.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing but null in " + union));
  }

  private static List<@Nullable Object> list(JsonNode json, Schema element) {
    List<@Nullable Object> list = new ArrayList<>();
    json.forEach(each -> list.add(value(each, element)));
    return list;
  }

  private static Map<String, @Nullable Object> map(JsonNode json, Schema element) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    json.properties().forEach(each -> map.put(each.getKey(), value(each.getValue(), element)));
    return map;
  }

  /** A symbol that a newer server knows is the one for what is not known. */
  private static Object symbol(String text, Schema schema) {
    String known = schema.hasEnumSymbol(text) ? text : schema.getEnumDefault();
    return SpecificData.get().createEnum(known, schema);
  }
}
