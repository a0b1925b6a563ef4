package firstbad.server.api;

import static firstbad.server.view.Sample.FOREIGN;
import static firstbad.server.view.Sample.OWN;
import static firstbad.server.view.Sample.alert;
import static firstbad.server.view.Sample.assessment;
import static firstbad.server.view.Sample.blame;
import static firstbad.server.view.Sample.counts;
import static firstbad.server.view.Sample.culprit;
import static firstbad.server.view.Sample.end;
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
import firstbad.events.Kind;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.TitleCount;
import firstbad.events.Verdict;
import firstbad.server.ServedView;
import firstbad.server.page.Page;
import firstbad.server.web.RouteGroup;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is asked over HTTP and what comes back, on every database the same. Answers are compared
 * with files; {@code -Dgolden.rewrite=true} writes them.
 */
abstract class ApiContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path GOLDEN = Path.of("src/test/resources/firstbad/server/api/golden");

  /** One question for each route that answers with JSON, and the path that describes it. */
  private static final Map<String, String> QUESTIONS =
      Map.ofEntries(
          Map.entry("/api/v1/overview", "/api/v1/overview"),
          Map.entry("/api/v1/bisections", "/api/v1/bisections"),
          Map.entry("/api/v1/bisections/team%2Fderailed", "/api/v1/bisections/{id}"),
          Map.entry(
              "/api/v1/bisections/team/derailed/lines?from=2&limit=2",
              "/api/v1/bisections/{id}/lines"),
          Map.entry("/api/v1/culprits", "/api/v1/culprits"),
          Map.entry("/api/v1/suspects", "/api/v1/suspects"),
          Map.entry("/api/v1/commits/" + hash(7), "/api/v1/commits/{commit}"),
          Map.entry("/api/v1/commits/" + hash(1).substring(0, 12), "/api/v1/commits/{commit}"),
          Map.entry("/api/v1/crashes/types", "/api/v1/crashes/types"),
          Map.entry("/api/v1/crashes/titles", "/api/v1/crashes/titles"),
          Map.entry("/api/v1/crashes/commits", "/api/v1/crashes/commits"),
          Map.entry("/api/v1/alerts", "/api/v1/alerts"),
          Map.entry("/api/v1/search?q=frob", "/api/v1/search"));

  /** What says how things stand now, and so has no golden file. */
  private static final Map<String, String> STATES =
      Map.of(
          "/api/v1/bisections/team%2Fderailed/log/position",
          "/api/v1/bisections/{id}/log/position",
          "/health/live",
          "/health/live",
          "/health/ready",
          "/health/ready");

  private ServedView served;

  abstract String newView() throws Exception;

  @BeforeEach
  void start() throws Exception {
    served = new ServedView(newView(), minute(30).toEpochMilli());
    served
        .feed
        .put(
            "team/derailed",
            head("team/derailed", 9, Outcome.CULPRIT_FOUND)
                .setCulprit(hash(7))
                .setCulpritTitle("frob: the commit that is named")
                .build())
        .put("team/derailed/1", revision("team/derailed", 1, Verdict.BAD, OWN).build())
        .put("team/derailed/2", revision("team/derailed", 2, Verdict.GOOD, OWN).build())
        .put("team/derailed/3", revision("team/derailed", 3, Verdict.BAD, FOREIGN).build())
        .put("team/derailed", assessment("team/derailed", 1, Level.MIDDLE, 0.5).build())
        .put(
            "team/derailed",
            assessment("team/derailed", 3, Level.LOW, 0.125)
                .setDerailed(blame("team/derailed"))
                .setBlamed(blame("team/derailed"))
                .build())
        .put("team/derailed", culprit("team/derailed", hash(7), Level.LOW, 9).build())
        .put("team/derailed", alert("team/derailed", AlertKind.DERAILED, 3, 4))
        .put("right", head("right", 8, Outcome.CULPRIT_FOUND).build())
        .put("right", assessment("right", 3, Level.HIGH, 0.875).build())
        .put("right", culprit("right", hash(7), Level.HIGH, 8).build())
        .put("running", head("running", 7, Outcome.RUNNING).build())
        .put("running", alert("running", AlertKind.STALLED, 0, 20))
        .put(
            "failed",
            head("failed", 6, Outcome.FAILED)
                .setKind(Kind.FIX)
                .setBugTitles(List.of(new TitleCount("<script>alert(1)</script>", "DoS", 1)))
                .build())
        .put(hash(7), suspect(hash(7), "right", "team/derailed"))
        .put(hash(1), counts(hash(1), 8))
        .put(hash(3), counts(hash(3), 9))
        .deadLetter();
    for (int i = 1; i <= 4; i++) {
      served.feed.put("team/derailed", line(i, "line " + i));
    }
    served.feed.put("team/derailed", end(5)).apply();
    served.changes.nudge();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private JsonNode json(String path) throws Exception {
    return JSON.readTree(served.get(path).body());
  }

  private List<String> ids(String path) throws Exception {
    List<String> ids = new ArrayList<>();
    json(path).path("items").forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  @Test
  void answersAreAsTheGoldenFilesSay() throws Exception {
    for (String question : new TreeSet<>(QUESTIONS.keySet())) {
      HttpResponse<String> answer = served.get(question);
      assertThat(answer.statusCode()).as(question).isEqualTo(200);
      String name = question.substring("/api/v1/".length()).replaceAll("[^a-z0-9]+", "-") + ".json";
      String shown =
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(answer.body()))
              + "\n";
      if (Boolean.getBoolean("golden.rewrite")) {
        Files.createDirectories(GOLDEN);
        Files.writeString(GOLDEN.resolve(name), shown);
      }
      assertThat(shown).as(question).isEqualTo(Files.readString(GOLDEN.resolve(name)));
    }
  }

  @Test
  void answersAreAsTheyAreDescribed() throws Exception {
    Description description = Description.read();
    Map<String, String> questions = new TreeMap<>(QUESTIONS);
    questions.putAll(STATES);
    for (Map.Entry<String, String> question : questions.entrySet()) {
      assertThat(
              description.faults(question.getValue(), "application/json", json(question.getKey())))
          .as(question.getKey())
          .isEmpty();
    }
  }

  @Test
  void everyRouteIsDescribedAndEveryDescriptionHasARoute() throws Exception {
    Set<String> routes = new TreeSet<>();
    for (RouteGroup group : served.groups) {
      group.routes().stream()
          .filter(route -> !(group instanceof Page))
          .map(route -> route.path().replace('<', '{').replace('>', '}'))
          .forEach(routes::add);
    }
    Set<String> asked = new TreeSet<>(QUESTIONS.values());
    asked.add("/api/v1/openapi.json");
    asked.add("/api/v1/bisections/{id}/log");
    asked.add("/api/v1/events");
    asked.add("/api/v1/session");
    asked.add("/metrics");
    asked.addAll(STATES.values());

    assertThat(Description.read().paths()).isEqualTo(routes).isEqualTo(asked);
    assertThat(json("/api/v1/openapi.json").path("openapi").asText()).isEqualTo("3.1.0");
  }

  @Test
  void everythingButHealthMayBeRefusedToThoseWhoAskTooOften() throws Exception {
    json("/api/v1/openapi.json")
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .forEach(
                        method ->
                            assertThat(method.path("responses").has("429"))
                                .as(path.getKey())
                                .isNotEqualTo(path.getKey().startsWith("/health/"))));
  }

  @Test
  void filtersTakeWhatTheyNameAndNothingElse() throws Exception {
    assertThat(ids("/api/v1/bisections?outcome=RUNNING")).containsExactly("running");
    assertThat(ids("/api/v1/bisections?outcome=ENDED"))
        .containsExactly("team/derailed", "right", "failed");
    assertThat(ids("/api/v1/bisections?outcome=RUNNING&outcome=FAILED"))
        .containsExactly("running", "failed");
    assertThat(ids("/api/v1/bisections?kind=FIX")).containsExactly("failed");
    assertThat(ids("/api/v1/bisections?level=LOW&level=HIGH"))
        .containsExactly("team/derailed", "right");
    assertThat(ids("/api/v1/bisections?commit=" + hash(2).substring(0, 7)))
        .containsExactly("team/derailed");
    assertThat(ids("/api/v1/bisections?commit=" + hash(7)))
        .containsExactly("team/derailed", "right");
    assertThat(ids("/api/v1/bisections?since=" + minute(8)))
        .containsExactly("team/derailed", "right");
    assertThat(ids("/api/v1/bisections?until=" + minute(7))).containsExactly("failed");
    assertThat(ids("/api/v1/culprits?level=HIGH")).containsExactly("right");
    assertThat(ids("/api/v1/alerts?kind=STALLED")).containsExactly("running");
    assertThat(ids("/api/v1/alerts?severity=MIDDLE")).containsExactly("team/derailed");
    assertThat(ids("/api/v1/alerts?id=running")).containsExactly("running");
  }

  @Test
  void listsAreSortedAsAsked() throws Exception {
    assertThat(ids("/api/v1/bisections"))
        .containsExactly("team/derailed", "right", "running", "failed");
    assertThat(ids("/api/v1/bisections?sort=last_line_at"))
        .containsExactly("failed", "running", "right", "team/derailed");
    assertThat(ids("/api/v1/bisections?sort=-probability").subList(0, 2))
        .containsExactly("right", "team/derailed");
    assertThat(ids("/api/v1/bisections?sort=-progress").get(3)).isEqualTo("running");
  }

  @Test
  void wordsAndTheirBeginningsAreFound() throws Exception {
    assertThat(ids("/api/v1/bisections?q=frob_rel")).hasSize(3);
    assertThat(ids("/api/v1/bisections?q=RELEASE+kasan")).hasSize(3);
    assertThat(ids("/api/v1/bisections?q=derailed")).containsExactly("team/derailed");
    assertThat(ids("/api/v1/bisections?q=" + hash(3).substring(0, 9)))
        .containsExactly("team/derailed");
    assertThat(ids("/api/v1/bisections?q=nothing+like+that")).isEmpty();
    assertThat(ids("/api/v1/bisections?q=%22*%27%3B--")).isEmpty();
    assertThat(json("/api/v1/search?q=" + hash(7).substring(0, 8)).at("/commits/0/commit").asText())
        .isEqualTo(hash(7));
    assertThat(json("/api/v1/crashes/titles?q=other").at("/items/0/title").asText())
        .isEqualTo(FOREIGN);
  }

  @Test
  void pagesHoldEveryRowOnceThoughRowsComeInBetween() throws Exception {
    for (int i = 0; i < 25; i++) {
      String id = "page" + i;
      served.feed.put(id, head(id, 1, Outcome.TIMED_OUT).setLastLineAt(minute(10)).build());
    }
    served.feed.apply();
    List<String> seen = new ArrayList<>();
    String next = "";
    for (int page = 0; page < 20; page++) {
      JsonNode answer = json("/api/v1/bisections?outcome=TIMED_OUT&limit=4" + next);
      answer.path("items").forEach(item -> seen.add(item.path("id").asText()));
      if (answer.path("next").isNull()) {
        break;
      }
      next = "&cursor=" + answer.path("next").asText();
      String id = "new" + page;
      served.feed.put(id, head(id, 1, Outcome.TIMED_OUT).setLastLineAt(minute(11)).build()).apply();
    }

    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 25; i++) {
      expected.add("page" + i);
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyListIsPaged() throws Exception {
    for (String list :
        List.of(
            "/api/v1/bisections?sort=-probability&",
            "/api/v1/culprits?",
            "/api/v1/crashes/titles?",
            "/api/v1/alerts?")) {
      JsonNode first = json(list + "limit=1");
      JsonNode second = json(list + "limit=1&cursor=" + first.path("next").asText());
      assertThat(first.path("items")).as(list).hasSize(1);
      assertThat(second.path("items")).as(list).hasSize(1).isNotEqualTo(first.path("items"));
    }
  }

  @Test
  void wrongParametersAreProblemsWithASentence() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "/api/v1/bisections?limit=0",
            "limit is to be a number from 1 to 200, not '0'.",
            "/api/v1/bisections?limit=many",
            "limit is to be a number from 1 to 200, not 'many'.",
            "/api/v1/bisections?since=yesterday",
            "since is to be a time in ISO 8601, such as 2026-11-22T16:26:42Z or 2026-11-22, not"
                + " 'yesterday'.",
            "/api/v1/bisections?sort=name",
            "sort is to be one of -last_line_at, last_line_at, -started_at, -progress,"
                + " -probability, probability, not 'name'.",
            "/api/v1/bisections?cursor=zzz",
            "cursor is not one that this list gave out; begin without one, and keep sort and"
                + " filters.",
            "/api/v1/commits/xyz",
            "commit is to be a hash or at least its first 7 digits, not 'xyz'.",
            "/api/v1/culprits?level=TOP",
            "level is to be one of UNKNOWN, HIGH, MIDDLE, LOW, NONE, not 'TOP'.");
    Description description = Description.read();
    for (Map.Entry<String, String> each : wrong.entrySet()) {
      HttpResponse<String> answer = served.get(each.getKey());
      JsonNode problem = JSON.readTree(answer.body());
      assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
      assertThat(problem.path("detail").asText()).isEqualTo(each.getValue());
      assertThat(description.faultsOfProblem(problem)).isEmpty();
    }
  }

  @Test
  void aCursorOfAnotherListIsRefused() throws Exception {
    String cursor = json("/api/v1/culprits?limit=1").path("next").asText();

    assertThat(served.get("/api/v1/alerts?cursor=" + cursor).statusCode()).isEqualTo(400);
  }

  @Test
  void theBeginningOfSeveralHashesNamesThem() throws Exception {
    String other = hash(7).substring(0, 8) + "f".repeat(32);
    served.feed.put("other", culprit("other", other, Level.LOW, 1).build()).apply();

    HttpResponse<String> answer = served.get("/api/v1/commits/" + hash(7).substring(0, 8));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(JSON.readTree(answer.body()).path("candidates"))
        .extracting(JsonNode::asText)
        .containsExactly(hash(7), other);
  }

  @Test
  void whatIsNotThereIsAProblemThatSaysSo() throws Exception {
    Map<String, String> missing =
        Map.of(
            "/api/v1/bisections/no/such", "There is no bisection with the id no/such.",
            "/api/v1/bisections/right/log", "There is no log with the id right.",
            "/api/v1/commits/fffffff", "No bisection has tested or named a commit fffffff.",
            "/api/v1/nothing", "There is nothing at /api/v1/nothing.");
    for (Map.Entry<String, String> each : missing.entrySet()) {
      HttpResponse<String> answer = served.get(each.getKey());
      assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(404);
      assertThat(JSON.readTree(answer.body()).path("detail").asText()).isEqualTo(each.getValue());
    }
    assertThat(served.call("DELETE", "/api/v1/bisections").statusCode()).isEqualTo(405);
  }

  @Test
  void theRawLogIsTextWithTheLineOfTheAlert() throws Exception {
    HttpResponse<String> log = served.get("/api/v1/bisections/team%2Fderailed/log");

    assertThat(log.body()).isEqualTo("line 1\nline 2\nline 3\nline 4\n");
    assertThat(log.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
    assertThat(log.headers().firstValue("Firstbad-Alert-Line")).hasValue("3");
  }

  @Test
  void aRawLogPastRetentionIsSaidToBe() throws Exception {
    served.feed.forget(Long.MAX_VALUE);

    HttpResponse<String> answer = served.get("/api/v1/bisections/team%2Fderailed/log");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("The raw lines of team/derailed are no longer kept");
  }

  @Test
  void aLineBehindAStalledAlertMakesABisectionLiveAgain() throws Exception {
    assertThat(json("/api/v1/overview").path("stalled").asInt()).isEqualTo(1);

    served.feed.put("running", line(1, "it goes on")).apply();

    assertThat(json("/api/v1/overview").path("stalled").asInt()).isZero();
    assertThat(json("/api/v1/bisections?outcome=RUNNING").at("/items/0/stalled").asBoolean())
        .isFalse();
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() throws Exception {
    HttpResponse<String> first = served.get("/api/v1/bisections");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = served.get("/api/v1/bisections", "If-None-Match", tag);
    HttpResponse<String> head = served.call("HEAD", "/api/v1/bisections");

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("ETag")).hasValue(tag);
    assertThat(head.headers().firstValue("Firstbad-Lag-Ms")).hasValue("0");
  }

  @Test
  void longAnswersAreCompressedForThoseWhoCanReadIt() throws Exception {
    HttpResponse<String> answer =
        served.get("/api/v1/bisections/team%2Fderailed", "Accept-Encoding", "gzip");

    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
  }

  @Test
  void theHeatMapNamesItsColumnsFirst() throws Exception {
    JsonNode map = json("/api/v1/crashes/commits?limit=1");

    assertThat(map.path("types")).extracting(JsonNode::asText).hasSize(1);
    assertThat(map.path("items")).hasSize(1);
    assertThat(map.at("/items/0/runs").asInt()).isEqualTo(9);
  }

  @Test
  void crashTypesComeByDayAndByHour() throws Exception {
    List<String> hours =
        json("/api/v1/crashes/types?bucket=hour").path("items").findValuesAsText("at");
    List<String> days = json("/api/v1/crashes/types").path("items").findValuesAsText("at");

    assertThat(hours).containsExactly("2026-02-03T04:00:00.000Z");
    assertThat(days).containsExactly("2026-02-03T00:00:00.000Z");
    assertThat(served.get("/api/v1/crashes/types?bucket=hour&since=2000-01-01").statusCode())
        .isEqualTo(400);
  }
}
