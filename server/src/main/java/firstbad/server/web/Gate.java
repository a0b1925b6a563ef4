package firstbad.server.web;

import io.javalin.http.Context;

/** Looks at every request before any route does. */
@FunctionalInterface
public interface Gate {

  /**
   * Lets the request pass.
   *
   * @throws Refusal when it may not
   */
  void pass(Context request);
}
