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
 * Where a page of a list begins: behind the row with these values of what the list is sorted by,
 * and so unmoved by rows that come in before it.
 *
 * @param values empty at the beginning of the list; numbers and texts, the last one unique
 */
record Cursor(List<Object> values) {
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
   * @param text empty for the beginning
   */
  static Cursor read(String list, String text) {
    if (text.isEmpty()) {
      return new Cursor(List.of());
    }
    try {
      JsonNode array = JSON.readTree(Base64.getUrlDecoder().decode(text));
      if (array != null && array.isArray() && array.path(0).asText().equals(list)) {
        List<Object> values = new ArrayList<>();
        for (int i = 1; i < array.size(); i++) {
          JsonNode value = array.get(i);
          values.add(
              value.isDouble()
                  ? value.asDouble()
                  : value.isNumber() ? value.asLong() : value.asText());
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

  boolean atBeginning() {
    return values.isEmpty();
  }
}
