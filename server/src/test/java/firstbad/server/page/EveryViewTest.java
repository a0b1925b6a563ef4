package firstbad.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.publisher.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/**
 * What holds for every view, with short, usual and hostile data, at the widths of a telephone, a
 * tablet and a desk: axe-core finds no violation, nothing is printed over anything else, nothing
 * sticks out. (Long, since every view wants data of its own.)
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({WithPipeline.class, WithBrowser.class})
class EveryViewTest {
  private static final List<Integer> WIDTHS = List.of(390, 768, 1300);

  /** Every ending is looked at as pictures in both colours, and the other views in light ones. */
  private static final String EACH_ENDING = "/b/.*";

  /** What axe-core asks of the words of a view, of its marks and of its order. */
  private static final String ALL_RULES = "{}";

  /** Those of its rules for which colours and widths matter. */
  private static final String RULES_OF_LAYOUT =
      "{runOnly: ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable']}";

  /** The line after which the search of the sample is at its last step. */
  private static final int LAST_STEP = 150;

  private static final int BREAKS_OFF = 100;

  /** The lines of the sample up to the one with which its first test begins. */
  private static final int BEGUN = 4;

  /** Those up to a verdict, before git has chosen what is tested next. */
  private static final int AFTER_A_VERDICT = 104;

  private static final Path MADE_UP_LOGS =
      Path.of("..", "bisection", "src", "test", "resources", "golden");

  private final String axe = resource("/axe.min.js");
  private final String overlaps = resource("/firstbad/server/page/overlaps.js");
  private Pipeline pipeline;
  private Browser browser;

  @BeforeAll
  void publish(Pipeline running, Browser started) {
    pipeline = running;
    browser = started;
    List<String> seed = Pipeline.seedLog();
    pipeline.publish("views/usual", Map.of("manager", "ci-upstream"), seed);
    pipeline.publish("views/short", Map.of(), seed.subList(0, 2));
    String path = "views/" + "a-long-folder/".repeat(12) + "log";
    String title = "WARNING in " + "very_long_name_".repeat(30);
    pipeline.publish(
        path,
        Map.of("manager", "m".repeat(300), "bug.url", "https://example.org/" + "x".repeat(300)),
        seed.stream()
            .map(line -> line.replace("general protection fault in hidraw_release", title))
            .toList());
    pipeline.publish("views/broken-off", Map.of(), seed.subList(0, BREAKS_OFF));
    pipeline.publish(
        "views/inconclusive", Map.of(), madeUp("2019-03-inconclusive-with-git-noise.txt"));
    pipeline.publish("views/failed", Map.of(), madeUp("error-fuzzer-does-not-build.txt"));
    pipeline.publish(
        "views/failed-at-length",
        Map.of(),
        madeUp("error-fuzzer-does-not-build.txt").stream()
            .flatMap(
                line ->
                    line.startsWith("foo.go") ? (line + "\n").repeat(60).lines() : Stream.of(line))
            .toList());
    pipeline.publish("views/hostile-text", Map.of(), madeUp("hostile-text.txt"));
    String error =
        "failed to create VM pool: failed to create GCE image: create image operation failed: Get"
            + " https://www.example.org/compute/v1/projects/"
            + "x".repeat(300);
    pipeline.publish(
        "views/not-built",
        Map.of(),
        madeUp("2021-09-build-error-over-many-lines.txt").stream()
            .map(line -> line.startsWith("failed to run") ? error : line)
            .toList());
    Publication begun = pipeline.begin("views/begun", Map.of());
    seed.subList(0, BEGUN).forEach(begun::line);
    begun.awaitDurable();
    Publication midway = pipeline.begin("views/midway", Map.of());
    seed.subList(0, AFTER_A_VERDICT).forEach(midway::line);
    midway.awaitDurable();
    Publication growing = pipeline.begin("views/running", Map.of("manager", "ci-upstream"));
    seed.subList(0, LAST_STEP).forEach(growing::line);
    growing.awaitDurable();
    browser.open(pipeline.page("/"));
    browser.waitForText(".running", "views/running");
    browser.waitForText(".running", "views/midway");
    browser.waitForText(".ended", "very_long_name_");
    browser.waitForText(".ended", "views/failed");
    browser.waitForText(".ended", "views/not-built");
    browser.waitForText(".ended", "views/hostile-text");
    verify("views%2Fusual", "{\"state\":\"REFUTED\",\"true_cause\":\"4d92b95ff2f9\"}");
    String note = "<b>" + "very_long_note_".repeat(20);
    verify(path.replace("/", "%2F"), "{\"state\":\"REFUTED\",\"note\":\"" + note + "\"}");
    verify(path.replace("/", "%2F"), "{\"state\":\"CONFIRMED\",\"source\":\"RERUN\"}");
    browser.open(pipeline.page("/culprits?verification=CONFLICT"));
    browser.waitForText(".culprit-card", "disputed");
    browser.open(pipeline.page("/culprits"));
    browser.waitForText(".track-record", "0 of 1 verified culprit was right");
  }

  /** Says what became of a culprit, which is in the view before the page shows it. */
  private void verify(String id, String said) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(pipeline.page("/api/v1/bisections/" + id + "/verification")))
            .POST(HttpRequest.BodyPublishers.ofString(said))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/b/views%2Fusual",
        "/b/views%2Fshort",
        "/b/views%2Fa-long-folder%2Fa-long-folder%2Fa-long-folder%2Fa-long-folder%2Fa-long-folder%2Fa-long-folder%2Fa-long-folder%2Fa-long-folder%2Fa-long-folder%2Fa-long-folder%2Fa-long-folder%2Fa-long-folder%2Flog",
        "/b/views%2Frunning",
        "/b/views%2Fbroken-off",
        "/b/views%2Finconclusive",
        "/b/views%2Ffailed",
        "/b/views%2Ffailed-at-length",
        "/b/views%2Fhostile-text",
        "/b/views%2Fnot-built",
        "/bug?title=%3Cscript%3Ealert(1)%3C/script%3E",
        "/culprits",
        "/culprits?verification=CONFLICT",
        "/suspects",
        "/suspects?at_least=1",
        "/crashes",
        "/crashes?bucket=hour",
        "/alerts",
        "/alerts?by=tree",
        "/bug?title=WARNING%20in%20free_netdev",
        "/bug?title=general%20protection%20fault%20in%20hidraw_release",
        "/search",
        "/search?q=hidraw",
        "/search?label=manager%3Dci-upstream",
        "/c/38970eac41db",
        "/b/nobody",
        "/help",
      })
  void isAccessibleAndKeepsItsLayout(String path) {
    browser.look(WIDTHS.get(0), "dark");
    browser.open(pipeline.page(path));
    browser.waitUntil("events flow", "return document.querySelector('#state.live') !== null");
    for (int width : WIDTHS) {
      browser.look(width, "dark");
      browser.drawn();
      assertThat((List<?>) browser.script(overlaps))
          .as("printed over each other on %s at %d", path, width)
          .isEmpty();
      assertThat(browser.sticksOut()).as("how far %s sticks out", path).isNotPositive();
      if (width == WIDTHS.get(0)) { // contrast is another in the dark
        assertThat(violations(RULES_OF_LAYOUT)).as("axe-core on %s in the dark", path).isEmpty();
      }
      picture(path, width, "dark");
      browser.look(width, "light");
      picture(path, width, "light");
    }
    assertThat(violations(ALL_RULES)).as("axe-core on %s", path).isEmpty();
    browser.look(WIDTHS.get(0), "light");
    browser.script("for (const one of document.querySelectorAll('details')) one.open = true");
    browser.drawn();
    assertThat(violations(RULES_OF_LAYOUT)).as("axe-core on %s, unfolded", path).isEmpty();
    assertThat(browser.sticksOut()).as("how far %s, unfolded, sticks out", path).isNotPositive();
    browser.look(1280, "light");
  }

  private void picture(String path, int width, String scheme) {
    if (scheme.equals("light") || path.matches(EACH_ENDING)) {
      browser.keepPicture("view" + path.replaceAll("\\W+", "-") + "-" + width + "-" + scheme);
    }
  }

  /** One model, two printers: this is what holds the page's to the model. */
  @ParameterizedTest
  @ValueSource(strings = {"usual", "short", "running", "broken-off", "inconclusive", "failed"})
  void theBoxPrintsTheSentencesOfTheModel(String name) {
    browser.open(pipeline.page("/b/views%2F" + name));
    assertThat(
            (List<?>)
                browser.script(
                    "const text = place => document.querySelector(place)?.textContent ?? '';"
                        + "return fetch('/api/v1/bisections/views%2F' + arguments[0])"
                        + ".then(answer => answer.json()).then(({story}) => ["
                        + "  ...story.headline.split(', ').map(one => ['.headline', one]),"
                        + "  ...[story.searched, story.ended, ...story.happened, story.belief,"
                        + "    ...story.next.map(one => one.sentence),"
                        + "    ...story.next.flatMap(one => one.commands)]"
                        + "    .map(one => ['.story', one]),"
                        + "  ...story.reasons_against.map(one => ['.reasons-against', one]),"
                        + "  ...story.reasons_for.map(one => ['.reasons-for', one])]"
                        + ".filter(([place, one]) => !text(place).includes(one)))",
                    name))
        .as("what the model says and the page does not")
        .isEmpty();
    assertThat(browser.script("return document.querySelector('.story').firstChild.className"))
        .isEqualTo("headline");
  }

  @Test
  void aDerailedSearchIsCalledSoInItsBoxAndInListsAfterItsEnd() {
    browser.open(pipeline.page("/b/views%2Fusual"));
    browser.find(".headline .ask[aria-label='what derailed means']");
    browser.open(pipeline.page("/search?q=views%2Fusual"));
    assertThat(browser.textOf("main .feed")).contains("derailed").contains("refuted");
  }

  @Test
  void candidatesLeadToTheirPagesAndAreCopiedByKeyboard() {
    browser.open(pipeline.page("/b/views%2Finconclusive"));
    assertThat(browser.count(".candidates li"))
        .isPositive()
        .isEqualTo(browser.count(".candidates a.hash[href^='/c/'] + button.copy"));
    browser.find(".candidates .title");
    browser.script("document.querySelector('.candidates a.hash').focus()");
    browser.pressTab();
    browser.press(Keys.ENTER);
    browser.waitUntil(
        "the digits are copied",
        "return document.querySelector('#said').textContent.startsWith('copied ')");
  }

  /** "5 revisions were tested; step 6 is in test; about 10 more steps" is step 6 of about 16. */
  @Test
  void theCardOfARunningSearchCountsAsItsBox() {
    browser.open(pipeline.page("/b/views%2Fmidway"));
    String box = browser.textOf(".story .ended");
    long tested = number(box, "(\\d+) revisions were t");
    long more = number(box, "about (\\d+) more step");
    boolean inTest = box.contains("is in test");
    browser.open(pipeline.page("/"));
    assertThat(browser.textOf("[data-item]:has([href='/b/views%2Fmidway']) .steps"))
        .startsWith("step %d of ~%d".formatted(tested + 1, tested + more + (inTest ? 1 : 0)));
  }

  private static long number(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return Long.parseLong(found.group(1));
  }

  @Test
  void theCardOfALogThatHasJustBegunSaysWhatIsInTest() {
    browser.open(pipeline.page("/"));
    browser.waitForText(
        "[data-item]:has([href='/b/views%2Fbegun'])", "the original commit is in test");
  }

  /** Once it has ended, what a verdict ruled out is told by what is known now, and only so. */
  @Test
  void aVerdictRulesOutOneThing() {
    browser.open(pipeline.page("/b/views%2Fusual"));
    assertThat(browser.textOf(".reasons-against"))
        .contains("ruled out commits in which the cause probably is");
    assertThat(browser.textOf(".runs")).doesNotContain("ruled out");
    browser.open(pipeline.page("/b/views%2Frunning"));
    assertThat(browser.textOf(".runs"))
        .contains("ruled out commits in which the cause then may have been");
  }

  @Test
  void aTableThatGoesOnToTheRightShowsIt() {
    browser.look(390, "light");
    browser.open(pipeline.page("/crashes"));
    assertThat(
            browser.script(
                "const wide = [...document.querySelectorAll('.wide')]"
                    + ".find(one => one.scrollWidth > one.clientWidth);"
                    + "return getComputedStyle(wide).backgroundAttachment"))
        .isEqualTo("local, local, scroll, scroll");
    browser.look(1280, "light");
  }

  @Test
  void whatTrustClaimedIsDrawnBesideWhatCameTrue() {
    browser.look(390, "light");
    browser.open(pipeline.page("/culprits"));
    browser.find(".calibration > summary").click();
    assertThat(browser.count(".calibration .came-true")).isEqualTo(1);
    assertThat(
            browser.script("return document.querySelector('.calibration svg title').textContent"))
        .isEqualTo("0 of 1 culprit right");
    assertThat(violations(ALL_RULES)).isEmpty();
    assertThat(browser.sticksOut()).isNotPositive();
    browser.look(1280, "light");
  }

  /** A log that is made up, from behind what is expected of it. */
  private static List<String> madeUp(String name) {
    try {
      List<String> lines = Files.readAllLines(MADE_UP_LOGS.resolve(name));
      return lines.subList(lines.indexOf("=== log") + 1, lines.size());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<?> violations(String rules) {
    browser.script("if (!window.axe) { " + axe + " }");
    return (List<?>)
        browser.script(
            "return axe.run("
                + rules
                + ").then(result => result.violations.map(violation => violation.id + ': '"
                + " + violation.nodes.slice(0, 3).map(node => node.html.slice(0, 200) + ' '"
                + " + (node.any[0]?.message ?? '')).join('; ')))");
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(EveryViewTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
