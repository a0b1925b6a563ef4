package firstbad.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RobotsTest {

  @Test
  void our_own_group_holds_and_else_the_one_for_everybody() {
    String text =
        """
        User-agent: other
        Disallow: /

        User-agent: *   # everybody
        Disallow: /admin
        Crawl-delay: 3
        """;
    Robots all = Robots.of(text);
    assertThat(all.allow("/upstream?json=1")).isTrue();
    assertThat(all.allow("/admin/x")).isFalse();
    assertThat(all.delaySeconds()).isEqualTo(3);
    Robots ours = Robots.of(text + "\nUser-agent: firstbad\nUser-agent: x\nDisallow: /x/\n");
    assertThat(ours.allow("/admin")).isTrue();
    assertThat(ours.allow("/x/bisect.txt?x=1")).isFalse();
  }

  @Test
  void the_longest_rule_that_fits_decides() {
    Robots robots = Robots.of("User-agent: *\nDisallow: /x\nAllow: /x/bisect.txt\nDisallow: /*.c$");
    assertThat(robots.allow("/x/report.txt")).isFalse();
    assertThat(robots.allow("/x/bisect.txt?x=1a")).isTrue();
    assertThat(robots.allow("/y/repro.c")).isFalse();
    assertThat(robots.allow("/y/repro.c?x=1")).isTrue();
  }

  @Test
  void a_text_that_is_no_robots_file_forbids_nothing() {
    assertThat(Robots.of("<!doctype html><p>not found: here").allow("/any")).isTrue();
    assertThat(Robots.of("User-agent: *\nCrawl-delay: 9999999999\nDisallow:").allow("/")).isTrue();
  }
}
