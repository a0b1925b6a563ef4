package firstbad.server;

import firstbad.publisher.Destination;
import firstbad.schemas.AsyncApi;
import firstbad.schemas.Topics;
import firstbad.server.access.Access;
import firstbad.server.api.Api;
import firstbad.server.api.AtomFeeds;
import firstbad.server.api.ListRows;
import firstbad.server.api.OpenApi;
import firstbad.server.api.SharedHeads;
import firstbad.server.ingest.Ingest;
import firstbad.server.ingest.UploadLimits;
import firstbad.server.ingest.VerificationPost;
import firstbad.server.live.ChangeFeed;
import firstbad.server.live.LiveEvents;
import firstbad.server.metrics.HealthRoutes;
import firstbad.server.metrics.IngestPart;
import firstbad.server.metrics.Legs;
import firstbad.server.metrics.Metrics;
import firstbad.server.metrics.Part;
import firstbad.server.page.Page;
import firstbad.server.view.Database;
import firstbad.server.view.Feed;
import firstbad.server.view.Lag;
import firstbad.server.web.RouteGroup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A server over a view that a test feeds by hand, at a time that the test says. */
public final class ServedView implements AutoCloseable {
  public final AtomicLong clock;
  public final Feed feed;
  public final ChangeFeed changes;
  public final Database database;
  public final List<RouteGroup> groups;
  private static final Destination NOWHERE = Destination.of("127.0.0.1:1", "http://127.0.0.1:1");

  private final Ingest ingest;
  private final VerificationPost verifications;
  private final Metrics metrics;
  private final HttpSide http;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * @param now milliseconds since the epoch
   */
  public ServedView(String view, long now) {
    clock = new AtomicLong(now);
    database = Database.open(view);
    feed = new Feed(database, now);
    changes = new ChangeFeed(database, new ListRows());
    Lag lag = new Lag(clock::get);
    Access access = new Access("127.0.0.1", null, Set.of(), clock::get);
    ingest = new Ingest(NOWHERE, database.reader(), UploadLimits.DEFAULT);
    verifications =
        new VerificationPost(
            database.reader(),
            Topics.ofDefaultPrefix(),
            Map.of("bootstrap.servers", "127.0.0.1:1", "schema.registry.url", "http://127.0.0.1:1"),
            clock::get);
    Legs legs = new Legs(ingest::millis, () -> 0, lag::ofView);
    List<Part> parts = List.of(new IngestPart(ingest));
    metrics = new Metrics(parts);
    AsyncApi contract = new AsyncApi(Topics.ofDefaultPrefix(), "1.0.0");
    OpenApi description = new OpenApi();
    groups =
        List.of(
            access,
            metrics,
            new HealthRoutes(parts, legs),
            ingest,
            verifications,
            description,
            new Api(database, lag, clock::get, changes::mark, description, contract.document()),
            new AtomFeeds(database, description),
            new LiveEvents(changes, legs, clock::get),
            new Page(new SharedHeads(database), "https://git.example.org/c/%s"));
    changes.start();
    List<RouteGroup> guarded = groups.stream().map(description::guarding).toList();
    http = HttpSide.started(new Listening("127.0.0.1", 0, null), List.of(access), guarded, legs);
  }

  public String url() {
    return http.url();
  }

  /** The answer to a path, whatever it is. */
  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url() + path)), headers);
  }

  /** The answer to another method. */
  public HttpResponse<String> call(String method, String path, String... headers)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .method(method, HttpRequest.BodyPublishers.noBody()),
        headers);
  }

  /** The answer to a body that is posted. */
  public HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .method("POST", HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    changes.silence();
    http.close();
    ingest.close();
    verifications.close();
    metrics.close();
    changes.close();
    database.close();
  }
}
