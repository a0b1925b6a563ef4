package firstbad.server.access;

import firstbad.server.web.Gate;
import firstbad.server.web.Refusal;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where only this machine reaches the server: everything is open, but not to pages of other sites
 * that a browser on this machine shows. A name of theirs that points here is betrayed by {@code
 * Host}, a request from one of their pages by {@code Origin}.
 */
final class LoopbackGate implements Gate, RouteGroup {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

  private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);

  private final Set<String> origins;

  /**
   * @param origins of pages on this machine that may write beside the server's own
   */
  LoopbackGate(Set<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  @Override
  public List<Route> routes() {
    // the page signs in only where it is asked to, which nobody here is
    return List.of(Route.post("/api/v1/session", request -> request.status(HttpStatus.NO_CONTENT)));
  }

  @Override
  public void pass(Context request) {
    if (!loopback(request.header("Host"))) {
      throw new Refusal(
          HttpStatus.FORBIDDEN,
          "This server answers to localhost and 127.0.0.1 only; under another name it needs"
              + " --tokens.");
    }
    String origin = request.header("Origin");
    if (origin != null && !loopback(authority(origin))) {
      throw new Refusal(
          HttpStatus.FORBIDDEN, "Pages of other sites may not use a server on this machine.");
    }
    boolean own =
        origin == null || String.valueOf(request.header("Host")).equals(authority(origin));
    if (!own && !READING.contains(request.method()) && !origins.contains(origin)) {
      throw new Refusal(
          HttpStatus.FORBIDDEN,
          "A page of another program on this machine may write only where the server was started"
              + " with --origin and the page's origin.");
    }
  }

  private static @Nullable String authority(String origin) {
    try {
      return new URI(origin).getRawAuthority();
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static boolean loopback(@Nullable String authority) {
    return authority != null && LOOPBACK.matcher(authority.replaceFirst(":\\d+$", "")).matches();
  }
}
