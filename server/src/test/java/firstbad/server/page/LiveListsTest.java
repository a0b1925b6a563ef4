package firstbad.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.publisher.Publication;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twenty logs that are written at once: lists follow by the events alone, and nothing jumps. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({WithPipeline.class, WithBrowser.class})
class LiveListsTest {
  private static final String ID_OF_THE_FIRST = ".feed > :first-child h3, .feed > :first-child .id";
  private static final int LOGS = 20;
  private static final int BEFORE_THE_END = 150;
  private static final int SECONDS_A_REQUEST = 10;

  /** Writes down, for another tab to read, when a page that nobody sees lets go of the events. */
  private static final String TELL_OF_HANGING_UP =
      "localStorage.removeItem('hungUp'); const close = EventSource.prototype.close;"
          + " EventSource.prototype.close = function () {"
          + " localStorage.setItem('hungUp', document.visibilityState); close.call(this); }";

  /**
   * Sums what the reader saw move without having asked for it, and keeps what it was that moved.
   */
  private static final String WATCH =
      "window.shift = 0; window.moved = [];"
          + " const place = ({x, y, width, height}) => [x, y, width, height].map(Math.round).join(' ');"
          + " const name = node => node && (node.tagName ?? node.nodeName) + '.' + (node.className ?? '');"
          + " new PerformanceObserver(list => list.getEntries().forEach(entry => {"
          + " if (entry.hadRecentInput) return; window.shift += entry.value;"
          + " window.moved.push(entry.value.toFixed(3) + ' at ' + Math.round(entry.startTime) + ' ms: '"
          + " + entry.sources.map(one => name(one.node) + ' ' + place(one.previousRect) + ' to '"
          + " + place(one.currentRect)).join('; ')); })).observe({type: 'layout-shift', buffered: true});";

  /**
   * How often each list was asked for, and those that were asked for more often than they may be.
   */
  private static final String REQUESTS =
      "const asked = {}; for (const {name} of performance.getEntriesByType('resource')) {"
          + " const {pathname, searchParams} = new URL(name);"
          + " if (!pathname.startsWith('/api/') || /events$|bisections\\/lists/.test(pathname)) continue;"
          + " const list = pathname + ' ' + (searchParams.get('outcome') ?? '');"
          + " asked[list] = (asked[list] ?? 0) + 1; }"
          + " const most = 1 + performance.now() / 1000 / "
          + SECONDS_A_REQUEST
          + "; const lists = Object.entries(asked).map(([list, times]) => list + times);"
          + " return arguments[0] ? lists"
          + " : lists.filter((_, at) => Object.values(asked)[at] > most);";

  private Pipeline pipeline;
  private Browser browser;

  @BeforeAll
  void start(Pipeline running, Browser started) {
    pipeline = running;
    browser = started;
    pipeline.publish("lists/before", Map.of(), Pipeline.seedLog());
    browser.look(1300, "light");
    browser.open(pipeline.page("/"));
    browser.waitForText(".ended", "hidraw_release");
  }

  @AfterEach
  void nothingWasRefused() {
    browser.slowDown(1);
    browser.requireNoComplaint();
  }

  /** A page that is ten times slower meets changes while others are still on their way. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 10})
  void aReplayOfTwentyLogsMovesNothingAndAsksForNothingTwice(double slower) {
    browser.open(pipeline.page("/"));
    browser.script(WATCH);
    browser.slowDown(slower);
    String prefix = "lists/replay-" + slower + "-";
    List<String> seed = Pipeline.seedLog();
    Map<String, Publication> logs = begun(prefix);

    said(logs, seed.subList(0, BEFORE_THE_END));
    logs.keySet().forEach(id -> browser.waitForText(".running", id));
    said(logs, seed.subList(BEFORE_THE_END, seed.size()));
    logs.values().forEach(Publication::end);
    browser.waitUntil(
        "none of them runs",
        "return !document.querySelector('.running').innerText.includes('" + prefix + "')");
    browser.waitForText(".ended", prefix);

    assertThat((List<?>) browser.script(REQUESTS, true)).hasSizeGreaterThan(3);
    assertThat((List<?>) browser.script(REQUESTS, false)).isEmpty();
    nothingMoved();
  }

  /** What came while nobody looked is not seen to jump: it goes to its place before the eye. */
  @Test
  void aPageThatComesToTheFrontAfterAReplayMovesNothing() {
    Browser first = browser;
    try (Browser whole = Browser.withTabs()) {
      browser = whole;
      browser.look(1300, "light");
      browser.open(pipeline.page("/"));
      browser.waitForText("#state", "live");
      browser.script(WATCH);
      browser.script(TELL_OF_HANGING_UP);
      browser.openBeside(pipeline.page("/api/v1/openapi.json"));
      Map<String, Publication> logs = begun("lists/behind-");
      List<String> seed = Pipeline.seedLog();
      said(logs, seed.subList(0, BEFORE_THE_END));
      browser.waitUntil("it hangs up", "return localStorage.getItem('hungUp') === 'hidden'");

      browser.closeBeside();

      logs.keySet().forEach(id -> browser.waitForText(".running", id));
      browser.drawn();
      nothingMoved();
      said(logs, seed.subList(BEFORE_THE_END, seed.size()));
      logs.values().forEach(Publication::end);
      browser.waitForText(".ended", "lists/behind-");
      nothingMoved();
    } finally {
      browser = first;
    }
  }

