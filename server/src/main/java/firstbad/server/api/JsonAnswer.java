package firstbad.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.server.view.PackedJson;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** JSON as it leaves: what has not changed since it was last asked for is not sent again. */
final class JsonAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonAnswer() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static ArrayNode array() {
    return JSON.createArrayNode();
  }

  /** What was sent or kept as JSON. */
  static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the view holds broken JSON", e);
    }
  }

  /** An event as the view keeps it. */
  static ObjectNode event(byte[] kept) {
    return (ObjectNode) parsed(PackedJson.unpacked(kept));
  }

  /**
   * One page of a list.
   *
   * @param rows one more than asked for, if there are more
   * @param limit how many were asked for
   * @param item what a row becomes; called for the rows of this page
   * @param cursor of a row
   */
  static <T> ObjectNode page(
      List<T> rows, int limit, Function<T, JsonNode> item, Function<T, String> cursor) {
    List<T> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
    ObjectNode page = object();
    ArrayNode items = page.putArray("items");
    shown.forEach(row -> items.add(item.apply(row)));
    page.put(
        "next",
        Optional.of(shown)
            .filter(all -> rows.size() > limit)
            .map(all -> cursor.apply(all.get(all.size() - 1)))
            .orElse(null));
    return page;
  }

  /** Sends it, or says that it is what the asker has. */
  static void send(Context request, JsonNode answer) {
    byte[] bytes = bytes(answer);
    String tag = tag(bytes);
    request.header("Cache-Control", "no-cache");
    request.header("ETag", tag);
    if (tag.equals(request.header("If-None-Match"))) {
      request.status(HttpStatus.NOT_MODIFIED);
      return;
    }
    request.result(bytes).contentType("application/json");
  }

  private static byte[] bytes(JsonNode answer) {
    try {
      return JSON.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "W/\"" + HexFormat.of().formatHex(hash, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
