package firstbad.server;

import firstbad.server.metrics.Legs;
import firstbad.server.web.BadRequests;
import firstbad.server.web.Gate;
import firstbad.server.web.Problems;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Carries groups of routes over HTTP. */
final class HttpSide implements AutoCloseable {
  private static final int THREADS = 300;
  private static final int HEADER_BYTES = 16 * 1024;

  private final Javalin javalin;
  private final Listening at;

  private HttpSide(Javalin javalin, Listening at) {
    this.javalin = javalin;
    this.at = at;
  }

  /**
   * Listens.
   *
   * @param legs how far what is answered is behind
   * @param gates asked in their order before any route
   * @throws NotStarted when the address cannot be had
   */
  static HttpSide started(Listening at, List<Gate> gates, List<RouteGroup> groups, Legs legs) {
    Javalin javalin = Javalin.create(config -> configure(config, at, gates, groups, legs));
    try {
      javalin.start();
    } catch (RuntimeException e) {
      javalin.stop();
      throw at.refused(e);
    }
    return new HttpSide(javalin, at);
  }

  private static void configure(
      JavalinConfig config, Listening at, List<Gate> gates, List<RouteGroup> groups, Legs legs) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.asyncTimeout = 0;
    config.http.defaultContentType = "application/json";
    config.jetty.threadPool = threads();
    config.jetty.addConnector(at::connector);
    config.jetty.modifyServer(server -> server.setErrorHandler(new BadRequests()));
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(HEADER_BYTES);
          // Ids of bisections may hold slashes, which stand as %2F inside a path.
          http.setUriCompliance(
              UriCompliance.DEFAULT.with("ids", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        });
    config.jetty.modifyServletContextHandler(
        context -> {
          ServletHandler servlets = context.getServletHandler();
          servlets.setDecodeAmbiguousURIs(true);
        });
    config.routes.before(
        request -> {
          request.header("X-Content-Type-Options", "nosniff");
          request.header("Referrer-Policy", "no-referrer");
          request.header("Firstbad-Lag-Ms", String.valueOf(legs.most()));
          if (!legs.millis().isEmpty()) {
            request.header("Firstbad-Lag", legs.header());
          }
          gates.forEach(gate -> gate.pass(request));
        });
    groups.stream().flatMap(group -> group.routes().stream()).forEach(route -> add(config, route));
    Problems.answer(
        config.routes, request -> groups.stream().anyMatch(group -> group.missing(request)));
  }

  private static void add(JavalinConfig config, Route route) {
    config.routes.addHttpHandler(route.method(), route.path(), route.handler());
    if (route.method().equals(HandlerType.GET)) {
      config.routes.addHttpHandler(HandlerType.HEAD, route.path(), route.handler());
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 8);
    threads.setName("firstbad-http");
    threads.setDaemon(true);
    return threads;
  }

  /** Where it listens. */
  String url() {
    String host = at.host();
    String shown = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    String named = shown.contains(":") ? "[" + shown + "]" : shown;
    return at.scheme() + "://" + named + ":" + javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
