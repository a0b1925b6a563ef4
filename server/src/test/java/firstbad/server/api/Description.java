package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The OpenAPI document as a judge of answers. It knows the few words of JSON Schema that the
 * document uses, and takes a member that is not described for a fault.
 */
final class Description {
  private final JsonNode document;

  private Description(JsonNode document) {
    this.document = document;
  }

  static Description read() throws IOException {
    try (InputStream in = Description.class.getResourceAsStream("openapi.json")) {
      return new Description(new ObjectMapper().readTree(in));
    }
  }

  /** Every path that is described, in the document's spelling. */
  Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    document.path("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  /** The names that the query of a path may have. */
  Set<String> queryParameters(String path) {
    Set<String> names = new TreeSet<>();
    for (JsonNode one : document.path("paths").path(path).path("get").path("parameters")) {
      JsonNode parameter =
          one.has("$ref") ? document.at(one.get("$ref").asText().substring(1)) : one;
      if (parameter.path("in").asText().equals("query")) {
        names.add(parameter.path("name").asText());
      }
    }
    return names;
  }

  /** The schemas that are a list of symbols. */
  List<String> enums() {
    return document.at("/components/schemas").properties().stream()
        .filter(schema -> schema.getValue().has("enum"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The symbols of one of them. */
  List<String> symbols(String name) {
    List<String> symbols = new ArrayList<>();
    document
        .at("/components/schemas/" + name + "/enum")
        .forEach(symbol -> symbols.add(symbol.asText()));
    return symbols;
  }

  /** What is wrong with an answer to this path; empty when it is as described. */
  List<String> faults(String path, String type, JsonNode answer) {
    List<String> faults = new ArrayList<>();
    JsonNode schema =
        document
            .path("paths")
            .path(path)
            .path("get")
            .path("responses")
            .path("200")
            .path("content")
            .path(type)
            .path("schema");
    if (schema.isMissingNode()) {
      return List.of(path + " is not described as " + type);
    }
    judge(schema, answer, "", faults);
    return faults;
  }

  /** The same for a problem. */
  List<String> faultsOfProblem(JsonNode problem) {
    List<String> faults = new ArrayList<>();
    judge(document.at("/components/schemas/Problem"), problem, "", faults);
    return faults;
  }

  private void judge(JsonNode schema, JsonNode value, String at, List<String> faults) {
    if (schema.has("$ref")) {
      judge(document.at(schema.get("$ref").asText().substring(1)), value, at, faults);
      return;
    }
    if (schema.has("oneOf")) {
      if (!value.isNull()) {
        judge(schema.at("/oneOf/0"), value, at, faults);
      }
      return;
    }
    Set<String> types = new TreeSet<>();
    if (schema.path("type").isArray()) {
      schema.path("type").forEach(type -> types.add(type.asText()));
    } else {
      types.add(schema.path("type").asText());
    }
    if (!types.contains(type(value)) && !(types.contains("number") && value.isNumber())) {
      faults.add(at + " is " + value + ", not " + types);
      return;
    }
    if (schema.has("enum")) {
      boolean known = false;
      for (JsonNode symbol : schema.get("enum")) {
        known |= symbol.equals(value);
      }
      if (!known) {
        faults.add(at + " is " + value + ", none of the symbols");
      }
    }
    if ("date-time".equals(schema.path("format").asText())
        && value.isTextual()
        && !value.asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z")) {
      faults.add(at + " is " + value + ", no time with milliseconds");
    }
    if (value.isArray()) {
      value.forEach(each -> judge(schema.path("items"), each, at + "[]", faults));
    } else if (value.isObject()) {
      judgeMembers(schema, value, at, faults);
    }
  }

  private void judgeMembers(JsonNode schema, JsonNode value, String at, List<String> faults) {
    JsonNode properties = schema.path("properties");
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        faults.add(at + "." + required.asText() + " is missing");
      }
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      Optional<JsonNode> described =
          Optional.ofNullable(properties.get(member.getKey()))
              .or(() -> Optional.ofNullable(schema.get("additionalProperties")));
      if (described.isPresent()) {
        judge(described.get(), member.getValue(), at + "." + member.getKey(), faults);
      } else if (schema.has("properties")) {
        faults.add(at + "." + member.getKey() + " is not described");
      }
    }
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      default -> "unknown";
    };
  }
}
