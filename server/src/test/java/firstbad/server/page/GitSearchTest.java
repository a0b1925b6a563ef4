package firstbad.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.bisection.Logs;
import firstbad.events.CulpritFound;
import firstbad.events.Level;
import firstbad.events.SearchKind;
import firstbad.events.Tool;
import firstbad.publisher.Publication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What somebody types and git answers: seen while it runs, narrower with each step, one culprit.
 */
@Tag("slow")
@ExtendWith({WithPipeline.class, WithBrowser.class})
class GitSearchTest {
  private static final String ID = "by-hand";

  private static final List<String> LOG =
      Logs.made(
          """
          git bisect start HEAD HEAD~19
          Bisecting: 9 revisions left to test after this (roughly 3 steps)
          [<1>] f: set it to 10
          git bisect good
          Bisecting: 4 revisions left to test after this (roughly 2 steps)
          [<2>] f: set it to 15
          git bisect bad
          Bisecting: 2 revisions left to test after this (roughly 1 step)
          [<3>] f: set it to 12
          git bisect good
          Bisecting: 0 revisions left to test after this (roughly 1 step)
          [<4>] f: set it to 14
          git bisect bad
          Bisecting: 0 revisions left to test after this (roughly 0 steps)
          [<5>] f: set it to 13
          git bisect bad
          <5> is the first bad commit
          commit <5>
          Author: A <a@example.org>
          Date:   Sun Nov 29 12:00:00 2026 +0000

              f: set it to 13

           f | 2 +-
           1 file changed, 1 insertion(+), 1 deletion(-)
          """);

  @Test
  void itIsSeenLiveNarrowsAndEndsInOneCulprit(Pipeline pipeline, Browser browser) throws Exception {
    Publication log = pipeline.begin(ID, Map.of());
    browser.open(pipeline.page("/"));
    write(log, 0, 3);
    waitForCard(browser, "about 19 commits left to test");
    write(log, 3, 6);
    waitForCard(browser, "about 9 commits left to test");
    write(log, 6, 9);
    waitForCard(browser, "about 4 commits left to test");
    browser.open(pipeline.page("/b/" + ID));
    browser.waitForText("#step-3", "333333333333");
    browser.script("window.sameDocument = true");

    write(log, 9, LOG.size());
    log.end();

    browser.waitForText(".story", "Searched for the first bad commit, back from HEAD.");
    browser.waitForText(".story", "It ended on the culprit 555555555555 (\"f: set it to 13\").");
    browser.waitForText(".story", "Not judged: no runs are known, only the words good and bad.");
    browser.waitUntil("all steps", "return document.querySelectorAll('.run-row').length === 5");
    assertThat(browser.script("return window.sameDocument")).isEqualTo(true);
    browser.requireNoComplaint();

    JsonNode answer = answer(pipeline);
    assertThat(answer.at("/bisection/tool").asText()).isEqualTo("GIT");
    assertThat(answer.at("/bisection/kind").asText()).isEqualTo("CAUSE");
    assertThat(answer.at("/bisection/outcome").asText()).isEqualTo("CULPRIT_FOUND");
    assertThat(answer.path("revisions").findValuesAsText("commits_left"))
        .containsExactly("9", "4", "2", "0", "0");
    List<CulpritFound> sent = pipeline.culprits(ID);
    assertThat(sent).hasSize(1);
    CulpritFound culprit = sent.get(0);
    assertThat(culprit.getCommit()).isEqualTo(Logs.hash('5'));
    assertThat(culprit.getTool()).isEqualTo(Tool.GIT);
    assertThat(culprit.getKind()).isEqualTo(SearchKind.CAUSE);
    assertThat(culprit.getAssessment().getLevel()).isEqualTo(Level.NONE);
    assertThat(culprit.getAssessment().getReasons())
        .containsExactly("no runs are known, only the words good and bad");
  }

  private static void waitForCard(Browser browser, String text) {
    browser.waitUntil(
        text,
        "return document.querySelector('.running [href=\"/b/%s\"]')?.closest('[data-item]').innerText.includes('%s')"
            .formatted(ID, text));
  }

  private static JsonNode answer(Pipeline pipeline) throws Exception {
    URI address = URI.create(pipeline.page("/api/v1/bisections/" + ID));
    return new ObjectMapper()
        .readTree(
            HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body());
  }

  private static void write(Publication log, int from, int to) {
    LOG.subList(from, to).forEach(log::line);
  }
}
