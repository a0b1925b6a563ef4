package firstbad.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.Outcome;
import firstbad.server.ServedView;
import firstbad.server.view.Crowd;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page over a view with many bisections, which come straight from the projection: {@code
 * -Dcrowd=100000} says how many.
 */
@Tag("slow")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(WithBrowser.class)
class CrowdedPageTest {
  private static final int SIZE = Integer.getInteger("crowd", 10_000);
  private static final int LOGS = 200;
  private static final int AT_ONCE = 500;

  /**
   * What a browser lays out and a reader still finds her way in; a list of all would be far more.
   */
  private static final int MOST_NODES = 4_000;

  @TempDir private static Path folder;

  private ServedView view;
  private Browser browser;
  private Crowd crowd;

  @BeforeAll
  void fill(Browser started) {
    browser = started;
    Instant now = Instant.now();
    crowd = new Crowd(LOGS, SIZE, now);
    view = new ServedView(folder.resolve("view.db").toString(), now.toEpochMilli());
    long began = System.nanoTime();
    for (int number = 0; number < SIZE; number++) {
      crowd.events(number).forEach(said -> view.feed.put(said.key(), said.event()));
      if (number % AT_ONCE == AT_ONCE - 1 || number == SIZE - 1) {
        view.feed.apply();
      }
    }
    System.out.printf(
        "%,d bisections were projected within %.1f s%n", SIZE, (System.nanoTime() - began) / 1e9);
  }

  @AfterEach
  void nothingWasRefused() {
    browser.requireNoComplaint();
  }

  @AfterAll
  void close() {
    if (view != null) {
      view.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "overview, /, running",
    "bisections, /search, Bisections",
    "found, /search?q=kasan, KASAN",
    "labelled, /search?label=manager%3Dci-made-up-3, ci-made-up-3",
    "trusted, /search?outcome=CULPRIT_FOUND&sort=-probability, high",
    "culprits, /culprits, Culprits",
    "suspects, /suspects?at_least=1, Suspects",
    "crashes, /crashes, KASAN",
    "hours, /crashes?bucket=hour, KASAN",
    "alerts, /alerts, derailed",
  })
  void everyViewComesAndHoldsNoMoreThanCanBeSeen(String name, String path, String text) {
    long began = System.nanoTime();
    browser.open(view.url() + path);
    browser.waitForText("main", text);
    double seconds = (System.nanoTime() - began) / 1e9;
    long nodes = (long) browser.script("return document.querySelectorAll('*').length");
    System.out.printf("%s: %,d elements, there after %.2f s%n", path, nodes, seconds);
    browser.keepPicture("crowded-" + name);
    assertThat(nodes).isLessThan(MOST_NODES);
  }

  @Test
  void theTotalsCountAll() {
    browser.open(view.url() + "/");
    long running = 0;
    for (int number = 0; number < SIZE; number++) {
      running += crowd.outcome(number) == Outcome.RUNNING ? 1 : 0;
    }
    browser.waitForText(".totals", running + " running");
  }

  @Test
  void anyBisectionIsFoundByItsId() {
    String id = crowd.id(SIZE / 2);
    browser.open(view.url() + "/search?q=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    browser.find("a[href='/b/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "']");
  }

  @Test
  void everyCommitLeadsToTheTreeThatTheServerWasToldOf() {
    browser.open(view.url() + "/suspects?at_least=1");
    browser.find(".feed .commit a.title").click();
    browser.waitForText(".commit-view", "in the tree");
    assertThat(browser.find(".commit-view .head a.external").getAttribute("href"))
        .matches("https://git\\.example\\.org/c/[0-9a-f]{40}");
  }

  @Test
  void aListGoesOnPageByPage() {
    browser.open(view.url() + "/search");
    int first = browser.count("[data-item]");
    browser.find(".more").click();
    browser.waitUntil(
        "more came", "return document.querySelectorAll('[data-item]').length > " + first);
    assertThat(browser.count("[data-item]")).isEqualTo(2 * first);
  }
}
