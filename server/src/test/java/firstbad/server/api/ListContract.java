package firstbad.server.api;

import static firstbad.server.view.Sample.FOREIGN;
import static firstbad.server.view.Sample.OWN;
import static firstbad.server.view.Sample.assessment;
import static firstbad.server.view.Sample.counts;
import static firstbad.server.view.Sample.culprit;
import static firstbad.server.view.Sample.hash;
import static firstbad.server.view.Sample.head;
import static firstbad.server.view.Sample.line;
import static firstbad.server.view.Sample.minute;
import static firstbad.server.view.Sample.revision;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.events.Assessment;
import firstbad.events.CrashCounts;
import firstbad.events.CulpritFound;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.RunCounts;
import firstbad.events.Verdict;
import firstbad.events.VerdictCounts;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

/** What lists hold, in which order, and what is refused; on every database the same. */
abstract class ListContract extends ServedSample {
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
    assertThat(ids("/api/v1/alerts?until=2000-01-01")).isEmpty();
    assertThat(ids("/api/v1/alerts?since=2000-01-01&until=" + minute(30)))
        .containsExactlyInAnyOrder("running", "team/derailed");
    assertThat(ids("/api/v1/culprits?until=2000-01-01")).isEmpty();
    assertThat(ids("/api/v1/culprits?level=HIGH&until=" + minute(30))).containsExactly("right");
  }

  @Test
  void filtersTakeTheWordsOfTheOptionsToo() throws Exception {
    assertThat(ids("/api/v1/bisections?outcome=running")).containsExactly("running");
    assertThat(ids("/api/v1/bisections?outcome=culprit-found&level=high")).containsExactly("right");
    assertThat(ids("/api/v1/alerts?kind=stalled&severity=low")).containsExactly("running");
    assertThat(ids("/api/v1/culprits?level=not-judged"))
        .isEqualTo(ids("/api/v1/culprits?level=NONE"));
    assertThat(ids("/api/v1/culprits?verification=not-verified"))
        .isNotEmpty()
        .isEqualTo(ids("/api/v1/culprits?verification=OPEN"));
  }

  @Test
  void anAlertStandsBesideHowItsBisectionEnded() throws Exception {
    assertThat(json("/api/v1/alerts?kind=DERAILED").at("/items/0/result").toString())
        .isEqualTo(
            "{\"kind\":\"CAUSE\",\"outcome\":\"CULPRIT_FOUND\",\"level\":\"LOW\","
                + "\"verification\":\"REFUTED\"}");
    assertThat(json("/api/v1/alerts?kind=STALLED").at("/items/0/result").isNull()).isTrue();
  }

  @Test
  void aReasonNamesAReleaseByItsTag() throws Exception {
    CulpritFound.Builder old = culprit("old", hash(9), Level.LOW, 9);
    String reason =
        "step 2 (%s) was called bad on \"WARNING in foo\"".formatted(hash(2).substring(0, 12));
    old.setAssessment(
        Assessment.newBuilder(old.getAssessment()).setReasons(List.of(reason, "a reason")).build());
    Revision release =
        revision("old", 2, Verdict.BAD, FOREIGN).setRole(Role.RELEASE).setRelease("v4.6").build();
    served.feed.put("old", old.build()).put("old/2", release).apply();

    assertThat(json("/api/v1/culprits?level=LOW").path("items"))
        .filteredOn(row -> row.path("id").asText().equals("old"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.path("reasons").toString())
                    .isEqualTo(
                        "[\"v4.6 (step 2) was called bad on \\\"WARNING in foo\\\"\",\"a reason\"]"));
  }

  @Test
  void aPageOfCulpritsAsksOnceForAllReleasesOfItsReasons() throws Exception {
    json("/api/v1/culprits"); // the first asks for more, once
    long before = statements("/api/v1/culprits");
    for (int i = 0; i < 5; i++) {
      String id = "old" + i;
      CulpritFound.Builder old = culprit(id, hash(9), Level.LOW, 9);
      List<String> reasons =
          Stream.of(2, 3)
              .map(step -> "step " + step + " (" + hash(step).substring(0, 12) + ") was bad")
              .toList();
      old.setAssessment(Assessment.newBuilder(old.getAssessment()).setReasons(reasons).build());
      served.feed.put(id, old.build()).apply();
    }

    assertThat(statements("/api/v1/culprits")).isEqualTo(before + 1);
  }

  /** How many statements an answer takes. */
  private long statements(String path) throws Exception {
    AtomicLong statements = new AtomicLong();
    SqlStatements config = served.database.reader().getConfig(SqlStatements.class);
    config.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            statements.incrementAndGet();
          }
        });
    json(path);
    config.setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    return statements.get();
  }

  @Test
  void aRunningSearchNamesTheRevisionThatIsInTest() throws Exception {
    Revision.Builder newest = revision("running", 7, Verdict.UNKNOWN, OWN);
    served.feed.put("running/7", newest.setOpen(true).build()).apply();
    String running = "/api/v1/bisections?outcome=RUNNING";
    assertThat(json(running).at("/items/0/in_test").asInt()).isEqualTo(7);

    served.feed.put("running/7", newest.setOpen(false).setVersion(99).build()).apply();
    assertThat(json(running).at("/items/0/in_test").isNull()).isTrue();
    assertThat(json("/api/v1/bisections?outcome=ENDED").at("/items/0/in_test").isNull()).isTrue();
  }

  @Test
  void whatWasInTestWhenALogStoppedIsDecidedNowhere() throws Exception {
    Revision inTest =
        revision("stopped", 2, Verdict.SKIP, OWN)
            .setRuns(new RunCounts(1, 0, 0, 0, 1, 0, 0, false))
            .build();
    served
        .feed
        .put(
            "stopped",
            head("stopped", 5, Outcome.BROKEN_OFF)
                .setRevisions(new VerdictCounts(2, 0, 1, 1))
                .build())
        .put("stopped/1", revision("stopped", 1, Verdict.BAD, OWN).build())
        .put("stopped/2", inTest)
        .apply();
    String decided = "{\"tested\":1,\"good\":0,\"bad\":1,\"skip\":0}";

    JsonNode row = json("/api/v1/bisections?outcome=BROKEN_OFF").at("/items/0");
    assertThat(row.path("revisions").toString()).isEqualTo(decided);
    assertThat(row.path("verdicts").toString()).isEqualTo("[\"BAD\"]");
    JsonNode story = json("/api/v1/bisections/stopped").path("story");
    assertThat(story.path("under_test").asInt()).isEqualTo(2);
    assertThat(story.path("revisions").toString()).isEqualTo(decided);
    List<String> tests = new ArrayList<>();
    json("/api/v1/commits/" + hash(2))
        .path("tested_by")
        .forEach(each -> tests.add(each.path("id").asText() + " " + each.path("verdict").asText()));
    assertThat(tests).containsExactly("stopped UNKNOWN", "team/derailed GOOD");
  }

  @Test
  void theTrustOfARunningSearchIsNeitherFilteredNorSortedBy() throws Exception {
    served.feed.put("running", assessment("running", 1, Level.HIGH, 0.9).build()).apply();

    assertThat(ids("/api/v1/bisections?level=HIGH")).containsExactly("right");
    assertThat(ids("/api/v1/bisections?level=NONE")).containsExactly("running");
    assertThat(ids("/api/v1/bisections?sort=-probability").subList(0, 2))
        .containsExactly("right", "team/derailed");
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
            "limit must be a number from 1 to 200, not '0'.",
            "/api/v1/bisections?limit=many",
            "limit must be a number from 1 to 200, not 'many'.",
            "/api/v1/bisections?since=yesterday",
            "since must be a time in ISO 8601, such as 2026-11-22T16:26:42Z or 2026-11-22, not"
                + " 'yesterday'.",
            "/api/v1/bisections?sort=name",
            "sort must be one of -last_line_at, last_line_at, -started_at, -progress,"
                + " -probability, probability, not 'name'.",
            "/api/v1/bisections?cursor=zzz",
            "cursor is not one that this list gave out; begin without one, and keep sort and"
                + " filters.",
            "/api/v1/bisections?label=manager",
            "label must be written name=value, not 'manager'.",
            "/api/v1/commits/xyz",
            "commit must be a hash or at least its first 7 digits, not 'xyz'.",
            "/api/v1/culprits?level=TOP",
            "level must be one of HIGH, MIDDLE, LOW, NONE (not judged), not 'TOP'.",
            "/api/v1/culprits?verification=maybe",
            "verification must be one of OPEN (not verified), CONFIRMED, REFUTED,"
                + " NEEDS_RERUN (in doubt), CONFLICT (disputed), not 'maybe'.");
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
  void aParameterThatIsNotDescribedIsRefusedAndNotPassedOver() throws Exception {
    JsonNode paths = json("/api/v1/openapi.json").path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      if (!path.getKey().startsWith("/api/") && !path.getKey().endsWith(".atom")) {
        continue;
      }
      String address = path.getKey().replaceAll("[{]\\w+[}]", "deadbeef") + "?managr=x";
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        HttpResponse<String> answer =
            served.call(method.getKey().toUpperCase(Locale.ROOT), address);
        assertThat(answer.statusCode()).as(method.getKey() + " " + address).isEqualTo(400);
        assertThat(answer.body()).contains("There is no parameter 'managr' here");
      }
    }
  }

  @Test
  void aCursorOfAnotherListIsRefused() throws Exception {
    String cursor = json("/api/v1/culprits?limit=1").path("next").asText();

    assertThat(served.get("/api/v1/alerts?cursor=" + cursor).statusCode()).isEqualTo(400);
  }

  @Test
  void aPathThatIsNoViewIsNotFound() throws Exception {
    for (String path : List.of("/nowhere", "/healthz", "/health/nothing", "/culprits/x")) {
      HttpResponse<String> answer = served.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    }
    HttpResponse<String> api = served.get("/api/v1/nowhere");
    assertThat(api.statusCode()).isEqualTo(404);
    assertThat(api.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(served.get("/b/team%2Fderailed").statusCode()).isEqualTo(200);
  }

  @Test
  void aMadeUpCursorIsRefusedInFull() throws Exception {
    for (Map.Entry<String, String> list :
        Map.of(
                "/api/v1/bisections?sort=-probability&", "bisections -probability",
                "/api/v1/bisections?", "bisections -last_line_at",
                "/api/v1/culprits?", "culprits",
                "/api/v1/crashes/titles?", "titles",
                "/api/v1/suspects?", "suspects",
                "/api/v1/alerts?", "alerts")
            .entrySet()) {
      for (String values :
          List.of(
              "",
              ",1",
              ",\"a\",\"b\"",
              ",1,2",
              ",1.5,2.5,\"a\"",
              ",null,null",
              ",{},[]",
              ",1,\"a\\u0000b\"",
              ",1e400,\"a\"",
              ",9223372036854775808,\"a\",\"b\",1",
              ",1,\"a\",\"b\",1,1")) {
        String cursor =
            Base64.getUrlEncoder()
                .encodeToString(("[\"" + list.getValue() + "\"" + values + "]").getBytes(UTF_8));
        HttpResponse<String> answer = served.get(list.getKey() + "cursor=" + cursor);
        assertThat(answer.statusCode()).as(list.getKey() + values).isEqualTo(400);
        assertThat(answer.body()).as(list.getKey() + values).contains("cursor is not one");
      }
    }
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
  void aLineBehindAStalledAlertMakesABisectionLiveAgain() throws Exception {
    assertThat(json("/api/v1/overview").path("stalled").asInt()).isEqualTo(1);

    served.feed.put("running", line(1, "it goes on")).apply();

    assertThat(json("/api/v1/overview").path("stalled").asInt()).isZero();
    assertThat(json("/api/v1/bisections?outcome=RUNNING").at("/items/0/stalled").asBoolean())
        .isFalse();
  }

  @Test
  void aReleaseIsNamedInListsOfCommits() throws Exception {
    String commit = "5".repeat(40);
    CrashCounts counted = CrashCounts.newBuilder(counts(commit, 1000)).setTitle(null).build();
    served
        .feed
        .put(
            "of-releases/1",
            revision("of-releases", 1, Verdict.BAD, OWN)
                .setCommit(commit)
                .setTitle(null)
                .setRelease("v5.5")
                .build())
        .put(commit, counted)
        .apply();

    assertThat(json("/api/v1/crashes/commits?limit=1").at("/items/0/title").asText())
        .isEqualTo("v5.5");
  }

  @Test
  void suspectsAreChosenByTheirBugs() throws Exception {
    assertThat(json("/api/v1/suspects?at_least=1").path("items")).hasSize(1);
    assertThat(json("/api/v1/suspects?at_least=2").path("items")).isEmpty();
    assertThat(served.get("/api/v1/suspects?at_least=0").statusCode()).isEqualTo(400);
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
