package firstbad.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.publisher.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/**
 * What helps to read: explained words, a log that can be searched, folded, wrapped and followed,
 * days as a filter, and paper.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({WithPipeline.class, WithBrowser.class})
class ReadingAidsTest {
  private static final String PATH = "/b/aids%2Fseed";

  private static final String FOLLOWED =
      "return [...document.querySelectorAll('.log-tools button')].find(one => one.innerText"
          + " === 'follow').getAttribute('aria-pressed') === '%s'";

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
    browser.find("dialog a[href='/help#severity']").click();
    browser.waitForText("main .words .asked", "How much an alert matters");
    assertThat(browser.count("dialog")).isZero();
    browser.open(pipeline.page("/help#thin-evidence"));
    browser.waitForText("main .words .asked", "on few crashes of the bug itself");
    browser.press("?");
    browser.waitUntil(
        "help begins at its beginning",
        "return document.querySelector('dialog[open]')?.scrollTop === 0");
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
    press("whole width");
    assertThat(width()).isGreaterThan(2 * narrow);
  }

  @Test
  void theLogIsFoldedToALineForEachRevisionAndUnfoldsWhereALinkLeads() {
    browser.open(pipeline.page(PATH));
    press("fold by revision");
    browser.waitForText(
        ".line[data-line='60']", "step 5: bad, under another title; 10/10 crashed · 8 lines");
    assertThat(browser.count(".line[data-line='61']")).isZero();
    browser.find(".line[data-line='68'] .fold").click();
    browser.waitForText(".line[data-line='71']", "all runs: crashed: WARNING in free_netdev");
    assertThat(browser.find(".line[data-line='68'] .fold").getAttribute("aria-expanded"))
        .isEqualTo("true");
    browser.script("location.hash = '#L63'");
    browser.waitForText(".line.chosen[data-line='63']", "all runs: crashed");
    assertThat(browser.count(".line[data-line='77']")).isZero();
    press("fold by revision");
    browser.find(".line[data-line='64']");
  }

  @Test
  void whatWasSkippedAlikeInARowIsFoldedAndUnfoldsWhereALinkLeads() {
    List<String> log = new ArrayList<>(List.of("git bisect start"));
    for (int i = 1; i <= 22; i++) {
      String word = i == 1 ? "bad" : i == 2 ? "good" : "skip";
      log.add("# %s: [%040x] made up %d".formatted(word, i, i));
      log.add("git bisect %s %040x".formatted(word, i));
    }
    pipeline.publish("aids/skipped", Map.of(), log);
    browser.open(pipeline.page("/search?q=aids"));
    browser.waitForText("main .feed", "aids/skipped");
    browser.open(pipeline.page("/b/aids%2Fskipped"));
    browser.waitForText(".runs .skipped-alike", "The next 19, steps 2 to 20, were skipped alike.");
    // What a reader has seen before there were so many stays as it is.
    browser.open(pipeline.page("/b/aids%2Fskipped"));
    browser.waitForText(".runs .skipped-alike", "The next 19, steps 2 to 20, were skipped alike.");
    assertThat(browser.count(".run-row")).isEqualTo(2);
    browser.find(".skipped-alike button").click();
    browser.find("#step-20");
    assertThat(browser.script("return document.activeElement.dataset.fold")).isEqualTo("1");
    browser.find(".skipped-alike button[aria-expanded='true']").click();
    browser.waitUntil("it is folded", "return !document.querySelector('#step-20')");
    browser.open(pipeline.page("/b/aids%2Fskipped?step=10"));
    browser.find("#step-10.selected");
  }

  @Test
  void longLinesAreWrappedOnATelephoneAndOnRequestAndCoverNoOther() {
    browser.open(pipeline.page(PATH));
    assertThat(overflow()).isPositive();
    press("wrap");
    browser.find(".log.wrapped .line[data-line='60']");
    assertThat(overflow()).isZero();
    assertThat(cutLines()).isEmpty();
    browser.look(390, "light");
    browser.open(pipeline.page(PATH));
    browser.find(".log.wrapped .line[data-line='60']");
    assertThat(overflow()).isZero();
    assertThat(cutLines()).isEmpty();
    browser.look(1300, "light");
  }

  @Test
  void aLogThatGrowsIsFollowedUntilItIsReadElsewhereAndAgainOnRequest() {
    Publication log = pipeline.begin("aids/grows", Map.of());
    Pipeline.seedLog().subList(0, 120).forEach(log::line);
    log.awaitDurable();
    browser.open(pipeline.page("/search?outcome=RUNNING"));
    browser.waitForText("main .feed", "aids/grows");
    browser.open(pipeline.page("/b/aids%2Fgrows"));
    browser.find(".line[data-line='120']");
    browser.script("document.querySelector('.log').scrollTop = 0");
    browser.waitUntil("it is not followed", FOLLOWED.formatted(false));
    press("follow");
    browser.waitUntil("it is followed", FOLLOWED.formatted(true));
    Pipeline.seedLog().subList(120, 160).forEach(log::line);
    log.awaitDurable();
    browser.find(".line[data-line='160']");
    log.end();
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

  @Test
  void theAxisOfTimeNamesRoundTimes() {
    browser.open(pipeline.page("/crashes?bucket=hour"));
    browser.waitUntil(
        "full hours are named, every third of them",
        "const hours = [...document.querySelectorAll('.types-chart .tick')]"
            + ".map(one => /(\\d+) [AP]M$/.exec(one.textContent)).filter(Boolean);"
            + "return hours.length > 4 && hours.every(one => one[1] % 3 === 0)");
  }

  @Test
  void labelsAreFiltersWithCountsThatTheAddressHolds() {
    pipeline.publish("aids/net", Map.of("manager", "ci-net"), Pipeline.seedLog());
    browser.open(pipeline.page("/search?q=aids&outcome=CULPRIT_FOUND"));
    browser.waitForText("main .feed", "aids/net");
    browser.open(pipeline.page("/search?q=aids&outcome=CULPRIT_FOUND"));
    browser.waitForText(".filters[aria-label='manager']", "ci-net 1");
    browser.find(".filters[aria-label='manager'] a[title='ci-net']").click();
    browser.waitUntil(
        "the list is narrowed",
        "return !document.querySelector('main .feed').innerText.includes('aids/seed')");
    assertThat(browser.textOf("main .feed")).contains("aids/net");
    assertThat(browser.address()).contains("label=manager%3Dci-net").contains("q=aids");
    assertThat(browser.textOf(".filters[aria-label='manager']")).contains("ci-upstream 1");
    browser.find("main .feed a.title").click();
    browser.find(".labels dt a").click();
    browser.waitForText(".filters[aria-label='manager'] [aria-current]", "ci-net");
    browser.open(pipeline.page("/culprits?label=manager%3Dci-net"));
    assertThat(browser.textOf(".feed")).contains("ci-net").doesNotContain("ci-upstream");
    browser.open(pipeline.page("/alerts?label=manager%3Dci-net"));
    assertThat(browser.textOf(".feed")).contains("aids/net").doesNotContain("aids/seed");
  }

  private void press(String words) {
    browser.script(
        "[...document.querySelectorAll('.log-tools button')].find(one => one.innerText =="
            + " arguments[0]).click()",
        words);
  }

  /** By how many pixels the lines are wider than the log. */
  private long overflow() {
    Object pixels =
        browser.script(
            "const log = document.querySelector('.log'); return log.scrollWidth - log.clientWidth");
    return ((Number) pixels).longValue();
  }

  /** Lines whose text needs more room than they have. */
  private List<?> cutLines() {
    return (List<?>)
        browser.script(
            "return [...document.querySelectorAll('.line')].filter(one =>"
                + " one.querySelector('.line-text').scrollHeight > one.clientHeight + 1)"
                + ".map(one => one.innerText)");
  }

  private long width() {
    return ((Number) browser.script("return document.querySelector('.log').clientWidth"))
        .longValue();
  }
}
