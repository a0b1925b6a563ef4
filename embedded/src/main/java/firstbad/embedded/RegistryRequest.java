package firstbad.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client asks for, read as the routes need it; what cannot be read is refused. */
final class RegistryRequest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL_CONTEXTS = ":*:";

  private final Map<String, String> parts;
  private final Source source;

  /**
   * A request as it came.
   *
   * @param query the raw query string; null when there is none
   * @param body empty when there is none
   */
  record Source(@Nullable String query, String body) {}

  RegistryRequest(Map<String, String> parts, Source source) {
    this.parts = parts;
    this.source = source;
  }

  /** Decodes the parts of a raw path; none for {@code /}. */
  static List<String> parts(String rawPath) {
    List<String> parts = new ArrayList<>();
    for (String part : rawPath.split("/", -1)) {
      if (!part.isEmpty()) {
        parts.add(decoded(part.replace("+", "%2B")));
      }
    }
    return parts;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw RegistryError.BAD_REQUEST.of("The address holds a % that is no encoding: " + text);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw RegistryError.BAD_REQUEST.of("This is no JSON: " + e.getOriginalMessage());
    }
  }

  String part(String name) {
    String part = parts.get(name);
    if (part == null) {
      throw new IllegalStateException("no route has " + name);
    }
    return part;
  }

  String subject() {
    return part("subject");
  }

  int id() {
    return number(part("id"), "The id");
  }

  /** Whether a query parameter is {@code true}. */
  boolean is(String name) {
    return "true".equalsIgnoreCase(query().get(name));
  }

  /** What names of subjects must begin with; there are no contexts, so all of them is no limit. */
  String prefix() {
    String prefix = query().getOrDefault("subjectPrefix", "");
    return prefix.startsWith(ALL_CONTEXTS) ? prefix.substring(ALL_CONTEXTS.length()) : prefix;
  }

  /** The part of a list that offset and limit ask for; a limit below 1 is none. */
  <T> List<T> page(List<T> all) {
    int offset = number(query().getOrDefault("offset", "0"), "The offset");
    int limit = number(query().getOrDefault("limit", "-1"), "The limit");
    List<T> rest = all.subList(Math.min(Math.max(offset, 0), all.size()), all.size());
    return limit < 1 ? rest : rest.subList(0, Math.min(limit, rest.size()));
  }

  private static int number(String text, String what) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw RegistryError.BAD_REQUEST.of(what + " is no number: " + text);
    }
  }

  private Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    if (source.query() != null) {
      for (String pair : source.query().split("&", -1)) {
        String[] sides = pair.split("=", 2);
        query.put(decoded(sides[0]), sides.length == 2 ? decoded(sides[1]) : "");
      }
    }
    return query;
  }

  /** The body, which must be a JSON object. */
  JsonNode body() {
    JsonNode body = json(source.body());
    if (!body.isObject()) {
      throw RegistryError.BAD_REQUEST.of("The body must be a JSON object");
    }
    return body;
  }

  /** A field of the body that must be text. */
  String text(String field) {
    JsonNode value = body().get(field);
    if (value == null || !value.isTextual()) {
      throw RegistryError.BAD_REQUEST.of("The body must have a field \"" + field + "\" with text");
    }
    return value.textValue();
  }
}
