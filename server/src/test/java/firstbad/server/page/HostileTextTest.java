package firstbad.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fuzzed kernel writes its own crash titles, and anyone may write a label. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({WithPipeline.class, WithBrowser.class})
class HostileTextTest {
  private static final String SCRIPT =
      "<img src=x onerror=\"window.owned=1\"><script>window.owned=1</script> in hidraw_release";
  private static final String TURNED = "KASAN: \u202eesael\u202c \u001b[31mRead\u0007 in x\u3164";
  private static final String MARKUP = "\"><svg onload=window.owned=1> javascript:window.owned=1";
  private static final String LONG = "WARNING in " + "very_long_name_".repeat(30);

  /** Not the commit of the other tests: the title that comes first would be theirs too. */
  private static final String COMMIT = "0badc0de41db";

  private Pipeline pipeline;
  private Browser browser;

  @BeforeAll
  void publish(Pipeline running, Browser started) {
    pipeline = running;
    browser = started;
    List<String> log =
        Pipeline.seedLog().stream()
            .map(line -> line.replace("general protection fault in hidraw_release", SCRIPT))
            .map(line -> line.replace("KASAN: use-after-free Read in hidraw_release", TURNED))
            .map(line -> line.replace("igb: support EXTTS on 82580/i354/i350", MARKUP))
            .map(line -> line.replace("WARNING in free_netdev", LONG))
            .map(line -> line.replace("38970eac41db", COMMIT))
            .toList();
    pipeline.publish(
        "hostile",
        Map.of(
            "script", "<script>window.owned=1</script>",
            "bug.url", "javascript:window.owned=1",
            "page", "data:text/html,<script>window.owned=1</script>",
            "broken", "https://example.org/\"onmouseover=\"window.owned=1",
            "user", "https://name:word@example.org/",
            "kernel.repo", "https://example.org/linux.git"),
        log);
    browser.open(pipeline.page("/culprits"));
    browser.waitForText("main", "onerror");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/b/hostile",
        "/culprits",
        "/suspects",
        "/suspects?at_least=1",
        "/crashes",
        "/crashes?q=onerror",
        "/alerts",
        "/c/" + COMMIT,
        "/search?q=owned",
        "/search?q=%3Cscript%3Ewindow.owned%3D1%3C%2Fscript%3E",
        "/b/%3Cscript%3Ewindow.owned=1%3C%2Fscript%3E",
      })
  void whatALogSaysIsShownAndNeverRun(String path) {
    for (int width : new int[] {1280, 360}) {
      browser.look(width, "light");
      browser.open(pipeline.page(path));
      assertThat(browser.script("return window.owned ?? null")).isNull();
      assertThat(browser.count("main script, main img, main iframe, main [onload], main [onerror]"))
          .isZero();
      assertThat(browser.textOf("body")).doesNotContain("\u202e", "\u001b", "\u0007");
      assertThat(browser.title()).doesNotContain("\u202e", "\u001b");
      assertThat(browser.sticksOut())
          .as("how far %s sticks out at %d", path, width)
          .isNotPositive();
    }
    browser.requireNoComplaint();
  }

  @Test
  void whatCannotBeSeenIsShownAsWhatItIs() {
    browser.look(1280, "light");
    browser.open(pipeline.page("/b/hostile"));
    assertThat(browser.textOf("h1"))
        .contains("<script>window.owned=1</script>")
        .contains("<U+202E>esael<U+202C> ^[[31mRead^G in x<U+3164>");
    browser.keepPicture("hostile-1280-light");
  }

  @Test
  void onlyWebAddressesBecomeLinks() {
    browser.open(pipeline.page("/b/hostile"));
    Object leadingAway =
        browser.script(
            "return [...document.querySelectorAll('main a[href]')]"
                + ".filter(a => !/^[/#]/.test(a.getAttribute('href')))"
                + ".map(a => a.href + ' ' + a.rel)");
    assertThat(leadingAway)
        .isEqualTo(
            List.of(
                "https://example.org/%22onmouseover=%22window.owned=1 noopener noreferrer",
                "https://example.org/linux.git noopener noreferrer"));
    assertThat(browser.textOf(".labels")).contains("javascript:window.owned=1");
  }
}
