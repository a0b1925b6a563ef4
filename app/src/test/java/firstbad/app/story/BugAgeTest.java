package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.story.Advice;
import firstbad.story.Summary;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How old a bug is said to be, where no release was clean. */
class BugAgeTest {
  private static final String BUG = "WARNING in foo_release";
  private static final String ALIKE = "KASAN: use-after-free Read in bar_open";
  private static final String OTHER = "general protection fault in qux_poll";
  private static final String UNBOOTED = "all runs: boot failed: BUG: early b";
  private static final String OLDEST = "the crash already happened on the oldest tested release";
  private static final String TIME = "error: bisection is taking too long (>8h0m0s), aborting";

  @Test
  void a_time_limit_gives_the_same_advice_as_the_oldest_release() throws IOException {
    String releases = release("v5.3", 'c', crashed(BUG)) + release("v5.2", 'd', crashed(OTHER));
    Summary old = summary(releases, OLDEST);
    assertThat(advice(old))
        .startsWith("Do not take the bug for older than v5.3 (step 2), the last release that");
    assertThat(summary(releases, TIME).next()).isEqualTo(old.next());
    Summary untested = summary(releases + release("v5.1", 'e', UNBOOTED), TIME);
    assertThat(untested.next()).isEqualTo(old.next());
    assertThat(untested.ended()).doesNotContain("known to happen");
  }

  @Test
  void the_bug_is_known_only_where_it_crashed_and_not_where_something_looks_like_it()
      throws IOException {
    String releases =
        release("v5.3", 'c', "run #0: crashed: " + BUG + "\nrun #1: crashed: " + ALIKE)
            + release("v5.2", 'd', crashed(ALIKE));
    assertThat(summary(releases + release("v5.1", 'e', UNBOOTED), TIME).ended())
        .contains(
            "could not be tested: it is known to happen back to v5.3, and a crash that looks like it"
                + " was seen back to v5.2.");
    Summary old = summary(releases, OLDEST);
    assertThat(old.ended())
        .startsWith(
            "The log says that the crash happens on the oldest release too: it is known to");
    assertThat(advice(old)).startsWith("What looks like the bug is older than the oldest release");
    String half = release("v5.1", 'e', crashed("WARNING in foo_open"));
    assertThat(summary(releases + half, OLDEST).ended())
        .contains(
            "known to happen back to v5.3, and a crash that looks like it was seen back to v5.1");
    String also = release("v5.1", 'e', crashed(BUG));
    assertThat(summary(releases + also, OLDEST).ended())
        .startsWith("The crash happens on the oldest release too. ");
    assertThat(advice(summary(releases + also, OLDEST))).startsWith("The bug is older than the");
  }

  @Test
  void of_several_titles_that_look_like_it_some_may_do_so_only_a_little() throws IOException {
    String releases =
        release("v5.3", 'c', "run #0: crashed: " + BUG + "\nrun #1: crashed: " + ALIKE)
            + release("v5.2", 'd', crashed("WARNING in foo_open_release"))
            + release("v5.1", 'e', crashed(ALIKE))
            + release("v5.0", '1', crashed(OTHER));
    Summary summary = summary(releases, OLDEST);
    assertThat(summary.happened().get(0))
        .contains("others were seen that look like it, some of them only a little: ");
    assertThat(advice(summary))
        .contains(
            "from v5.1 (step 4) on other crashes were seen, which look like it only a little");
  }

  private static Summary summary(String releases, String end) throws IOException {
    String tests = tested('b', crashed(BUG)) + releases;
    int count = tests.split("testing commit ", -1).length - 1;
    return Stories.of(
            """
            bisecting cause commit starting from %s
            building syzkaller on %s
            %srevisions tested: %d, total time: 8h0m1s (build: 4h0m0s, test: 4h0m0s)
            %s
            """
                .formatted(whole('b'), whole('f'), tests, count, end))
        .summary();
  }

  private static String release(String tag, char commit, String runs) {
    return "testing release " + tag + "\n" + tested(commit, runs);
  }

  private static String tested(char commit, String runs) {
    return "testing commit " + whole(commit) + " with gcc (GCC) 8.1.0\n" + runs + "\n";
  }

  private static String crashed(String title) {
    return "all runs: crashed: " + title;
  }

  private static String whole(char commit) {
    return String.valueOf(commit).repeat(40);
  }

  private static String advice(Summary summary) {
    return summary.next().stream().map(Advice::sentence).collect(Collectors.joining("\n"));
  }
}
