package firstbad.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.schemas.CulpritStanding;
import firstbad.story.Phrases;
import firstbad.story.TrustSentence;
import firstbad.story.Words;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Every view by its address, the keyboard, and how it looks. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({WithPipeline.class, WithBrowser.class})
class PageTest {
  private static final String ID = "ci/hidraw-release";
  private static final String PATH = "/b/ci%2Fhidraw-release";
  private static final String DERAILING = "38970eac41db0031dcd337e124fab92a7105ed85";
  private static final String CULPRIT = "e4b8954074f6d0db01c8c97d338a67f9389c042f";

  private Pipeline pipeline;
  private Browser browser;

  @BeforeAll
  void publish(Pipeline running, Browser started) {
    pipeline = running;
    browser = started;
    pipeline.publish(ID, Map.of("manager", "ci-upstream"), Pipeline.seedLog());
    browser.open(pipeline.page("/culprits"));
    browser.waitForText("main", "netlink: add net device refcount tracker");
  }

  @AfterEach
  void nothingWasRefused() {
    browser.requireNoComplaint();
  }

  @Test
  void theOverviewTellsWhatJustEnded() {
    browser.open(pipeline.page("/"));
    browser.waitForText(".ended", "general protection fault in hidraw_release");
    assertThat(browser.textOf(".ended")).contains("low").contains("netlink: add net device");
    assertThat(browser.textOf(".alerts")).contains("derailed");
    assertThat(browser.textOf("#state")).contains("live");
  }

  @Test
  void aBisectionShowsTheSearchTheRunsTheEvidenceAndWhy() {
    browser.open(pipeline.page(PATH));
    assertThat(browser.textOf("h1")).contains("KASAN: use-after-free Read in hidraw_release");
    assertThat(browser.count(".run-row")).isEqualTo(16);
    assertThat(browser.count(".search-chart .verdict.bad")).isEqualTo(2);
    assertThat(browser.count(".search-chart .verdict.foreign")).isEqualTo(5);
    assertThat(browser.count(".search-chart .verdict.good")).isEqualTo(9);
    assertThat(browser.count("#step-1 .cell.own")).isEqualTo(15);
    assertThat(browser.count("#step-5 .cell.foreign")).isEqualTo(10);
    assertThat(browser.count("#step-11 .cell.hollow")).isEqualTo(2);
    assertThat(browser.find(".search-chart .flag").getText()).contains("left the bug here");
    browser.find("#step-5 a.hash[href^='/c/38970eac41db'] + button.copy[aria-label^='copy 3897']");
    browser.find(".why a.hash[href^='/c/38970eac41db'] + button.copy");
    assertThat(browser.textOf(".story"))
        .contains("From step 5 (38970eac41db) on, nothing crashed that looks like the bug")
        .contains("Probably wrong: of 100 culprits like this one about 17 were right.")
        .contains("git bisect start 84bfcc0b6994 9bcbf894b687");
    assertThat(browser.textOf(".why")).contains("Against it").contains("38970eac41db");
    assertThat(browser.textOf(".evidence")).contains("12/20").contains("10/10");
    assertThat(browser.find(".evidence .crash.own").getText()).contains("hidraw_release");
    assertThat(browser.find(".evidence .crash.foreign").getText()).contains("free_netdev");
    browser.find(".line.alarm");
    assertThat(browser.textOf(".line.alarm")).contains("60").contains(DERAILING);
  }

  @Test
  void aCommitTellsTheCrashesOfEachBugFromForeignOnes() {
    browser.open(pipeline.page("/c/" + DERAILING));
    browser.waitForText("main", "Tested by 1 bisection");
    assertThat(browser.count("td.strip .cell.foreign")).isEqualTo(10);
    assertThat(browser.count("td.strip .cell.own")).isZero();
    assertThat(browser.count("td .verdict.foreign")).isEqualTo(1);
  }

