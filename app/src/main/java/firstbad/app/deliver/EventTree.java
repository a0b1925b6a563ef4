package firstbad.app.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The JSON of an event as a tree. */
final class EventTree {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventTree() {}

  static JsonNode of(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a delivery holds no JSON", e);
    }
  }
}
