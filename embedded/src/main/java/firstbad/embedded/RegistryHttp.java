package firstbad.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import firstbad.embedded.RegistryError.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries the routes over HTTP: bounded bodies in, JSON out, also for errors. */
final class RegistryHttp implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANSWERS = "application/vnd.schemaregistry.v1+json";
  // A browser sends none of these to a foreign server without asking it first, so no web page can
  // write to a registry on its reader's machine.
  private static final Set<String> ACCEPTED =
      Set.of(
          ANSWERS,
          "application/vnd.schemaregistry+json",
          "application/json",
          "application/octet-stream");
  private static final int BODY_BYTES = 1 << 20;

  private final RegistryRoutes routes;

  RegistryHttp(RegistryRoutes routes) {
    this.routes = routes;
  }

  private record Reply(int status, Object body) {}

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      byte[] bytes = JSON.writeValueAsBytes(reply.body());
      exchange.getResponseHeaders().set("Content-Type", ANSWERS);
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    try {
      List<String> path = RegistryRequest.parts(exchange.getRequestURI().getRawPath());
      RegistryRequest.Source source =
          new RegistryRequest.Source(exchange.getRequestURI().getRawQuery(), body(exchange));
      return new Reply(200, routes.answer(exchange.getRequestMethod(), path, source));
    } catch (Refusal e) {
      return refused(e);
    } catch (RuntimeException e) {
      LOG.error("The registry failed at {}", exchange.getRequestURI().getPath(), e);
      return refused(RegistryError.STORE.of(e));
    }
  }

  private static Reply refused(Refusal refusal) {
    return new Reply(
        refusal.status(),
        Map.of("error_code", refusal.code(), "message", String.valueOf(refusal.getMessage())));
  }

  private static String body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES + 1);
    if (body.length > BODY_BYTES) {
      throw RegistryError.TOO_LARGE.of(BODY_BYTES);
    }
    if (body.length > 0 && !ACCEPTED.contains(contentType(exchange))) {
      throw RegistryError.NOT_JSON.of();
    }
    return new String(body, UTF_8);
  }

  private static String contentType(HttpExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type == null ? ANSWERS : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
