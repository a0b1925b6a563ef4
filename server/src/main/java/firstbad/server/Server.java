package firstbad.server;

import firstbad.publisher.Destination;
import firstbad.schemas.AsyncApi;
import firstbad.server.access.Access;
import firstbad.server.access.AccessException;
import firstbad.server.access.Certificate;
import firstbad.server.access.RateGate;
import firstbad.server.api.Api;
import firstbad.server.api.AtomFeeds;
import firstbad.server.api.ListRows;
import firstbad.server.api.OpenApi;
import firstbad.server.api.SharedHeads;
import firstbad.server.chain.Judging;
import firstbad.server.ingest.Ingest;
import firstbad.server.ingest.VerificationPost;
import firstbad.server.live.ChangeFeed;
import firstbad.server.live.LiveEvents;
import firstbad.server.metrics.Build;
import firstbad.server.metrics.HealthRoutes;
import firstbad.server.metrics.IngestPart;
import firstbad.server.metrics.Legs;
import firstbad.server.metrics.Metrics;
import firstbad.server.metrics.Part;
import firstbad.server.metrics.ViewPart;
import firstbad.server.page.DocumentHeads;
import firstbad.server.page.Page;
import firstbad.server.view.Database;
import firstbad.server.view.Follower;
import firstbad.server.view.Lag;
import firstbad.server.view.View;
import firstbad.server.view.ViewException;
import firstbad.server.web.RouteGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** View, API, ingest, live changes and page in this process. */
public final class Server implements AutoCloseable {

  /** What is open, the newest first. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final HttpSide http;
  private final Follower follower;

  /** Long, since each part needs those before it, and all of them are closed when one fails. */
  private Server(ServerSettings settings, List<Part> others, LongSupplier clock) {
    try {
      // what costs nothing to find out comes first
      LongSupplier steady = SteadyClock.from(clock.getAsLong(), System::nanoTime);
      RateGate rate = new RateGate(RateGate.USUAL, steady);
      Access access =
          new Access(
              settings.address().host(),
              settings.guard().tokens(),
              settings.guard().origins(),
              clock);
      Listening at = listening(settings);
      Lag lag = new Lag(steady);
      Database database = opened(Database.open(settings.view().url()));
      ChangeFeed feed = opened(new ChangeFeed(database, new ListRows()));
      follower =
          opened(
              Follower.started(
                  new View(database),
                  settings.kafka().properties(),
                  settings.kafka().topics(),
                  settings.view().keepLines(),
                  lag,
                  steady,
                  feed::nudge));
      feed.start();
      Ingest ingest =
          opened(new Ingest(destination(settings), database.reader(), settings.uploads()));
      List<Part> parts = new ArrayList<>(others);
      parts.add(new ViewPart(database.reader(), lag, follower, clock));
      parts.add(new IngestPart(ingest));
      Judging judging =
          opened(
              new Judging(
                  settings.kafka().topics(),
                  settings.kafka().applicationId(),
                  settings.kafka().properties()));
      judging.start();
      lag.after(() -> Math.max(ingest.millis(), judging.millis()));
      Legs legs = new Legs(ingest::millis, judging::millis, lag::ofView);
      parts.add(judging);
      AsyncApi contract = new AsyncApi(settings.kafka().topics(), Build.current().version());
      OpenApi description = new OpenApi();
      List<RouteGroup> groups =
          List.of(
              access,
              opened(new Metrics(parts)),
              new HealthRoutes(parts, legs),
              ingest,
              opened(
                  new VerificationPost(
                      database.reader(),
                      settings.kafka().topics(),
                      settings.kafka().properties(),
                      clock)),
              description,
              new Api(database, lag, clock, feed::mark, description, contract.document()),
              new AtomFeeds(database, description),
              new LiveEvents(feed, legs, steady),
              new Page(
                  settings.guard().tokens() == null
                      ? new SharedHeads(database)
                      : DocumentHeads.HIDDEN,
                  settings.commitUrl()));
      groups = groups.stream().map(description::guarding).toList();
      http = opened(HttpSide.started(at, List.of(rate, access), groups, legs));
      this.parts.push(feed::silence);
    } catch (ViewException | AccessException e) {
      close();
      throw new ServerNotStarted(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Listening listening(ServerSettings settings) {
    Certificate certificate = settings.address().certificate();
    return new Listening(
        settings.address().host(),
        settings.address().port(),
        certificate == null ? null : certificate.store());
  }

  private static Destination destination(ServerSettings settings) {
    Map<String, Object> properties = settings.kafka().properties();
    return Destination.of(
            String.valueOf(properties.get("bootstrap.servers")),
            String.valueOf(properties.get("schema.registry.url")))
        .withPrefix(settings.kafka().topics().prefix())
        .withProperties(properties);
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
    return started(settings, List.of());
  }

  /**
   * Starts, and tells of other parts of this process too.
   *
   * @throws NotStarted when something is in the way
   */
  public static Server started(ServerSettings settings, List<Part> others) {
    return new Server(settings, others, System::currentTimeMillis);
  }

  /**
   * Tells beforehand that its port is taken, for whoever starts other things first.
   *
   * @throws NotStarted when it is
   */
  public static void requirePort(ServerSettings settings) {
    new Listening(settings.address().host(), settings.address().port(), null).requireFree();
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
