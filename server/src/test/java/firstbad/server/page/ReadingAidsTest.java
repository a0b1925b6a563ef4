package firstbad.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** What helps to read: explained words, a log that can be searched, days as a filter, and paper. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({WithPipeline.class, WithBrowser.class})
class ReadingAidsTest {
  private static final String PATH = "/b/aids%2Fseed";

  private Pipeline pipeline;
  private Browser browser;

  @BeforeAll
  void publish(Pipeline running, Browser started) {
    pipeline = running;
    browser = started;
    browser.look(1300, "light");
    pipeline.publish("aids/seed", Map.of("manager", "ci-upstream"), Pipeline.seedLog());
    browser.open(pipeline.page("/search?q=aids"));
    browser.waitForText("main .feed", "aids/seed");
  }

  @AfterEach
  void nothingWasRefused() {
    browser.requireNoComplaint();
  }

  @Test
  void aWordIsExplainedWhereItStands() {
    browser.open(pipeline.page("/alerts"));
    browser.find(".filters .ask[aria-label='what severity means']").click();
    assertThat(browser.find("dialog[open] .asked").getText())
        .startsWith("severity")
        .contains("How much an alert matters");
    browser.press(Keys.ESCAPE);
    browser.waitUntil("help is gone", "return !document.querySelector('dialog')");
  }

  @Test
  void theLogIsSearchedFromMatchToMatchAndTakesTheWholeWidth() {
    browser.open(pipeline.page(PATH));
    browser.find(".log-tools input").sendKeys("all runs: crashed", Keys.ENTER);
    browser.waitForText(".log-tools", "line 63, 1 of 5");
    browser.find(".log-tools button[aria-label='next match']").click();
    browser.waitForText(".log-tools", "line 71, 2 of 5");
    browser.waitForText(".line.chosen", "all runs: crashed: WARNING in free_netdev");
    browser.find(".log-tools input").sendKeys(" of nothing", Keys.ENTER);
    browser.waitForText(".log-tools", "not found");
    long narrow = width();
    browser.find(".log-tools button[aria-pressed]").click();
    assertThat(width()).isGreaterThan(2 * narrow);
  }

  @Test
  void paperNamesIdAddressAndDayAndLeavesNothingFolded() {
    browser.open(pipeline.page(PATH));
    browser.script("dispatchEvent(new Event('beforeprint'))");
    assertThat(
            String.valueOf(
                browser.script("return document.querySelector('.on-paper').textContent")))
        .contains("Bisection aids/seed")
        .contains(pipeline.page(PATH))
        .contains("printed ");
    assertThat(browser.count(".head details:not([open])")).isZero();
    assertThat(browser.count(".head details[open]")).isPositive();
  }

  @Test
  void daysAreAFilterThatTheAddressHolds() {
    browser.open(pipeline.page("/search?q=aids&since=2000-01-01&until=2000-02-01"));
    browser.waitForText("main", "Show all bisections");
    browser.script(
        "const day = document.querySelector('.dates input:last-of-type');"
            + "day.value = ''; day.dispatchEvent(new Event('change'));");
    browser.waitForText("main .feed", "aids/seed");
    assertThat(browser.address()).contains("since=2000-01-01").doesNotContain("until");
  }

  private long width() {
    return ((Number) browser.script("return document.querySelector('.log').clientWidth"))
        .longValue();
  }
}
