package firstbad.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.publisher.Publication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a log lacks, what was not understood in it, and its own words stand where a reader needs
 * them.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({WithPipeline.class, WithBrowser.class})
class LogFactsTest {
  private static final int RELEASE_FIRST = 26;
  private static final int RELEASE_END = 31;
  private static final int GIT_NAMED = 180;
  private static final int IN_TEST = 112;
  private static final int GAP_FROM = 36;
  private static final int GAP_END = 40;

  private Pipeline pipeline;
  private Browser browser;

  @BeforeAll
  void publish(Pipeline running, Browser started) {
    pipeline = running;
    browser = started;
    List<String> seed = Pipeline.seedLog();
    List<String> holes = new ArrayList<>(seed.subList(0, RELEASE_FIRST - 1));
    holes.add("frobnicating the machine");
    holes.addAll(seed.subList(RELEASE_END, seed.size()));
    pipeline.publish("facts/holes", Map.of(), holes);
    pipeline.publish("facts/stops", Map.of(), seed.subList(0, GIT_NAMED));
    browser.open(pipeline.page("/search?q=facts"));
    browser.waitForText("main", "facts/holes");
    browser.waitForText("main", "facts/stops");
  }

  @AfterEach
  void nothingWasRefused() {
    browser.requireNoComplaint();
  }

  @Test
  void aLogWithHolesSaysSoAboveWhetherToBelieveIt() {
    browser.open(pipeline.page("/b/facts%2Fholes"));
    assertThat(browser.textOf(".story .holes"))
        .contains("The log says that 16 revisions were tested; it has the tests of 15.");
    browser.script(
        "[...document.querySelectorAll('.story .holes li')]"
            + ".find(item => item.innerText.includes('16 revisions')).querySelector('a').click()");
    browser.waitForText(".line.chosen", "revisions tested: 16");
  }

  @Test
  void linesThatWereNotUnderstoodAreListedAndLedTo() {
    browser.open(pipeline.page("/b/facts%2Fholes"));
    assertThat(browser.textOf(".facts")).contains("1 not understood").contains("quoted text");
    browser.find(".head summary").click();
    assertThat(browser.textOf(".head details[open]")).contains("frobnicating the machine");
    browser.find(".head details[open] a").click();
    browser.waitForText(".line.chosen.unknown", "frobnicating the machine");
  }

  @Test
  void inconclusiveRunsCarryTheWordsOfTheLog() {
    browser.open(pipeline.page("/b/facts%2Fstops"));
    assertThat(browser.textOf("#step-11"))
        .contains("2 failed the basic test: WARNING in linkwatch_do_dev");
  }

  @Test
  void whatWasInTestWhenTheLogStopsIsDecidedNowhere() {
    List<String> seed = Pipeline.seedLog();
    pipeline.publish("facts/in-test", Map.of(), seed.subList(0, IN_TEST));
    browser.open(pipeline.page("/search?q=facts"));
    browser.waitForText("main .feed", "facts/in-test");
    browser.open(pipeline.page("/b/facts%2Fin-test"));
    assertThat(browser.textOf(".story")).contains("while step 11 (1c5526968e27) was under test");
    assertThat(browser.textOf(".facts")).contains("10 revisions: 5 bad, 5 good");
    assertThat(browser.textOf("#step-11")).contains("in test when the log stops");
    browser.find("#step-11 .verdict.not");
  }

  @Test
  void theConclusionOfGitIsTheOnlyOneWhereTheLogStopsBeforeItsOwn() {
    browser.open(pipeline.page("/b/facts%2Fstops"));
    browser.waitForText(".story", "By then git had ended its search on e4b8954074f6");
    assertThat(browser.textOf(".story .next"))
        .contains(
            "If it does not crash with the bug, the evidence still allows at most about 3300 commits");
  }

  @Test
  void aLineThatIsMissingKeepsItsPlaceAndEachOtherItsNumber() throws Exception {
    List<String> seed = Pipeline.seedLog();
    Publication log = pipeline.begin("facts/gap", Map.of());
    seed.subList(0, GAP_FROM - 1).forEach(log::line);
    log.awaitDurable();
    String rest = String.join("\n", seed.subList(GAP_END - 1, GAP_END + 9)) + "\n";
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            pipeline.page(
                                "/api/v1/bisections/facts%2Fgap/log?more=true&from_line="
                                    + GAP_END)))
                    .PUT(HttpRequest.BodyPublishers.ofString(rest))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    browser.open(pipeline.page("/search?q=facts&outcome=RUNNING"));
    browser.waitForText("main .feed", "facts/gap");
    browser.open(pipeline.page("/b/facts%2Fgap#L" + GAP_END));
    browser.waitForText(".line[data-line='" + GAP_END + "']", seed.get(GAP_END - 1));
    browser.waitForText(".line[data-line='" + GAP_FROM + "']", "(this line is missing)");
  }

  @Test
  void textsThatAreNoBisectionLogStandInListsForThoseWhoAskForThem() {
    pipeline.publish(
        "facts/diary", Map.of(), List.of("Dear diary,", "today I wrote no log.", "Yours"));
    browser.open(pipeline.page("/search?q=facts&outcome=NOT_A_BISECTION"));
    browser.waitForText("main .feed", "facts/diary");
    assertThat(browser.find(".filters a[aria-current]").getText()).isEqualTo("not a bisection log");
    browser.open(pipeline.page("/search?q=facts"));
    assertThat(browser.textOf(".feed")).contains("facts/holes").doesNotContain("facts/diary");
  }
}
