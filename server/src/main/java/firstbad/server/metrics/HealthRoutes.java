package firstbad.server.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code /health/live}: whether it can go on without being started again. {@code /health/ready}:
 * whether all parts do their work. 200 or 503, a sentence for each part that says no, how far each
 * leg of a line's way is behind, and which build this is.
 */
public final class HealthRoutes implements RouteGroup {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Part> parts;
  private final Legs legs;

  /**
   * @param legs of a line's way that this process sees
   */
  public HealthRoutes(List<Part> parts, Legs legs) {
    this.legs = legs;
    this.parts = List.copyOf(parts);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/health/live", request -> answer(request, Part::dead)),
        Route.get(
            "/health/ready", request -> answer(request, part -> part.dead().or(part::notReady))));
  }

  private void answer(Context request, Function<Part, Optional<String>> complaint) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode said = JSON.createArrayNode();
    boolean well = true;
    for (Part part : parts) {
      Optional<String> sentence = complaint.apply(part);
      well &= sentence.isEmpty();
      said.addObject()
          .put("name", part.name())
          .put("ok", sentence.isEmpty())
          .put("sentence", sentence.or(part::remark).orElse(null));
    }
    Build build = Build.current();
    answer
        .put("ok", well)
        .put("version", build.version())
        .put("commit", build.commit())
        .put("changed", build.changed())
        .set("parts", said);
    Map<String, Long> behind = legs.millis();
    if (!behind.isEmpty()) {
      ObjectNode each = answer.putObject("behind_ms");
      behind.forEach(each::put);
    }
    request.header("Cache-Control", "no-store");
    request.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    try {
      request.result(JSON.writeValueAsBytes(answer)).contentType("application/json");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
