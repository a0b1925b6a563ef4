package firstbad.server.web;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One row of the table of routes.
 *
 * @param path as Javalin writes it: {@code {name}} takes one segment, {@code <name>} also slashes
 * @param handler answers, or throws {@link Refusal}
 */
public record Route(HandlerType method, String path, Handler handler) {

  /** A route that is read; HEAD is answered too, by the same handler and without its body. */
  public static Route get(String path, Handler handler) {
    return new Route(HandlerType.GET, path, handler);
  }

  /** A route that is written to. */
  public static Route put(String path, Handler handler) {
    return new Route(HandlerType.PUT, path, handler);
  }

  /** A route that does something once. */
  public static Route post(String path, Handler handler) {
    return new Route(HandlerType.POST, path, handler);
  }
}
