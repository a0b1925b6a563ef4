package firstbad.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import firstbad.schemas.Ids;
import firstbad.server.metrics.Legs;
import firstbad.server.web.Refusal;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The route of the live changes. */
public final class LiveEvents implements RouteGroup {
  private static final int MOST_LISTENERS = 500;

  /** Half of them, so that nobody alone takes all; behind a proxy everybody has one address. */
  static final int MOST_OF_ONE = 250;

  private static final Pattern MARK = Pattern.compile("([0-9a-f]{1,16})\\.([0-9]{1,18})");

  private final ChangeFeed feed;
  private final Legs legs;
  private final LongSupplier clock;
  private final Map<String, Integer> ofOne = new ConcurrentHashMap<>();

  /**
   * @param legs how far what is shown is behind
   * @param clock milliseconds of a clock that nobody sets
   */
  public LiveEvents(ChangeFeed feed, Legs legs, LongSupplier clock) {
    this.feed = feed;
    this.legs = legs;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/v1/events", this::listen));
  }

  private void listen(Context request) throws IOException {
    String mark = mark(request);
    long newest = feed.newestNow();
    long at = newest;
    String first = "retry: 2000\nid: " + feed.epoch() + '.' + newest + "\n\n";
    if (mark != null && !mark.isEmpty()) {
      Matcher known = MARK.matcher(mark);
      if (known.matches() && feed.canResume(known.group(1), Long.parseLong(known.group(2)))) {
        at = Long.parseLong(known.group(2));
        first = "retry: 2000\n\n";
      } else {
        first = "retry: 2000\nid: " + feed.epoch() + '.' + newest + "\nevent: reset\ndata: {}\n\n";
      }
    }
    begin(request, at, first.getBytes(UTF_8));
  }

  /** Where the browser stopped, which it says when it comes back, or where a page begins. */
  private static @Nullable String mark(Context request) {
    String mark = request.header("Last-Event-ID");
    return mark == null ? request.queryParam("after") : mark;
  }

  /** The id of a bisection that a parameter gives; null where it does not. */
  private static @Nullable String id(Context request, String parameter) {
    String id = request.queryParam(parameter);
    if (id != null && !Ids.isLegal(id)) {
      throw Refusal.wrong(Ids.refusal(id));
    }
    return id;
  }

  /** Whether changes carry the rows of the lists. */
  private static boolean rows(Context request) {
    String text = request.queryParam("rows");
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw Refusal.wrong("rows must be true or false.");
    }
    return "true".equals(text);
  }

  private void begin(Context request, long at, byte[] first) throws IOException {
    String id = id(request, "id");
    String watched = id(request, "detail");
    boolean rows = rows(request);
    request.contentType("text/event-stream");
    request.header("Cache-Control", "no-store");
    request.header("X-Accel-Buffering", "no");
    if (request.method().equals(HandlerType.HEAD)) {
      return; // no body is sent, so it would never be noticed that the client has gone
    }
    ServletOutputStream out = request.res().getOutputStream();
    Watch watch = watched == null ? null : new Watch(watched);
    Listener listener = new Listener(feed, legs, clock, out, at, id, rows, watch, first);
    String address = request.req().getRemoteAddr();
    joined(address, request);
    if (!feed.add(listener, MOST_LISTENERS)) {
      left(address);
      throw new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE,
          MOST_LISTENERS + " connections are open already; read the lists from time to time.");
    }
    // Here and not with the future: one that never begins to be written to ends by itself.
    var unused =
        listener
            .done()
            .whenComplete(
                (nothing, failure) -> {
                  feed.remove(listener);
                  left(address);
                });
    request.future(
        () -> {
          out.setWriteListener(listener);
          return listener.done();
        });
  }

  private void joined(String address, Context request) {
    if (ofOne.merge(address, 1, Integer::sum) > MOST_OF_ONE) {
      left(address);
      request.header("Retry-After", "30");
      throw new Refusal(
          HttpStatus.TOO_MANY_REQUESTS,
          MOST_OF_ONE
              + " connections from "
              + address
              + " listen already, which is the limit of one address; read the lists from time to"
              + " time.");
    }
  }

  private void left(String address) {
    ofOne.computeIfPresent(address, (any, count) -> count == 1 ? null : count - 1);
  }
}
