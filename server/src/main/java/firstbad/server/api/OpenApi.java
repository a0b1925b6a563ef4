package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.server.web.Refusal;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The description of the API, held against every request: a query parameter that it does not name
 * is refused, since a filter that is not applied would look like one that found all.
 */
public final class OpenApi implements RouteGroup {
  private static final int SHOWN = 80;

  private final JsonNode document;

  /** Reads the description that is part of this build. */
  public OpenApi() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is not in this build");
      }
      document = JsonAnswer.parsed(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/openapi.json", request -> JsonAnswer.send(request, document)));
  }

  /** The same group, of which each route of the API refuses parameters that are not its own. */
  public RouteGroup guarding(RouteGroup group) {
    return new RouteGroup() {
      @Override
      public List<Route> routes() {
        return group.routes().stream().map(OpenApi.this::guarded).toList();
      }

      @Override
      public boolean missing(Context request) {
        return group.missing(request);
      }
    };
  }

  private Route guarded(Route route) {
    if (!route.path().startsWith("/api/") && !route.path().endsWith(".atom")) {
      return route;
    }
    Set<String> known = parameters(route.method(), route.path());
    return new Route(
        route.method(),
        route.path(),
        request -> {
          refuseOthers(request, known);
          route.handler().handle(request);
        });
  }

  /** The names of the query parameters of what is read at a path, as a route writes it. */
  Set<String> parameters(String path) {
    return parameters(HandlerType.GET, path);
  }

  private Set<String> parameters(HandlerType method, String path) {
    String name = method.name().toLowerCase(Locale.ROOT);
    JsonNode operation =
        document.path("paths").path(path.replace('<', '{').replace('>', '}')).path(name);
    if (operation.isMissingNode()) {
      throw new IllegalStateException("openapi.json does not describe " + name + " " + path);
    }
    Set<String> names = new TreeSet<>();
    for (JsonNode one : operation.path("parameters")) {
      JsonNode parameter =
          one.has("$ref") ? document.at(one.get("$ref").asText().substring(1)) : one;
      if (parameter.path("in").asText().equals("query")) {
        names.add(parameter.path("name").asText());
      }
    }
    return names;
  }

  private static void refuseOthers(Context request, Set<String> known) {
    for (String name : request.queryParamMap().keySet()) {
      if (!known.contains(name)) {
        String shown = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
        throw Refusal.wrong(
            "There is no parameter '"
                + shown
                + "' here; "
                + (known.isEmpty()
                    ? "this address has none."
                    : "there are " + String.join(", ", known) + "."));
      }
    }
  }
}
