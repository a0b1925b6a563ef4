package firstbad.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import firstbad.server.web.Refusal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Where a page of a list begins: after the row with these values of what the list is sorted by, and
 * so unmoved by rows that come in before it.
 *
 * @param values empty at the beginning of the list; numbers and texts, the last one unique
 */
record Cursor(List<Object> values) {
  /** Where every list begins. */
  static final Cursor BEGINNING = new Cursor(List.of());

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As it goes out, opaque to whom it is given. */
  static String of(String list, Object... values) {
    ArrayNode array = JSON.createArrayNode().add(list);
    for (Object value : values) {
      if (value instanceof Long number) {
        array.add(number);
      } else if (value instanceof Double number) {
        array.add(number);
      } else {
        array.add(value.toString());
      }
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(array.toString().getBytes(UTF_8));
  }

  /**
   * As it comes in.
   *
   * @param list which list, sorted how; a cursor of another is refused
   * @param kinds what the values must be, in their order: Long, Double or String
   * @param text empty for the beginning
   */
  static Cursor read(String list, List<Class<?>> kinds, String text) {
    if (text.isEmpty()) {
      return BEGINNING;
    }
    try {
      JsonNode array = JSON.readTree(Base64.getUrlDecoder().decode(text));
      if (array != null
          && array.isArray()
          && array.path(0).asText().equals(list)
          && array.size() == kinds.size() + 1) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
          values.add(value(array.get(i + 1), kinds.get(i)));
        }
        return new Cursor(values);
      }
    } catch (IllegalArgumentException | JsonProcessingException e) {
      // said below
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    throw Refusal.wrong(
        "cursor is not one that this list gave out; begin without one, and keep sort and filters.");
  }

  private static Object value(JsonNode value, Class<?> kind) {
    if (kind.equals(Long.class) && value.canConvertToLong() && value.isIntegralNumber()) {
      return value.asLong();
    }
    if (kind.equals(Double.class) && value.isNumber() && Double.isFinite(value.asDouble())) {
      return value.asDouble();
    }
    // PostgreSQL takes no NUL in a text.
    if (kind.equals(String.class) && value.isTextual() && value.asText().indexOf('\0') < 0) {
      return value.asText();
    }
    throw new IllegalArgumentException("not a " + kind.getSimpleName());
  }

  boolean atBeginning() {
    return values.isEmpty();
  }
}
