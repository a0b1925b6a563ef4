package firstbad.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.schemas.OncePerMinute;
import firstbad.schemas.OwnFaults;
import firstbad.server.view.DatabaseFault;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that goes wrong, as {@code application/problem+json} of RFC 9457; a path outside of
 * the API that nothing is at, as the page for a browser, and as plain text for any other.
 */
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  static final String TYPE = "application/problem+json";

  private static final OncePerMinute SAID = new OncePerMinute();
  private static final OwnFaults FAULTS = new OwnFaults(LOG);

  private Problems() {}

  /** The same for a server without a page. */
  public static void answer(RoutesConfig routes) {
    answer(routes, request -> false);
  }

  /**
   * Answers every exception that leaves a handler, and every path that no route takes.
   *
   * @param page answers a person at such a path outside of the API, and says whether it did
   */
  public static void answer(RoutesConfig routes, Predicate<Context> page) {
    routes.exception(
        Refusal.class,
        (refusal, request) ->
            write(
                request,
                refusal.status(),
                String.valueOf(refusal.getMessage()),
                refusal.members()));
    routes.exception(
        HttpResponseException.class,
        (failure, request) -> {
          if (failure instanceof MethodNotAllowedResponse) {
            String methods = String.join(", ", failure.getDetails().values());
            request.header("Allow", methods);
            write(
                request,
                HttpStatus.METHOD_NOT_ALLOWED,
                "%s takes %s, and not %s.".formatted(request.path(), methods, request.method()),
                Map.of());
          } else if (failure.getStatus() != HttpStatus.NOT_FOUND.getCode()) {
            write(
                request,
                HttpStatus.forStatus(failure.getStatus()),
                String.valueOf(failure.getMessage()) + ".",
                Map.of());
          } else if ((request.path() + "/").startsWith("/api/")) {
            write(request, HttpStatus.NOT_FOUND, nothingAt(request), Map.of());
          } else if (page.test(request)) {
            request.status(HttpStatus.NOT_FOUND);
          } else {
            request
                .status(HttpStatus.NOT_FOUND)
                .result(nothingAt(request) + " The page begins at /.\n");
            request.contentType("text/plain; charset=utf-8");
          }
        });
    routes.exception(Exception.class, Problems::failed);
  }

  private static void failed(Exception failure, Context request) {
    if (DatabaseFault.in(failure)) {
      say(failure);
      request.header("Retry-After", "5");
      write(
          request,
          HttpStatus.SERVICE_UNAVAILABLE,
          "The database of the view does not answer at the moment; try again soon.",
          Map.of());
      return;
    }
    FAULTS.say("A request (%s) could not be answered".formatted(request.method()), failure);
    write(
        request,
        HttpStatus.INTERNAL_SERVER_ERROR,
        "The server failed at this request; its log says why.",
        Map.of());
  }

  private static void say(Exception failure) {
    if (SAID.due("the database is away").isPresent()) {
      Throwable root = failure;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      LOG.warn(
          "The database of the view does not answer, and requests that need it are refused: {}",
          String.valueOf(root.getMessage()));
    }
  }

  private static String nothingAt(Context request) {
    return "There is nothing at " + request.path() + ".";
  }

  private static void write(
      Context request, HttpStatus status, String sentence, Map<String, Object> members) {
    request.status(status).result(problem(status, sentence, members));
    request.contentType(TYPE);
  }

  /** A problem as it is sent. */
  static byte[] problem(HttpStatus status, String sentence, Map<String, Object> members) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", status.getMessage());
    problem.put("status", status.getCode());
    problem.put("detail", sentence);
    problem.putAll(members);
    try {
      return JSON.writeValueAsBytes(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
