package firstbad.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Where a reader is, what she chose, and that a figure leads to what it counts. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({WithPipeline.class, WithBrowser.class})
class WaysTest {
  private static final String PATH = "/b/ways%2Fseed";

  private Pipeline pipeline;
  private Browser browser;

  @BeforeAll
  void publish(Pipeline running, Browser started) {
    pipeline = running;
    browser = started;
    browser.look(1300, "light");
    pipeline.publish("ways/seed", Map.of("manager", "ci-upstream"), Pipeline.seedLog());
    browser.open(pipeline.page("/culprits?q=ways%2Fseed"));
    browser.waitForText("main", "netlink: add net device refcount tracker");
  }

  @AfterEach
  void nothingWasRefused() {
    browser.requireNoComplaint();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/c/38970eac41db | igb: support EXTTS on 82580/i354/i350 · Firstbad",
        "/bug?title=WARNING%20in%20free_netdev | WARNING in free_netdev · Firstbad",
        "/culprits?level=LOW | Culprits · Firstbad",
        "/search | Bisections · Firstbad",
      })
  void everyDocumentSaysWhatItIsAboutBeforeAnyScript(String path, String title) throws Exception {
    HttpResponse<String> document =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(pipeline.page(path))).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(document.body()).contains("<title>" + title + "</title>");
    browser.open(pipeline.page(path));
    assertThat(browser.title()).isEqualTo(title);
  }

  @Test
  void aSearchFromTheHeadKeepsTheFiltersOfTheList() {
    browser.open(pipeline.page("/search?outcome=CULPRIT_FOUND&warning=DERAILED"));
    browser.press("/");
    browser.press("hidraw");
    browser.waitForText("h1", "hidraw");
    assertThat(browser.address())
        .contains("outcome=CULPRIT_FOUND")
        .contains("warning=DERAILED")
        .contains("q=hidraw");
    browser.waitForText("main .feed", "derailed");
  }

  @Test
  void escapeLeavesADialogAndAFieldBeforeItLeavesTheChosenStep() {
    browser.open(pipeline.page(PATH + "?step=3"));
    browser.press("?");
    browser.find("dialog[open]");
    browser.press(Keys.ESCAPE);
    browser.waitUntil("help is gone", "return !document.querySelector('dialog')");
    browser.press("/");
    browser.press(Keys.ESCAPE);
    assertThat(browser.address()).endsWith("?step=3");
    browser.press(Keys.ESCAPE);
    browser.waitUntil("the step is let go", "return location.search === ''");
  }

  @Test
  void theFlagStandsWhereTheBoxSaysThatTheSearchLeftTheBug() {
    browser.open(pipeline.page(PATH));
    Object at =
        browser.script(
            "const x = Number(document.querySelector('.pole').getAttribute('x1'));"
                + "const near = one => Math.abs(Number(one.getAttribute('x')) - x);"
                + "return [...document.querySelectorAll('.search-chart .tick[text-anchor=middle]')]"
                + ".sort((a, b) => near(a) - near(b))[0].textContent");
    assertThat(browser.textOf(".story")).contains("From step " + at + " (");
  }

  @Test
  void aFigureLeadsToAListOfAsMany() {
    browser.open(pipeline.page("/"));
    browser.waitForText(".totals", "culprit");
    for (String figure : new String[] {"derailed", "running", "low"}) {
      browser.open(pipeline.page("/"));
      Object found =
          browser.script(
              "const figure = [...document.querySelectorAll('.figure')]"
                  + ".find(one => one.textContent.endsWith(' ' + arguments[0]));"
                  + "figure.click(); return figure.querySelector('b').textContent",
              figure);
      browser.waitUntil("the list is shown", "return !document.querySelector('.overview')");
      Object listed =
          browser.script(
              "const list = location.pathname.replace('/search', '/bisections');"
                  + "return fetch('/api/v1' + list + location.search + '&limit=200')"
                  + ".then(answer => answer.json()).then(page => page.items.length)");
      assertThat(String.valueOf(listed)).as(figure).isEqualTo(String.valueOf(found));
    }
  }
}
