package firstbad.server.live;

import static firstbad.server.view.Sample.OWN;
import static firstbad.server.view.Sample.alert;
import static firstbad.server.view.Sample.counts;
import static firstbad.server.view.Sample.culprit;
import static firstbad.server.view.Sample.hash;
import static firstbad.server.view.Sample.head;
import static firstbad.server.view.Sample.line;
import static firstbad.server.view.Sample.minute;
import static firstbad.server.view.Sample.revision;
import static firstbad.server.view.Sample.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.events.AlertKind;
import firstbad.events.GitFacts;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.Verdict;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.Topic;
import firstbad.server.ServedView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class LiveEventsTest {
  private static final long NOW = minute(30).toEpochMilli();

  @TempDir private Path folder;
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private ServedView served;

  @BeforeEach
  void start() {
    served = new ServedView(folder.resolve("view.db").toString(), NOW);
  }

  @AfterEach
  void stop() {
    ticks.shutdownNow();
    served.close();
  }

  /** From now on the server's clock goes on, a second at each tick. */
  private void letTheClockRun() {
    var unused = ticks.scheduleWithFixedDelay(this::tick, 0, 20, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    served.clock.addAndGet(1_000);
    served.changes.nudge();
  }

  /** A connection that listens; read line by line. */
  private final class Ear implements AutoCloseable {
    private final HttpURLConnection connection;
    private final BufferedReader lines;

    Ear(String query, String... lastEventId) throws IOException {
      connection =
          (HttpURLConnection)
              URI.create(served.url() + "/api/v1/events" + query).toURL().openConnection();
      connection.setReadTimeout(60_000);
      if (lastEventId.length > 0) {
        connection.setRequestProperty("Last-Event-ID", lastEventId[0]);
      }
      lines =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The lines of the next block. */
    List<String> next() throws IOException {
      List<String> block = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          return block;
        }
        block.add(line);
      }
      return block;
    }

    @Override
    public void close() {
      connection.disconnect();
    }
  }

  private void happen(String id, int version) {
    served.feed.put(id, head(id, version, Outcome.RUNNING).build()).apply();
    served.changes.nudge();
  }

  private static String mark(List<String> block) {
    return block.stream()
        .filter(line -> line.startsWith("id: "))
        .findFirst()
        .orElseThrow()
        .substring("id: ".length());
  }

  @Test
  void theLagNamesTheLegAndIsSaidOnWhileTheDatabaseIsAway() throws Exception {
    try (Ear ear = new Ear("?rows=true")) {
      assertThat(ear.next()).first().isEqualTo("retry: 2000");
      assertThat(ear.next()).containsExactly("event: lag", "data: {\"lag_ms\":0,\"leg\":\"\"}");

      served.database.close();
      served.clock.addAndGet(60_000);
      served.changes.nudge();

      assertThat(ear.next())
          .containsExactly("event: lag", "data: {\"lag_ms\":60000,\"leg\":\"view\"}");
    }
  }

  @Test
  void whoListensHearsWhatHappensFromThenOn() throws Exception {
    happen("before", 1);
    while (served.changes.newest() == 0) {
      Thread.sleep(5);
    }
    try (Ear ear = new Ear("")) {
      assertThat(ear.next()).first().isEqualTo("retry: 2000");

      happen("a", 1);
      served.feed.put("a", alert("a", AlertKind.DERAILED, 3, 4)).apply();
      served.changes.nudge();

      assertThat(ear.next()).contains("event: bisection", "data: {\"id\":\"a\"}");
      assertThat(ear.next())
          .contains("event: alert", "data: {\"id\":\"a\",\"ordinal\":3,\"kind\":\"DERAILED\"}");
    }
  }

  @Test
  void whoComesBackHearsWhatWasMissedAndNothingTwice() throws Exception {
    String seen;
    try (Ear ear = new Ear("")) {
      List<String> unused = ear.next();
      happen("a", 1);
      seen = mark(ear.next());
    }
    happen("b", 1);
    happen("c", 1);

    try (Ear ear = new Ear("", seen)) {
      assertThat(ear.next()).containsExactly("retry: 2000");
      assertThat(ear.next()).contains("data: {\"id\":\"b\"}");
      assertThat(ear.next()).contains("data: {\"id\":\"c\"}");
    }
    try (Ear ear = new Ear("?after=" + seen)) {
      assertThat(ear.next()).containsExactly("retry: 2000");
      assertThat(ear.next()).contains("data: {\"id\":\"b\"}");
    }
  }

  @Test
  void whoWasAwayForMoreThanAnHourIsToldToLoadAnew() throws Exception {
    String seen;
    try (Ear ear = new Ear("")) {
      List<String> unused = ear.next();
      happen("a", 1);
      seen = mark(ear.next());
    }
    happen("b", 1);
    served.feed.at(NOW + 3_600_001);
    happen("c", 1);
    served.feed.forget(0);

    try (Ear ear = new Ear("", seen)) {
      assertThat(ear.next()).contains("event: reset");
    }
  }

  @Test
  void aMarkOfAViewThatWasMadeAgainIsUnknown() throws Exception {
    happen("a", 1);
    for (String unknown : List.of("0badc0de.1", "nonsense", "\u00e9")) {
      try (Ear ear = new Ear("", unknown)) {
        assertThat(ear.next()).as(unknown).contains("event: reset");
      }
    }
  }

  @Test
  void whoListensToOneBisectionHearsOfNoOther() throws Exception {
    try (Ear ear = new Ear("?id=b")) {
      List<String> unused = ear.next();
      happen("a", 1);
      happen("b", 1);

      assertThat(ear.next()).contains("data: {\"id\":\"b\"}");
    }
  }

  @Test
  void silenceIsBrokenByAHeartbeatThatSaysTheLag() throws Exception {
    try (Ear ear = new Ear("")) {
      List<String> unused = ear.next();

      served.clock.addAndGet(15_000);

      assertThat(ear.next()).singleElement().asString().matches(": \\d+ ms behind");
    }
  }

  @Test
  void aServerStopsWhileSomebodyListens() throws Exception {
    try (Ear ear = new Ear("?rows=true")) {
      assertThat(ear.next()).first().isEqualTo("retry: 2000");
      happen("a", 1);
      served.close();
    }
    assertThat(served.changes.stopped()).isTrue();
  }

  @Test
  void whoAsksForRowsGetsTheListsOwnAndTheLastOfSeveralChangesAlone() throws Exception {
    String seen;
    try (Ear ear = new Ear("")) {
      List<String> unused = ear.next();
      happen("a", 1);
      seen = mark(ear.next());
    }
    happen("b", 1);
    happen("b", 2);
    served.feed.put("b", alert("b", AlertKind.DERAILED, 3, 4)).apply();
    String row =
        new ObjectMapper()
            .readTree(served.get("/api/v1/bisections?limit=1").body())
            .path("items")
            .path(0)
            .toString();
    served.changes.nudge();

    try (Ear ear = new Ear("?rows=true&after=" + seen)) {
      assertThat(ear.next()).containsExactly("retry: 2000");
      assertThat(next(ear, "bisection")).contains("data: {\"id\":\"b\",\"row\":" + row + "}");
      assertThat(next(ear, "alert").toString())
          .contains("\"row\":{\"id\":\"b\",\"kind\":\"DERAILED\"");
    }
  }

  @Test
  void whatIsSaidOfACulpritAndASilenceBringTheRowThatTheyChange() throws Exception {
    String seen;
    try (Ear ear = new Ear("")) {
      List<String> unused = ear.next();
      happen("a", 1);
      seen = mark(ear.next());
    }
    served
        .feed
        .put(
            "a/PERSON",
            Verification.newBuilder()
                .setId("a")
                .setState(VerificationState.REFUTED)
                .setSource(VerificationSource.PERSON)
                .setMadeAt(Instant.EPOCH)
                .build())
        .apply();
    served.changes.nudge();
    try (Ear ear = new Ear("?rows=true&after=" + seen)) {
      assertThat(ear.next()).containsExactly("retry: 2000");
      List<String> said = next(ear, "verification");
      assertThat(said.toString()).contains("\"verification\":\"REFUTED\"");

      served.feed.put("a", alert("a", AlertKind.STALLED, 100, 4)).apply();
      served.changes.nudge();
      assertThat(next(ear, "bisection").toString()).contains("\"stalled\":true");
    }
  }

  @Test
  void whoWatchesABisectionIsSentWhatIsNewOfItOnceASecondAtMost() throws Exception {
    happen("b", 1);
    served.feed.put("b", line(1, "one")).put("b/1", revision("b", 1, Verdict.BAD, OWN).build());
    served.feed.apply();
    try (Ear ear = new Ear("?detail=b&after=")) {
      letTheClockRun();
      assertThat(ear.next()).first().isEqualTo("retry: 2000");
      assertThat(news(ear).toString())
          .isEqualTo("{\"id\":\"b\",\"lines\":{\"total\":1,\"items\":[]}}");

      served.feed.put("b/2", revision("b", 2, Verdict.GOOD, OWN).build());
      served.feed.put("b", head("b", 2, Outcome.RUNNING).build()).put("b", line(2, "two"));
      served.feed.put(hash(2), counts(hash(2), 8)).put("a", line(1, "not this one")).apply();

      // Lines are read from the view itself, so they may be sent before what the change brings.
      List<JsonNode> all = newsUntilDetail(ear);
      JsonNode news = all.get(all.size() - 1);
      JsonNode whole = new ObjectMapper().readTree(served.get("/api/v1/bisections/b").body());
      assertThat(news.at("/detail/story")).isEqualTo(whole.path("story"));
      assertThat(news.at("/detail/bisection")).isEqualTo(whole.path("bisection"));
      assertThat(news.at("/detail/revisions").findValuesAsText("ordinal")).containsExactly("2");
      assertThat(whole.path("revisions").findValuesAsText("ordinal")).containsExactly("1", "2");
      assertThat(all)
          .filteredOn(each -> !each.at("/lines/items").isEmpty())
          .extracting(each -> each.at("/lines/items").toString())
          .containsExactly("[{\"number\":2,\"text\":\"two\",\"unknown\":false}]");
      assertThat(news.at("/crash_counts/commit").asText()).isEqualTo(hash(2));

      served.feed.tombstone(Topic.BISECTIONS, "b").apply();
      assertThat(news(ear).path("detail").isNull()).isTrue();
    }
  }

  @Test
  void whoWatchesABisectionIsSentWhatOthersSayOfItsCulprit() throws Exception {
    served.feed.put("b", head("b", 1, Outcome.CULPRIT_FOUND).build());
    served.feed.put("b", culprit("b", hash(7), Level.LOW, 1).build()).apply();
    try (Ear ear = new Ear("?detail=b&after=")) {
      letTheClockRun();
      assertThat(ear.next()).first().isEqualTo("retry: 2000");
      sayOf(hash(8));
      sayOf(hash(7));

      assertThat(news(ear).at("/detail/git_facts/title").asText()).isEqualTo("of the tree");
    }
  }

  private void sayOf(String commit) {
    served.feed.put(commit, suspect(commit, "a", "b"));
    served
        .feed
        .put(
            commit,
            GitFacts.newBuilder()
                .setCommit(commit)
                .setTitle("of the tree")
                .setReadAt(minute(3))
                .build())
        .apply();
  }

  /** Two who watch the same are sent the same. */
  @Test
  void manyMayWatchOneBisection() throws Exception {
    happen("b", 1);
    try (Ear one = new Ear("?detail=b&after=");
        Ear other = new Ear("?detail=b&after=")) {
      letTheClockRun();
      assertThat(one.next()).first().isEqualTo("retry: 2000");
      assertThat(other.next()).first().isEqualTo("retry: 2000");
      for (int ordinal = 1; ordinal <= 5; ordinal++) {
        served.feed.put("b/" + ordinal, revision("b", ordinal, Verdict.BAD, OWN).build());
        served.feed.put("b", line(ordinal, "line " + ordinal)).apply();
        assertThat(revisions(one)).contains(Integer.toString(ordinal));
        assertThat(revisions(other)).contains(Integer.toString(ordinal));
      }
    }
  }

  private static List<String> revisions(Ear ear) throws IOException {
    List<JsonNode> all = newsUntilDetail(ear);
    return all.get(all.size() - 1).at("/detail/revisions").findValuesAsText("ordinal");
  }

  /** All news until some of it says more than lines; that one is the last. */
  private static List<JsonNode> newsUntilDetail(Ear ear) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    do {
      all.add(news(ear));
    } while (!all.get(all.size() - 1).has("detail"));
    return all;
  }

  /** The next event that brings news of the bisection that is watched. */
  private static JsonNode news(Ear ear) throws IOException {
    List<String> block = ear.next();
    while (!block.contains("event: detail")) {
      block = ear.next();
    }
    return new ObjectMapper().readTree(block.get(1).substring("data: ".length()));
  }

  /** The next block but those that give the lag. */
  private static List<String> next(Ear ear, String event) throws IOException {
    List<String> block = ear.next();
    while (block.contains("event: lag")) {
      block = ear.next();
    }
    assertThat(block).contains("event: " + event);
    return block;
  }

  @Test
  void whoHasGoneListensNoLonger() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Ear ear = new Ear(i % 2 == 0 ? "" : "?rows=true")) {
        assertThat(ear.next()).first().isEqualTo("retry: 2000");
      }
    }
    while (served.changes.listeners() > 0) {
      served.clock.addAndGet(15_000); // a heartbeat finds that nobody is there
      served.changes.nudge();
      Thread.sleep(5);
    }
  }

  /** No body is sent for it, so the server would not notice that its client has gone. */
  @Test
  void whoAsksForTheHeadersAloneDoesNotListen() throws Exception {
    for (int i = 0; i < 501; i++) {
      HttpResponse<String> headers = served.call("HEAD", "/api/v1/events");
      assertThat(headers.statusCode()).isEqualTo(200);
      assertThat(headers.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
    }
    assertThat(served.changes.listeners()).isZero();
    try (Ear ear = new Ear("")) {
      assertThat(ear.next()).first().isEqualTo("retry: 2000");
    }
  }

  @Test
  void nobodyAloneTakesAllPlaces() throws Exception {
    List<Ear> ears = new ArrayList<>();
    try {
      for (int i = 0; i < LiveEvents.MOST_OF_ONE; i++) {
        ears.add(new Ear(""));
      }
      HttpResponse<String> beyond = served.get("/api/v1/events");
      assertThat(beyond.statusCode()).isEqualTo(429);
      assertThat(beyond.headers().firstValue("Retry-After")).isPresent();
      assertThat(beyond.body())
          .contains("250 connections from 127.0.0.1 listen already, which is the limit");
    } finally {
      ears.forEach(Ear::close);
    }
    while (served.changes.listeners() > 0) {
      served.clock.addAndGet(15_000);
      served.changes.nudge();
      Thread.sleep(5);
    }
    try (Ear ear = new Ear("")) {
      assertThat(ear.next()).first().isEqualTo("retry: 2000");
    }
  }

  /** Nothing is queued for it: it holds one page of changes, and the others go on. */
  @Test
  void whoTakesNothingHoldsUpNobody() throws Exception {
    try (Socket deaf = new Socket();
        Ear ear = new Ear("")) {
      List<String> unused = ear.next();
      deaf.setReceiveBufferSize(4096);
      URI url = URI.create(served.url());
      deaf.connect(new InetSocketAddress(url.getHost(), url.getPort()));
      deaf.getOutputStream()
          .write(
              "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                  .getBytes(StandardCharsets.UTF_8));
      int heard = 0;
      int batches = 20;
      int each = 500;
      String padding = "x".repeat(180);
      for (int batch = 0; batch < batches; batch++) {
        for (int i = 0; i < each; i++) {
          String id = padding + batch + "-" + i;
          served.feed.put(id, head(id, 1, Outcome.RUNNING).build());
        }
        served.feed.apply();
        served.changes.nudge();
        for (; heard < (batch + 1) * each; heard++) {
          assertThat(ear.next()).contains("event: bisection");
        }
      }
      assertThat(served.get("/api/v1/overview").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theEndsOfTheChangesAreFoundWithoutReadingThemAll() {
    for (String end : List.of(ChangeFeed.OLDEST, ChangeFeed.NEWEST)) {
      String plan =
          served
              .database
              .reader()
              .withHandle(
                  db ->
                      db.createQuery("EXPLAIN QUERY PLAN " + end)
                          .map((row, context) -> row.getString("detail"))
                          .one());
      assertThat(plan).startsWith("SEARCH");
    }
  }
}
