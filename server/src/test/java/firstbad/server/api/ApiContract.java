package firstbad.server.api;

import static firstbad.server.view.Sample.hash;
import static firstbad.server.view.Sample.head;
import static firstbad.server.view.Sample.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.server.page.Page;
import firstbad.server.web.RouteGroup;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What is asked over HTTP and what comes back, on every database the same. Answers are compared
 * with files; {@code -Dgolden.rewrite=true} writes them.
 */
abstract class ApiContract extends ServedSample {
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
          Map.entry(
              "/api/v1/bisections/team%2Fderailed/verification",
              "/api/v1/bisections/{id}/verification"),
          Map.entry(
              "/api/v1/bisections/running/verification", "/api/v1/bisections/{id}/verification"),
          Map.entry("/api/v1/facets", "/api/v1/facets"),
          Map.entry("/api/v1/culprits", "/api/v1/culprits"),
          Map.entry("/api/v1/suspects", "/api/v1/suspects"),
          Map.entry("/api/v1/track-record", "/api/v1/track-record"),
          Map.entry("/api/v1/at-stake", "/api/v1/at-stake"),
          Map.entry("/api/v1/commits/" + hash(7), "/api/v1/commits/{commit}"),
          Map.entry("/api/v1/commits/" + hash(1).substring(0, 12), "/api/v1/commits/{commit}"),
          Map.entry("/api/v1/crashes/types", "/api/v1/crashes/types"),
          Map.entry("/api/v1/crashes/titles", "/api/v1/crashes/titles"),
          Map.entry(
              "/api/v1/crashes/title?title=WARNING%20in%20other_thing", "/api/v1/crashes/title"),
          Map.entry("/api/v1/crashes/commits", "/api/v1/crashes/commits"),
          Map.entry("/api/v1/alerts", "/api/v1/alerts"),
          Map.entry("/api/v1/alerts/facets", "/api/v1/alerts/facets"),
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
    asked.add("/api/v1/asyncapi.json");
    asked.add("/api/v1/bisections/{id}/log");
    asked.add("/api/v1/events");
    asked.add("/api/v1/session");
    asked.add("/metrics");
    asked.add("/culprits.atom");
    asked.add("/alerts.atom");
    asked.addAll(STATES.values());

    assertThat(Description.read().paths()).isEqualTo(routes).isEqualTo(asked);
    assertThat(json("/api/v1/openapi.json").path("openapi").asText()).isEqualTo("3.1.0");
    assertThat(json("/api/v1/asyncapi.json").at("/channels/culprits/address").asText())
        .isEqualTo("firstbad.culprits");
  }

  /** Nothing may hold a NUL, so that a parameter in which one is accepted is read by nobody. */
  @Test
  void everyParameterThatIsDescribedIsRead() throws Exception {
    Description description = Description.read();
    for (Map.Entry<String, String> question : new TreeMap<>(QUESTIONS).entrySet()) {
      String address = question.getKey().replaceAll("\\?.*", "");
      for (String parameter : description.queryParameters(question.getValue())) {
        HttpResponse<String> answer = served.get(address + "?" + parameter + "=%00");

        assertThat(answer.statusCode()).as(address + ", " + parameter).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("detail").asText())
            .startsWith(parameter + " ");
      }
    }
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
  void whatIsNotThereIsAProblemThatSaysSo() throws Exception {
    Map<String, String> missing =
        Map.of(
            "/api/v1/bisections/no/such", "There is no bisection with the id no/such.",
            "/api/v1/bisections/right/log", "There is no log with the id right.",
            "/api/v1/commits/fffffff", "No bisection has tested or named a commit fffffff.",
            "/api/v1/nothing", "There is nothing at /api/v1/nothing.",
            "/api", "There is nothing at /api.");
    for (Map.Entry<String, String> each : missing.entrySet()) {
      HttpResponse<String> answer = served.get(each.getKey());
      assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(404);
      assertThat(JSON.readTree(answer.body()).path("detail").asText()).isEqualTo(each.getValue());
    }
    // After a request that breaks the rules the server closes the connection: a GET is sent again
    // by the client where it meets that, a DELETE is not.
    Map<String, String> wrong =
        new TreeMap<>(
            Map.of(
                "/api/v1/bisections/%00", "The request breaks the rules of HTTP: ",
                "/api/v1/bisections/team%2Fderailed/lines?from=1000000001",
                    "from must be a number from 1 to 1000000000, not",
                "/api/v1/bisections/team%2Fderailed/lines?from=%D9%A3", "from must be a number"));
    for (Map.Entry<String, String> each : wrong.entrySet()) {
      HttpResponse<String> answer = served.get(each.getKey());
      assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
      assertThat(JSON.readTree(answer.body()).path("detail").asText()).startsWith(each.getValue());
    }
    HttpResponse<String> refused = served.call("DELETE", "/api/v1/bisections/a/verification");
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow").orElse("").split(", "))
        .containsExactlyInAnyOrder("GET", "HEAD", "POST");
    assertThat(JSON.readTree(refused.body()).path("detail").asText())
        .startsWith("/api/v1/bisections/a/verification takes ")
        .endsWith(", and not DELETE.");
  }

  @Test
  void whatIsNotThereIsThePageForABrowserAndOneSentenceForOthers() throws Exception {
    HttpResponse<String> seen = served.get("/nosuch", "Accept", "text/html,*/*;q=0.8");
    assertThat(seen.statusCode()).isEqualTo(404);
    assertThat(seen.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(seen.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(seen.body()).contains("<main");
    HttpResponse<String> probed = served.get("/nosuch");
    assertThat(probed.statusCode()).isEqualTo(404);
    assertThat(probed.body()).isEqualTo("There is nothing at /nosuch. The page begins at /.\n");
  }

  @Test
  void aLogThatIsNotJudgedYetSaysSo() throws Exception {
    served.feed.put("fresh", line(1, "one")).put("fresh", line(2, "two")).apply();

    HttpResponse<String> answer = served.get("/api/v1/bisections/fresh");

    assertThat(answer.statusCode()).isEqualTo(404);
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("accepted_lines").asInt()).isEqualTo(2);
    assertThat(problem.path("detail").asText())
        .startsWith("The log fresh is there up to line 2, and no bisection has been found in it");
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
}