  @Test
  void aSharedLinkSaysWhatItIsAboutBeforeAnyScript() throws Exception {
    HttpResponse<String> document =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(pipeline.page(PATH))).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(document.body())
        .contains(
            "<title>general protection fault in hidraw_release and 1 more title · Firstbad</title>")
        .contains(
            "property=\"og:description\" content=\"culprit found, low trust, derailed. It named"
                + " e4b8954074f6 (&quot;netlink: add net device refcount tracker")
        .contains("of 100 culprits like this one about 17 were right.");
    browser.open(pipeline.page(PATH));
    assertThat(document.body()).contains("<title>" + browser.title() + "</title>");
  }

  @Test
  void assetsAreNamedByWhatTheyHoldAndAskedForOnce() throws Exception {
    browser.open(pipeline.page("/"));
    List<?> assets =
        (List<?>)
            browser.script(
                "return performance.getEntriesByType('resource').map(entry => entry.name)"
                    + ".filter(name => new URL(name).pathname.startsWith('/assets/'))");
    assertThat(assets).isNotEmpty();
    for (Object asset : assets) {
      assertThat(asset.toString()).matches(".*/assets/[0-9a-f]{16}/[a-z-]+\\.(js|css|svg)");
      HttpResponse<Void> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(asset.toString())).build(),
                  HttpResponse.BodyHandlers.discarding());
      assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    }
    HttpResponse<Void> old =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(pipeline.page("/assets/0123456789abcdef/page.css")))
                    .build(),
                HttpResponse.BodyHandlers.discarding());
    assertThat(old.statusCode()).isEqualTo(200);
    assertThat(old.headers().firstValue("Cache-Control")).hasValue("no-cache");
  }

  @Test
  void theBoxLeadsToTheStepsAndLinesThatItNames() {
    browser.open(pipeline.page(PATH));
    browser.script(
        "[...document.querySelectorAll('.story .next a')].find(a => a.innerText === 'line 60').click()");
    browser.waitForText(".line.chosen", "testing commit " + DERAILING);
    browser.script(
        "[...document.querySelectorAll('.story a')].find(a => a.innerText === 'step 5').click()");
    browser.waitUntil("the step is chosen", "return location.search === '?step=5'");
  }

  @Test
  void aFilterMayBeNamedByItsWord() {
    browser.open(pipeline.page("/search?outcome=culprit-found&level=low"));
    browser.waitForText("main .feed", "hidraw_release");
    assertThat(browser.address()).endsWith("/search?outcome=CULPRIT_FOUND&level=LOW");
    assertThat(browser.count(".filters a[aria-current]")).isPositive();
  }

  @Test
  void whatIsNotThereIsAnsweredSo() throws Exception {
    for (String path : List.of("/b/nobody", "/c/0000000000", "/bug?title=none")) {
      HttpResponse<String> document =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(pipeline.page(path))).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(document.statusCode()).as(path).isEqualTo(404);
      assertThat(document.body()).contains("<main id=\"main\"");
    }
  }

  /** The page works out the number in its lists for itself. */
  @Test
  void theNumberOfATrustIsTheTerminals() {
    browser.open(pipeline.page("/help"));
    for (double probability : new double[] {0, 0.004, 0.17, 0.345, 0.6954, 0.6999, 0.7, 0.895}) {
      String told =
          (String)
              browser.script(
                  "return import('/assets/words.js').then(({odds}) => odds(arguments[0]))",
                  probability);
      assertThat(TrustSentence.odds(probability))
          .as(told)
          .isEqualTo(told.replace("100 like it", "100 culprits like this one"));
    }
  }

  @Test
  void whatThePageAndTheTerminalWorkOutTwiceIsTheSame() {
    browser.open(pipeline.page("/help"));
    List<String> messages =
        List.of(
            "short",
            "a".repeat(149),
            "a".repeat(150),
            "word ".repeat(40),
            "a".repeat(60) + " " + "b".repeat(200),
            "a".repeat(80) + " " + "b".repeat(200),
            "a".repeat(149) + " b",
            "a".repeat(148) + "\ud83d\ude00 and more");
    for (String message : messages) {
      assertThat(word("message", message)).isEqualTo(Phrases.message(message));
    }
    for (CulpritStanding standing : CulpritStanding.values()) {
      String symbol = standing == CulpritStanding.OPEN ? "" : standing.name();
      for (Level level : Level.values()) {
        assertThat(word("resultWords", "CULPRIT_FOUND", "FIX", level.name(), symbol))
            .isEqualTo(Words.ofResult(Outcome.CULPRIT_FOUND, true, level, standing));
      }
    }
    assertThat(
            browser.script(
                "return import('/assets/words.js').then(({endByTotal}) => endByTotal({clock:"
                    + " 'BY_TOTAL', started_at: '2023-01-23T11:31:09.745Z', total_time_ms:"
                    + " 25110320}))"))
        .isEqualTo("2023-01-23T18:29:40.065Z");
    assertThat(word("resultWords", "NO_RANGE_END", "CAUSE", "NONE", ""))
        .isEqualTo(Words.ofResult(Outcome.NO_RANGE_END, false, Level.NONE, CulpritStanding.OPEN));
  }

  /** What a function of the page's words makes of this. */
  private String word(String function, Object... of) {
    return (String)
        browser.script(
            "const [name, ...of] = arguments; return import('/assets/words.js').then((words) =>"
                + " words[name](...of))",
            Stream.concat(Stream.of(function), Arrays.stream(of)).toArray());
  }

  @Test
  void aLinkToALineStandsAtIt() {
    browser.open(pipeline.page(PATH + "#L60"));
    browser.waitForText(".line.chosen", "testing commit " + DERAILING);
    assertThat(browser.find(".run-row.selected").getText()).contains("38970eac41db");
  }

  @Test
  void aLinkToAStepChoosesIt() {
    browser.open(pipeline.page(PATH + "?step=3"));
    assertThat(browser.find(".run-row.selected").getText()).contains("84bfcc0b6994");
    assertThat(browser.textOf(".readout")).contains("step 3");
  }

  @ParameterizedTest
  @CsvSource({
    "/culprits?level=LOW, e4b8954074f6",
    "/culprits?level=HIGH, No culprit matches",
    "/suspects, No commit is named for 2 bugs or more yet",
    "/suspects?at_least=1, netlink: add net device refcount tracker",
    "/crashes, WARNING in free_netdev",
    "/crashes?q=free_netdev, WARNING in free_netdev",
    "/bug?title=WARNING%20in%20free_netdev, Searched for by no bisection",
    "/bug?title=general%20protection%20fault%20in%20hidraw_release, Searched for by",
    "/alerts?kind=DERAILED, 38970eac41db",
    "/c/38970eac41db, igb: support EXTTS",
    "/search?q=hidraw, general protection fault in hidraw_release",
    "/search?outcome=CULPRIT_FOUND, general protection fault in hidraw_release",
    "/search?q=e4b8954, netlink: add net device refcount tracker",
    "/b/nobody, There is no",
    "/c/0000000000, 0000000000",
  })
  void everyViewIsALink(String path, String text) {
    browser.open(pipeline.page(path));
    browser.waitForText("main", text);
    assertThat(browser.title()).endsWith("Firstbad");
  }

  @Test
  void theKeyboardIsEnough() {
    browser.open(pipeline.page("/culprits"));
    browser.press("j");
    browser.press(Keys.ENTER);
    browser.waitForText("h1", "netlink: add net device refcount tracker");
    browser.back();
    browser.waitForText("h1", "Culprits");
    browser.press("/");
    browser.press("hidraw", Keys.ENTER);
    browser.waitForText("h1", "hidraw");
    assertThat(browser.address()).endsWith("/search?q=hidraw");
    browser.press(Keys.ESCAPE);
    browser.press("?");
    browser.find("dialog[open]");
    browser.press(Keys.ESCAPE);
    browser.waitUntil("help is gone", "return !document.querySelector('dialog')");
  }

  @Test
  void keysMoveThroughTheStepsAndEverythingFollows() {
    browser.open(pipeline.page(PATH + "?step=1"));
    browser.press("j", "j", "j", "j");
    assertThat(browser.find(".run-row.selected").getText()).contains("38970eac41db");
    assertThat(browser.address()).endsWith("?step=5");
    browser.waitUntil(
        "the log stands at line 60",
        "return [...document.querySelectorAll('.line')].some(l => l.dataset.line === '60')");
    browser.press("k");
    assertThat(browser.textOf(".readout")).contains("step 4");
    browser.find(".search-chart").sendKeys(Keys.HOME);
    assertThat(browser.textOf(".readout")).contains("step 1");
    browser.find(".search-chart").sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser.find(".search-chart").getAttribute("aria-valuetext")).contains("step 2");
  }

  @Test
  void theFirstStopOfTheTabulatorSkipsToTheContent() {
    browser.open(pipeline.page("/"));
    browser.pressTab();
    assertThat(browser.script("return document.activeElement.textContent"))
        .isEqualTo("Skip to the content");
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "360, light"})
  void nothingSticksOutAtAnyWidth(int width, String scheme) {
    browser.look(width, scheme);
    Map<String, String> views =
        Map.of(
            "overview", "/",
            "bisection", PATH,
            "culprits", "/culprits",
            "suspects", "/suspects?at_least=1",
            "crashes", "/crashes",
            "commit", "/c/" + CULPRIT,
            "alerts", "/alerts",
            "search", "/search?q=hidraw");
    views.forEach(
        (name, path) -> {
          browser.open(pipeline.page(path));
          browser.waitUntil("events flow", "return document.querySelector('#state.live') !== null");
          browser.keepPicture(name + "-" + width + "-" + scheme);
          assertThat(browser.sticksOut())
              .as("how far %s sticks out at %d", name, width)
              .isNotPositive();
        });
    browser.look(1280, "light");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", PATH, "/culprits", "/crashes"})
  void nothingMovesWhileAViewComes(String path) {
    browser.open(pipeline.page(path));
    browser.waitUntil("events flow", "return document.querySelector('#state.live') !== null");
    Object shift =
        browser.script(
            "let sum = 0; const add = list => list.forEach(entry => { sum += entry.value; });"
                + "const seen = new PerformanceObserver(list => add(list.getEntries()));"
                + "seen.observe({type: 'layout-shift', buffered: true});"
                // what lies in the buffer is handed over in a task of its own
                + "return new Promise(done => setTimeout(() => done(sum), 200));");
    assertThat(((Number) shift).doubleValue()).isLessThan(0.02);
    System.out.println(
        "first paint of "
            + path
            + " after "
            + browser.script("return performance.getEntriesByType('paint')[0]?.startTime")
            + " ms");
  }

  @Test
  void aViewNeedsThreeRoundTripsAndFewBytes() {
    browser.open(pipeline.page(PATH));
    browser.waitUntil("events flow", "return document.querySelector('#state.live') !== null");
    Object files =
        browser.script(
            "return performance.getEntriesByType('resource').filter(one =>"
                + " !new URL(one.name).pathname.startsWith('/api/'))"
                + ".map(one => new URL(one.name).pathname.split('/').pop()).sort()");
    assertThat((List<?>) files)
        .extracting(Object::toString)
        .as("what the document names, and nothing that these name again")
        .isSubsetOf("icon.svg", "main.js", "page.css")
        .contains("main.js", "page.css");
    Object bytes =
        browser.script(
            "return [...performance.getEntriesByType('navigation'),"
                + " ...performance.getEntriesByType('resource')]"
                + ".filter(one => !new URL(one.name).pathname.startsWith('/api/'))"
                + ".reduce((sum, one) => sum + one.encodedBodySize, 0)");
    assertThat(((Number) bytes).intValue()).as("bytes as they are sent").isBetween(1000, 64_000);
    Object asked =
        browser.script(
            "return performance.getEntriesByType('resource').filter(one =>"
                + " one.initiatorType === 'fetch').length");
    assertThat(((Number) asked).intValue()).as("questions to the API").isBetween(1, 3);
  }
}
