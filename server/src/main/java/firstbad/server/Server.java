package firstbad.server;

import firstbad.server.api.Api;
import firstbad.server.live.ChangeFeed;
import firstbad.server.live.LiveEvents;
import firstbad.server.page.Page;
import firstbad.server.view.Database;
import firstbad.server.view.Follower;
import firstbad.server.view.Lag;
import firstbad.server.view.View;
import firstbad.server.view.ViewException;
import firstbad.server.web.Gate;
import firstbad.server.web.RouteGroup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** View, API, live changes and page in this process. */
public final class Server implements AutoCloseable {

  /** What is open, the newest first. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final HttpSide http;
  private final Follower follower;

  private Server(ServerSettings settings, LongSupplier clock) {
    try {
      Lag lag = new Lag(clock);
      Database database = opened(Database.open(settings.view()));
      ChangeFeed feed = opened(new ChangeFeed(database));
      follower =
          opened(
              Follower.started(
                  new View(database),
                  settings.clientProperties(),
                  settings.topics(),
                  settings.keepLines(),
                  lag,
                  clock,
                  feed::nudge));
      feed.start();
      List<Gate> gates = List.of();
      List<RouteGroup> groups =
          List.of(new Api(database, lag, clock), new LiveEvents(feed, lag, clock), new Page());
      http = opened(HttpSide.started(settings.host(), settings.port(), gates, groups, lag));
    } catch (ViewException e) {
      close();
      throw new NotStarted(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /**
   * Starts.
   *
   * @throws NotStarted when something is in the way
   */
  public static Server started(ServerSettings settings) {
    return new Server(settings, System::currentTimeMillis);
  }

  /** Where it listens: http, address and port. */
  public String url() {
    return http.url();
  }

  /** Why the view does not go on at the moment, one sentence; empty while it does. */
  public Optional<String> trouble() {
    return follower.trouble();
  }

  @Override
  public void close() {
    RuntimeException first = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      } catch (Exception e) {
        first = first == null ? new IllegalStateException(e) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
