package firstbad.server.web;

import io.javalin.http.Context;
import java.util.List;

/** Routes that belong together. A server is a list of groups. */
@FunctionalInterface
public interface RouteGroup {

  /**
   * The routes, in the order in which they are tried: the first that matches answers, so one that
   * takes slashes stands behind those that it would swallow.
   */
  List<Route> routes();

  /** Answers a browser at an address that no route takes, and says whether it did. */
  default boolean missing(Context request) {
    return false;
  }
}
