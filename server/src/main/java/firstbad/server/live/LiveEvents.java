package firstbad.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import firstbad.server.view.Lag;
import firstbad.server.web.Refusal;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The route of the live changes. */
public final class LiveEvents implements RouteGroup {
  private static final int MOST_LISTENERS = 500;
  private static final Pattern MARK = Pattern.compile("([0-9a-f]{1,16})\\.([0-9]{1,18})");

  private final ChangeFeed feed;
  private final Lag lag;
  private final LongSupplier clock;
  private final AtomicInteger listeners = new AtomicInteger();

  /**
   * @param clock milliseconds since the epoch
   */
  public LiveEvents(ChangeFeed feed, Lag lag, LongSupplier clock) {
    this.feed = feed;
    this.lag = lag;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/v1/events", this::listen));
  }

  private void listen(Context request) {
    String mark = mark(request);
    long newest = feed.newest();
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

  private void begin(Context request, long at, byte[] first) {
    if (listeners.incrementAndGet() > MOST_LISTENERS) {
      listeners.decrementAndGet();
      throw new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE,
          MOST_LISTENERS + " connections are open already; read the lists from time to time.");
    }
    request.status(HttpStatus.OK).contentType("text/event-stream");
    request.header("Cache-Control", "no-store");
    request.header("X-Accel-Buffering", "no");
    request.future(
        () -> {
          try {
            Listener listener =
                new Listener(
                    feed,
                    lag,
                    clock,
                    request.res().getOutputStream(),
                    at,
                    request.queryParam("id"),
                    "true".equals(request.queryParam("rows")),
                    first);
            feed.add(listener);
            request.res().getOutputStream().setWriteListener(listener);
            return listener
                .done()
                .whenComplete(
                    (nothing, failure) -> {
                      feed.remove(listener);
                      listeners.decrementAndGet();
                    });
          } catch (IOException e) {
            listeners.decrementAndGet();
            throw new UncheckedIOException(e);
          }
        });
  }
}
