package firstbad.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.embedded.Change.Reference;
import firstbad.embedded.Change.SchemaText;
import firstbad.embedded.Subjects.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes of Confluent's REST interface that clients call, as one table. */
final class RegistryRoutes {
  private final RegistryRules registry;
  private final List<Route> table = new ArrayList<>();

  /** Answers with anything that can be written as JSON. */
  interface Handler {
    Object answer(RegistryRequest request);
  }

  private record Route(String method, List<String> path, Handler handler) {}

  RegistryRoutes(RegistryRules registry) {
    this.registry = registry;
    route("GET /", r -> Map.of());
    route("GET /subjects", r -> r.page(registry.names(r.prefix(), r.is("deleted"))));
    route("POST /subjects/{subject}", this::lookUp);
    route("DELETE /subjects/{subject}", r -> registry.delete(r.subject(), r.is("permanent")));
    route("GET /subjects/{subject}/versions", r -> r.page(numbers(r)));
    route("POST /subjects/{subject}/versions", this::register);
    route("GET /subjects/{subject}/versions/{version}", r -> described(version(r)));
    route("DELETE /subjects/{subject}/versions/{version}", this::deleteVersion);
    route("GET /subjects/{subject}/versions/{version}/schema", r -> raw(version(r)));
    route(
        "GET /subjects/{subject}/versions/{version}/referencedby",
        r -> r.page(registry.referencedBy(version(r))));
    route("GET /schemas", this::schemas);
    route("GET /schemas/types", r -> List.of("AVRO"));
    route("GET /schemas/ids/{id}", this::byId);
    route("GET /schemas/ids/{id}/schema", r -> raw(registry.byId(r.id())));
    route("GET /schemas/ids/{id}/subjects", r -> r.page(subjectsOf(r)));
    route("GET /schemas/ids/{id}/versions", r -> r.page(versionsOf(r)));
    route("POST /compatibility/subjects/{subject}/versions", r -> compatibility(r, null));
    route(
        "POST /compatibility/subjects/{subject}/versions/{version}",
        r -> compatibility(r, r.part("version")));
    route("GET /config", r -> level(registry.level(null, true)));
    route("PUT /config", r -> Map.of("compatibility", setLevel(r, null)));
    route("DELETE /config", r -> level(registry.unsetLevel(null)));
    route(
        "GET /config/{subject}", r -> level(registry.level(r.subject(), r.is("defaultToGlobal"))));
    route("PUT /config/{subject}", r -> Map.of("compatibility", setLevel(r, r.subject())));
    route("DELETE /config/{subject}", r -> level(registry.unsetLevel(r.subject())));
    route("GET /mode", r -> mode(registry.mode(null, true)));
    route("PUT /mode", r -> mode(registry.setMode(null, r.text("mode"))));
    route("GET /mode/{subject}", r -> mode(registry.mode(r.subject(), r.is("defaultToGlobal"))));
    route("PUT /mode/{subject}", r -> mode(registry.setMode(r.subject(), r.text("mode"))));
    route("DELETE /mode/{subject}", r -> mode(registry.unsetMode(r.subject())));
    route("GET /contexts", r -> List.of("."));
    route("GET /v1/metadata/id", r -> Map.of("scope", Map.of("path", List.of()), "id", ""));
    route("GET /v1/metadata/version", r -> Map.of("version", "7.9.5", "commitId", "firstbad"));
  }

  private void route(String methodAndPath, Handler handler) {
    String[] words = methodAndPath.split(" ", 2);
    table.add(new Route(words[0], RegistryRequest.parts(words[1]), handler));
  }

  /** Finds the route and runs it; throws what the registry refuses. */
  Object answer(String method, List<String> path, RegistryRequest.Source source) {
    boolean pathKnown = false;
    for (Route route : table) {
      Map<String, String> parts = matched(route.path(), path);
      if (parts != null && route.method().equals(method)) {
        return route.handler().answer(new RegistryRequest(parts, source));
      }
      pathKnown |= parts != null;
    }
    throw pathKnown ? RegistryError.NO_SUCH_METHOD.of() : RegistryError.NO_SUCH_ROUTE.of();
  }