  /** What else follows: each asks now and then at most, and a reader stays where she is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/c/38970eac41db",
        "/bug?title=general%20protection%20fault%20in%20hidraw_release",
        "/crashes",
      })
  void aViewThatFollowsLogsAsksSeldomAndKeepsTheFocus(String path) {
    browser.open(pipeline.page(path));
    browser.script(
        "document.querySelector('main [data-item] a[href]').focus();"
            + "window.focused = document.activeElement.getAttribute('href');");
    String prefix = "lists/view-" + path.length() + "-";
    Map<String, Publication> logs = begun(prefix);

    said(logs, Pipeline.seedLog());
    logs.values().forEach(Publication::end);
    for (String id : logs.keySet()) {
      browser.waitUntil(
          id + " has ended",
          "return fetch('/api/v1/bisections/"
              + id
              + "').then(answer => answer.json())"
              + ".then(one => one.bisection?.outcome === 'CULPRIT_FOUND')");
    }

    assertThat((List<?>) browser.script(REQUESTS, true)).isNotEmpty();
    assertThat((List<?>) browser.script(REQUESTS, false)).isEmpty();
    assertThat(browser.script("return document.activeElement.getAttribute('href')"))
        .isEqualTo(browser.script("return window.focused"));
  }

  @Test
  void anOpenBisectionFollowsByTheEventsAloneAndKeepsFocusAndSelection() {
    Publication log = pipeline.begin("lists/open", Map.of());
    List<String> seed = Pipeline.seedLog();
    seed.subList(0, BEFORE_THE_END).forEach(log::line);
    log.awaitDurable();
    browser.open(pipeline.page("/search?outcome=RUNNING"));
    browser.waitForText(".feed", "lists/open");
    browser.open(pipeline.page("/b/lists%2Fopen"));
    browser.waitForText("#step-5", "38970eac41db");
    browser.script(WATCH);
    browser.script(
        "document.querySelector('#step-5 a').focus();"
            + "getSelection().selectAllChildren(document.querySelector('.story .ended'));"
            + "window.selected = String(getSelection());");

    for (String line : seed.subList(BEFORE_THE_END, seed.size())) {
      log.line(line);
      log.awaitDurable();
    }
    log.end();

    browser.waitForText("#said", "culprit found");
    assertThat(browser.script("return String(getSelection()) === window.selected")).isEqualTo(true);
    assertThat(browser.script("return document.activeElement.closest('.run-row')?.id"))
        .isEqualTo("step-5");
    browser.script("getSelection().empty()");
    browser.waitForText(".story .ended", "It ended on the culprit");
    browser.waitForText(".log", "ret_from_fork");
    assertThat(
            (List<?>)
                browser.script(
                    "const asked = performance.getEntriesByType('resource')"
                        + ".map(one => new URL(one.name).pathname)"
                        + ".filter(path => path.startsWith('/api/v1/') && path !== '/api/v1/events');"
                        + "const most = 1 + performance.now() / 1000 / "
                        + SECONDS_A_REQUEST
                        + "; return asked.filter(path => asked.filter(one => one === path).length > most)"))
        .isEmpty();
    nothingMoved();
  }

  @Test
  void aBisectionThatIsForgottenLeavesThePageThatShowsIt() {
    pipeline.publish("lists/forgotten", Map.of(), Pipeline.seedLog());
    browser.open(pipeline.page("/search?q=lists%2Fforgotten"));
    browser.waitForText(".feed", "lists/forgotten");
    browser.open(pipeline.page("/b/lists%2Fforgotten"));
    browser.waitForText(".story .ended", "It ended on the culprit");

    pipeline.forget("lists/forgotten");

    browser.waitForText("main", "lists/forgotten was removed with 'firstbad forget'");
  }

  @Test
  void underThePointerNothingChangesItsPlaceAndTheNewWaits() {
    Map<String, Publication> logs = begun("lists/first-");
    said(logs, Pipeline.seedLog().subList(0, BEFORE_THE_END));
    browser.open(pipeline.page("/search?outcome=RUNNING"));
    browser.waitUntil(
        "all are listed",
        "return [...document.querySelectorAll('.feed > *')]"
            + ".filter(row => row.textContent.includes('lists/first-')).length === "
            + LOGS);
    browser.pointAt(".feed > :first-child");
    String before = browser.textOf(ID_OF_THE_FIRST).lines().reduce("", (one, next) -> next);

    Publication late = pipeline.begin("lists/late", Map.of());
    Pipeline.seedLog().subList(0, BEFORE_THE_END).forEach(late::line);
    late.awaitDurable();

    browser.waitForText(".pill", "1 new");
    // What is known of the row may have grown; it is the same row.
    assertThat(browser.textOf(ID_OF_THE_FIRST)).endsWith(before);
    assertThat(browser.textOf(".feed")).doesNotContain("lists/late");
    browser.find(".pill").click();
    browser.waitForText(".feed > :first-child", "lists/late");
    late.end();
    logs.values().forEach(Publication::end);
  }

  private void nothingMoved() {
    assertThat(((Number) browser.script("return window.shift")).doubleValue())
        .as("layout shift; what moved: %s", browser.script("return window.moved.join('\\n')"))
        .isLessThan(0.05);
  }

  private Map<String, Publication> begun(String name) {
    Map<String, Publication> logs = new HashMap<>();
    for (int number = 1; number <= LOGS; number++) {
      String id = name + String.format("%02d", number);
      logs.put(id, pipeline.begin(id, Map.of("manager", "ci-" + number)));
    }
    return logs;
  }

  /** The same lines in all logs, some of each at a time. */
  private static void said(Map<String, Publication> logs, List<String> lines) {
    List<Publication> all = new ArrayList<>(logs.values());
    for (String line : lines) {
      all.forEach(log -> log.line(line));
    }
    all.forEach(Publication::awaitDurable);
  }
}
