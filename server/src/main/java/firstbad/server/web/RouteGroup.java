package firstbad.server.web;

import java.util.List;

/** Routes that belong together. A server is a list of groups. */
@FunctionalInterface
public interface RouteGroup {

  /**
   * The routes, in the order in which they are tried: the first that matches answers, so one that
   * takes slashes stands behind those that it would swallow.
   */
  List<Route> routes();
}
