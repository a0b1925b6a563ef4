package firstbad.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.publisher.Publication;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A page that cannot hear of what is new for a while says so, and misses nothing. */
@Tag("slow")
@ExtendWith({WithPipeline.class, WithBrowser.class})
class LostConnectionTest {
  private final List<String> seed = Pipeline.seedLog();
  private Browser browser;

  @BeforeEach
  void start(Browser started) {
    browser = started;
  }

  @Test
  void aLostConnectionIsSaidAndCaughtUpWith(Pipeline pipeline) {
    Publication log = followed(pipeline, "lost");
    browser.waitForText("#state", "live");
    browser.script("window.sameDocument = true");

    int port = pipeline.stopServer();
    browser.waitForText("#state", "connection lost; trying again");
    Pipeline.writeSeed(log, Pipeline.FOLLOWING, Pipeline.DERAILED);
    log.awaitDurable();
    assertThat(browser.count(".search-chart .flag")).isZero();
    pipeline.startServer(port);

    browser.waitForText("#state", "live");
    browser.waitForText(".search-chart", "left the bug here");
    assertThat(browser.script("return window.sameDocument")).isEqualTo(true);
    Pipeline.writeSeed(log, Pipeline.DERAILED, seed.size());
    log.end();
    browser.waitForText(".story", "netlink: add net device refcount tracker");
  }

  @Test
  void aServerThatFallsSilentWhileTheConnectionStandsIsLostToo(Pipeline pipeline) throws Exception {
    try (Relay relay = new Relay(pipeline.port())) {
      browser.open(relay.url() + "/");
      browser.waitForText("#state", "live");
      browser.script("window.sameDocument = true");

      relay.freeze(true);
      browser.waitForText("#state", "connection lost; trying again");
      relay.freeze(false);

      browser.waitForText("#state", "live");
      assertThat(browser.script("return window.sameDocument")).isEqualTo(true);
    }
  }

  @Test
  void aServerThatAsksToWaitIsLeftInPeaceAndThenCaughtUpWith(Pipeline pipeline) {
    Publication log = followed(pipeline, "slowed");
    browser.open(pipeline.page("/"));
    browser.waitForText(".running", "live/slowed");
    browser.script(
        "window.asked = window.fetch; window.fetch = async () => new Response("
            + "'{\"title\": \"Too Many Requests\", \"status\": 429}', {status: 429})");
    Pipeline.writeSeed(log, Pipeline.FOLLOWING, Pipeline.DERAILED);
    browser.waitForText("#state", "too many requests; waiting");

    browser.script("window.fetch = window.asked");

    browser.waitForText("#state", "live");
    browser.requireNoComplaint();
  }

  @Test
  void aPageThatNobodySeesHangsUpAndCatchesUpWhenItIsSeenAgain(Pipeline pipeline) {
    try (Browser whole = Browser.withTabs()) {
      browser = whole;
      Publication log = followed(pipeline, "hidden");
      browser.waitForText("#state", "live");
      browser.script(
          "window.sameDocument = true;"
              + "localStorage.removeItem('hungUp');"
              + "const close = EventSource.prototype.close;"
              + "EventSource.prototype.close = function () {"
              + "  localStorage.setItem('hungUp', document.visibilityState); close.call(this); }");

      browser.openBeside(pipeline.page("/api/v1/openapi.json"));
      browser.waitUntil("it hangs up", "return localStorage.getItem('hungUp') === 'hidden'");
      Pipeline.writeSeed(log, Pipeline.FOLLOWING, Pipeline.DERAILED);
      browser.closeBeside();

      browser.waitForText(".search-chart", "left the bug here");
      browser.waitForText("#state", "live");
      assertThat(browser.script("return window.sameDocument")).isEqualTo(true);
      Pipeline.writeSeed(log, Pipeline.DERAILED, seed.size());
      log.end();
      browser.waitForText(".story", "netlink: add net device refcount tracker");
      browser.requireNoComplaint();
    }
  }

  /** A log on whose revision 5, which is being tested, somebody looks. */
  private Publication followed(Pipeline pipeline, String name) {
    Publication log = pipeline.begin("live/" + name, Map.of());
    Pipeline.writeSeed(log, 0, Pipeline.FOLLOWING);
    browser.open(pipeline.page("/b/live%2F" + name));
    browser.waitForText("#step-5", "38970eac41db");
    return log;
  }
}
