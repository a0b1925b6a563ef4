package firstbad.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.publisher.Publication;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A log that is written while somebody looks. */
@Tag("slow")
@ExtendWith({WithPipeline.class, WithBrowser.class})
class LivePageTest {
  private final List<String> seed = Pipeline.seedLog();
  private Browser browser;

  @BeforeEach
  void start(Browser started) {
    browser = started;
  }

  @Test
  void theAlertAndTheCulpritComeUpWithoutALoad(Pipeline pipeline) {
    Publication log = pipeline.begin("live/alert", Map.of());
    Pipeline.writeSeed(log, 0, Pipeline.FOLLOWING);
    browser.open(pipeline.page("/b/live%2Falert"));
    browser.waitForText("#step-5", "38970eac41db");
    browser.open(pipeline.page("/"));
    String card = ".running .card:has([href='/b/live%2Falert']) .left";
    browser.waitForText(card, " commits left to test; ");
    String left = browser.textOf(card).replaceFirst("about (.*);.*", "$1");
    browser.open(pipeline.page("/b/live%2Falert"));
    browser.waitForText(".story .ended", left);
    browser.find("#step-5");
    browser.script("window.sameDocument = true");
    assertThat(browser.count(".search-chart .flag")).isZero();

    Pipeline.writeSeed(log, Pipeline.FOLLOWING, Pipeline.DERAILED);

    browser.waitForText(".search-chart", "left the bug here");
    browser.waitForText(".story", ": the search may follow another bug");
    assertThat(browser.textOf(".story")).contains("WARNING in free_netdev");
    browser.keepPicture("live-derailed");

    Pipeline.writeSeed(log, Pipeline.DERAILED, seed.size());
    log.end();

    browser.waitForText(".story", "netlink: add net device refcount tracker");
    browser.waitForText(".story", "of 100 culprits like this one about 17 were right");
    browser.waitUntil("all steps", "return document.querySelectorAll('.run-row').length === 16");
    assertThat(browser.script("return window.sameDocument")).isEqualTo(true);
    browser.requireNoComplaint();
  }

  @Test
  void whatChangesWhileAViewIsOnItsWayIsNotMissed(Pipeline pipeline) {
    Publication log = pipeline.begin("live/on-its-way", Map.of());
    Pipeline.writeSeed(log, 0, Pipeline.FOLLOWING);
    browser.open(pipeline.page("/"));
    browser.waitForText(".running", "live/on-its-way");
    browser.script(
        "const asked = window.fetch; window.fetch = async (url, how) => {"
            + "  const answer = await asked(url, how);"
            + "  if (url.endsWith('/bisections/live%2Fon-its-way') && !window.arrived) {"
            + "    await new Promise((deliver) => (window.arrived = deliver)); }"
            + "  return answer; }");
    browser.script("document.querySelector('.running [href=\"/b/live%2Fon-its-way\"]').click()");
    browser.waitUntil("the answer is there", "return Boolean(window.arrived)");

    Pipeline.writeSeed(log, Pipeline.FOLLOWING, Pipeline.DERAILED);
    browser.waitUntil(
        "the overview, which still stands, was told",
        "return document.querySelector('.running [href=\"/b/live%2Fon-its-way\"]')"
            + ".closest('[data-item]').innerText.includes('derailed')");
    browser.script("window.arrived()");

    browser.waitForText(".search-chart", "left the bug here");
    browser.requireNoComplaint();
  }

  @Test
  void theOverviewTellsABadVerdictOnAnotherBugApart(Pipeline pipeline) {
    Publication log = pipeline.begin("live/strip", Map.of());
    Pipeline.writeSeed(log, 0, Pipeline.DERAILED);
    browser.open(pipeline.page("/"));
    browser.waitUntil(
        "a foreign verdict in a strip",
        "return document.querySelector('.running .verdicts .verdict.foreign') !== null");
    assertThat(browser.count(".running .verdicts .verdict.bad")).isPositive();
    browser.keepPicture("live-overview-1280-light");
    browser.look(390, "dark");
    browser.keepPicture("live-overview-390-dark");
    assertThat(browser.sticksOut()).isNotPositive();
    browser.requireNoComplaint();
  }

  @Test
  void aVeryLongLogHasOnlyTheLinesInSight(Pipeline pipeline) {
    Publication log = pipeline.begin("live/long", Map.of());
    seed.subList(0, seed.size() - 1).forEach(log::line);
    for (int i = 0; i < 100_000; i++) {
      log.line(" some_function+0x" + Integer.toHexString(i) + "/0x100 net/core/dev.c:" + i);
    }
    log.line("the last line of all");
    log.end();
    browser.open(pipeline.page("/b/live%2Flong"));
    browser.waitForText(".facts", "100,253");
    browser.waitUntil(
        "the end is in sight", // the log may still grow
        """
        const log = document.querySelector('.log');
        log.scrollTop = 1e9;
        return log.textContent.includes('the last line of all');
        """);
    browser.script("document.querySelector('.log').scrollTop = 1000000");
    browser.waitForText(".log", "50020");
    assertThat(browser.count(".line")).isLessThan(200);
    browser.requireNoComplaint();
  }

  @Test
  void aLogOfLongLinesIsWholeThoughAnAnswerHoldsAMebibyteOfThem(Pipeline pipeline)
      throws Exception {
    int lines = 12;
    Publication log = pipeline.begin("live/wide", Map.of());
    for (int i = 1; i <= lines; i++) {
      log.line("wide " + i + " " + "x".repeat(200_000));
    }
    log.end();
    browser.open(pipeline.page("/b/live%2Fwide"));
    browser.waitForText(".log", "wide " + lines + " ");
    assertThat(browser.textOf(".log")).contains("wide 1 ").doesNotContain("is missing");
    String address = pipeline.page("/api/v1/bisections/live%2Fwide/lines?limit=5000");
    String answer = new String(URI.create(address).toURL().openStream().readAllBytes(), UTF_8);
    assertThat(answer).contains("wide 5 ", "\"next_from\":").doesNotContain("wide 7 ");
  }
}