  private static @Nullable Map<String, String> matched(List<String> pattern, List<String> path) {
    if (pattern.size() != path.size()) {
      return null;
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String wanted = pattern.get(i);
      if (wanted.startsWith("{")) {
        parts.put(wanted.substring(1, wanted.length() - 1), path.get(i));
      } else if (!wanted.equals(path.get(i))) {
        return null;
      }
    }
    return parts;
  }

  private Object lookUp(RegistryRequest r) {
    return described(registry.lookUp(r.subject(), schema(r), r.is("normalize"), r.is("deleted")));
  }

  private Object register(RegistryRequest r) {
    return Map.of("id", registry.register(r.subject(), schema(r), r.is("normalize")));
  }

  private Object deleteVersion(RegistryRequest r) {
    return registry.delete(r.subject(), r.part("version"), r.is("permanent"));
  }

  private Object schemas(RegistryRequest r) {
    return r.page(
        registry.all(r.prefix(), r.is("deleted"), r.is("latestOnly")).stream()
            .map(RegistryRoutes::described)
            .toList());
  }

  private Object byId(RegistryRequest r) {
    Map<String, Object> answer = new LinkedHashMap<>();
    putText(answer, registry.byId(r.id()).text());
    if (r.is("fetchMaxId")) {
      answer.put("maxId", registry.highestId());
    }
    return answer;
  }

  private Object compatibility(RegistryRequest r, @Nullable String version) {
    List<String> why = registry.differences(r.subject(), version, schema(r), r.is("normalize"));
    return r.is("verbose")
        ? Map.of("is_compatible", why.isEmpty(), "messages", why)
        : Map.of("is_compatible", why.isEmpty());
  }

  private String setLevel(RegistryRequest r, @Nullable String subject) {
    return registry.setLevel(subject, r.text("compatibility"));
  }

  private Version version(RegistryRequest r) {
    return registry.version(r.subject(), r.part("version"), r.is("deleted"));
  }

  private List<Integer> numbers(RegistryRequest r) {
    return registry.versions(r.subject(), r.is("deleted")).stream().map(Version::version).toList();
  }

  private List<String> subjectsOf(RegistryRequest r) {
    return registry.versionsOf(r.id(), r.is("deleted")).stream()
        .map(Version::subject)
        .distinct()
        .toList();
  }

  private List<Map<String, Object>> versionsOf(RegistryRequest r) {
    return registry.versionsOf(r.id(), r.is("deleted")).stream()
        .map(v -> Map.<String, Object>of("subject", v.subject(), "version", v.version()))
        .toList();
  }

  private static Object raw(Version version) {
    return RegistryRequest.json(version.text().schema());
  }

  private static Map<String, Object> described(Version version) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("subject", version.subject());
    answer.put("version", version.version());
    answer.put("id", version.id());
    putText(answer, version.text());
    return answer;
  }

  private static void putText(Map<String, Object> answer, SchemaText text) {
    answer.put("schema", text.schema());
    if (!text.references().isEmpty()) {
      answer.put("references", text.references());
    }
  }

  private static Map<String, String> level(String level) {
    return Map.of("compatibilityLevel", level);
  }

  private static Map<String, String> mode(String mode) {
    return Map.of("mode", mode);
  }

  private static SchemaText schema(RegistryRequest r) {
    JsonNode body = r.body();
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO") && !type.equals("null")) {
      throw RegistryError.INVALID_SCHEMA.of("this registry keeps AVRO only, not " + type);
    }
    for (String unkept : List.of("metadata", "ruleSet")) {
      if (body.hasNonNull(unkept)) {
        throw RegistryError.INVALID_SCHEMA.of("this registry does not keep " + unkept);
      }
    }
    List<Reference> references = new ArrayList<>();
    body.path("references").forEach(each -> references.add(reference(each)));
    return new SchemaText(r.text("schema"), references);
  }

  private static Reference reference(JsonNode reference) {
    return new Reference(
        reference.path("name").asText(),
        reference.path("subject").asText(),
        reference.path("version").asInt());
  }
}
