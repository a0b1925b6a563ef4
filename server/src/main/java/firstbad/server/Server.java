package firstbad.server;

import firstbad.server.page.Page;
import firstbad.server.web.Gate;
import firstbad.server.web.RouteGroup;
import java.util.List;

/** View, API and page in this process. */
public final class Server implements AutoCloseable {
  private final HttpSide http;

  private Server(HttpSide http) {
    this.http = http;
  }

  /**
   * Starts.
   *
   * @throws NotStarted when something is in the way
   */
  public static Server started(ServerSettings settings) {
    List<Gate> gates = List.of();
    List<RouteGroup> groups = List.of(new Page());
    return new Server(HttpSide.started(settings.host(), settings.port(), gates, groups));
  }

  /** Where it listens: http, address and port. */
  public String url() {
    return http.url();
  }

  @Override
  public void close() {
    http.close();
  }
}
