package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.cli.Terminal;
import firstbad.story.Phrases;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report in a terminal. */
class StoryTextTest {

  @ParameterizedTest
  @ValueSource(ints = {45, 60, 80, 120})
  void noLineIsWiderThanTheTerminal(int columns) throws IOException {
    assertThat(
            StoryText.of(Stories.sample(), terminal(columns))
                .lines()
                .filter(line -> !isCommand(line)))
        .allMatch(line -> line.length() <= columns);
  }

  @Test
  void aLogThatNamesItsStartEndedAfterItsTotalTime() throws IOException {
    Instant start = Instant.parse("2023-01-23T11:31:00Z");
    Story sample = Stories.sample();
    Instant end = start.plusMillis(Objects.requireNonNull(sample.head().totalTimeMs()));
    String ended = "  ended        " + Phrases.time(end) + "\n";
    assertThat(StoryText.of(Stories.received(sample, start, start), terminal(80)))
        .contains("  started      23 Jan 2023 11:31 UTC\n" + ended)
        .doesNotContain("end received");
    assertThat(
            StoryText.of(
                Stories.received(sample, start, start.plus(Duration.ofDays(1400))), terminal(80)))
        .contains(ended + "  end received 23 Nov 2026 11:31 UTC\n");
  }

  /** A mark stands before a title, and a title that is broken is one. */
  @Test
  void aTitleThatIsBrokenHasOneMark() throws IOException {
    String title = "general protection fault in " + "a_long_function_".repeat(4);
    String log = Stories.SAMPLE.replace("general protection fault in hidraw_release", title);
    String text = StoryText.of(Stories.of(log), terminal(45));
    int from = text.indexOf("The evidence");
    String evidence = text.substring(from, text.indexOf("\n\n", from));

    assertThat(evidence.lines().filter(line -> line.matches("  \\S \\S.*"))).hasSize(3);
  }

  @Test
  void aLongHeadlineIsBroken() throws IOException {
    Story story = Stories.called(Stories.sample(), "a-long-name-".repeat(8));

    assertThat(StoryText.of(story, terminal(60)).lines().limit(4))
        .allMatch(line -> line.length() <= 60)
        .anyMatch(line -> line.endsWith("derailed"));
  }

  @Test
  void whatWasSkippedAlikeInARowIsToldOnce() throws IOException {
    assertThat(rows(4)).hasSize(4).noneMatch(line -> line.contains("skipped alike"));
    List<String> folded = rows(30);
    assertThat(folded).hasSize(3);
    assertThat(String.join(" ", folded).replaceAll("\\s+", " "))
        .contains("The next 29, steps 2 to 30, were skipped alike; they are in --format json.");
  }

  @Test
  void aCommandThatNamesHundredsOfCommitsIsFolded() throws IOException {
    StringBuilder log = new StringBuilder("git bisect start\n");
    said(log, "bad", 1);
    said(log, "good", 2);
    for (int i = 0; i < 90; i++) {
      said(log, "skip", 3 + i);
    }
    log.append("# only skipped commits left to test\n");
    for (int i = 0; i < 91; i++) {
      int commit = i == 0 ? 1 : 2 + i;
      log.append("# possible first bad commit: [%040x] made up\n".formatted(commit));
    }
    String text = StoryText.of(Stories.of(log.toString()), terminal(80));
    List<String> lines = text.lines().map(String::strip).toList();
    int command =
        lines.indexOf(
            lines.stream().filter(one -> one.startsWith("git log")).findFirst().orElseThrow());
    assertThat(lines.get(command + 3))
        .matches("\\.\\.\\. \\d+ more lines; --format json has all of it\\.");
    assertThat(lines.get(command + 4)).startsWith("- ");
  }

  /** The search of a log of git in which so many revisions were skipped. */
  private static List<String> rows(int skips) throws IOException {
    StringBuilder log = new StringBuilder("git bisect start\n");
    said(log, "bad", 1);
    said(log, "good", 2);
    for (int i = 0; i < skips; i++) {
      said(log, "skip", 3 + i);
    }
    List<String> lines = StoryText.of(Stories.of(log.toString()), terminal(80)).lines().toList();
    int search = lines.indexOf("The search");
    return lines.subList(search + 1, search + lines.subList(search, lines.size()).indexOf(""));
  }

  private static void said(StringBuilder log, String word, int commit) {
    String hash = "%040x".formatted(commit);
    log.append("# %s: [%s] made up %d\n".formatted(word, hash, commit))
        .append("git bisect %s %s\n".formatted(word, hash));
  }

  private static Terminal terminal(int columns) {
    return new Terminal(false, false, true, false, columns, 24);
  }

  /** What is typed as it stands is not broken. */
  private static boolean isCommand(String line) {
    return line.strip().startsWith("git ");
  }
}
