package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.mail.LaterFacts;
import firstbad.app.mail.Mail;
import firstbad.app.mail.Mails;
import firstbad.bisection.Corpus;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.made.MadeLogs;
import firstbad.bisection.made.Plot;
import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.judgement.Level;
import firstbad.story.Advice;
import firstbad.story.Summary;
import firstbad.testing.Prerequisite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** No sentence says what a line of the same log contradicts, and no two contradict each other. */
class AgainstTheLogTest {
  private static final int MADE = 300;
  private static final Set<Role> SEARCHED =
      EnumSet.of(Role.ORIGINAL, Role.RELEASE, Role.HEAD, Role.STEP);
  private static final Pattern LEFT_AT =
      Pattern.compile(
          "(?:From|At) (?:step (\\d+) \\(\\w+\\)|\\S+ \\(step (\\d+)\\))(?: on|, the last with a crash),"
              + " nothing crashed that looks like the bug");
  private static final Pattern TEST_AGAIN =
      Pattern.compile(
          "(?:until|Test) (?:step (\\d+) \\(\\w+\\)|\\S+ \\(step (\\d+)\\)) (?:has been tested )?again");
  private static final Pattern ALLOWED =
      Pattern.compile("([\\d,]+) commits?: .*?\\b([0-9a-f]{12})\\)? crashes, ");

  private static final Pattern MENDED = Pattern.compile("with a change that mends \"([^\"]*)\"");
  private static final Pattern LAST_SEEN =
      Pattern.compile(
          "last seen at (?:step |\\S+ \\(step )(\\d+)(?: \\(\\w+)?\\), in (\\d+) of (\\d+) runs?"
              + "(?:; (\\d+) more crashed)?");
  private static final Pattern MAILED =
      Pattern.compile(
          "between ([0-9a-f]{12}), which does not crash, and ([0-9a-f]{12}), which does[.]");

  /** Git halves what it can; twice of that is another range. */
  private static final int FARTHEST = 4;

  @Test
  void a_made_up_log_and_its_story_agree() throws IOException {
    int skipped = 0;
    for (int seed = 0; seed < MADE; seed++) {
      List<String> lines = MadeLogs.whole(seed).lines();
      agrees(told(lines));
      agrees(told(lines.subList(0, 1 + lines.size() * (seed % 7) / 7)));
      skipped += lines.stream().anyMatch(line -> line.startsWith("# git bisect skip")) ? 1 : 0;
    }
    assertThat(skipped).as("logs with skipped revisions").isPositive();
  }

  @Test
  void the_log_of_a_search_that_left_the_bug_and_its_story_agree() throws IOException {
    int left = 0;
    for (Plot plot : Plot.values()) {
      for (int seed = 0; seed < MADE / 10; seed++) {
        Story story = told(MadeLogs.simulated(plot, seed).log().lines());
        agrees(story);
        left += LEFT_AT.matcher(String.join(" ", story.summary().happened())).find() ? 1 : 0;
      }
    }
    assertThat(left).isPositive();
  }

  @Test
  void a_real_log_and_its_story_agree() throws IOException {
    Optional<Corpus> corpus = Corpus.find();
    Prerequisite.requireLocalLogs(corpus.isPresent(), Corpus.ABSENT);
    for (List<String> lines : corpus.orElseThrow().logs().values()) {
      Story story = told(lines);
      agrees(story);
      Integer left = number(LEFT_AT, String.join(" ", story.summary().happened()));
      if (left != null) {
        SaidOfTheLog.oldByWhatLooksLikeTheBug(story, left);
      }
    }
  }

  private static Story told(List<String> lines) throws IOException {
    return Stories.of(String.join("\n", lines) + "\n");
  }

  private static void agrees(Story story) {
    Summary summary = story.summary();
    String happened = String.join(" ", summary.happened());
    String next = summary.next().stream().map(Advice::sentence).collect(Collectors.joining(" "));
    if (story.head().remarks().isEmpty()) {
      countsAgree(story);
    }
    if (next.contains("no revision is known that does not")) {
      assertThat(story.revisions())
          .as(next)
          .noneMatch(each -> SEARCHED.contains(each.role()) && each.verdict() == Verdict.GOOD);
    }
    SaidOfTheLog.agrees(story);
    oneWordOnTheAlarm(story, summary, next);
    remediesMendTheKernel(next);
    runsAgree(story, happened);
    mailAgrees(story, happened, next);
    cameBackForAll(story, happened);
    Integer left = number(LEFT_AT, happened);
    if (left == null) {
      return;
    }
    assertThat(String.join("; ", summary.reasonsFor()))
        .as(happened)
        .doesNotContain("every bad revision crashed in a way that looks like the bug");
    assertThat(next).as(happened).doesNotContain("The bug is older");
    if (story.head().outcome() == Outcome.STILL_HAPPENS && story.head().kind() != Kind.FIX) {
      assertThat(summary.ended()).startsWith("The log says");
    }
    Integer again = number(TEST_AGAIN, next);
    if (again != null && !again.equals(left)) {
      assertThat(next)
          .as(happened)
          .containsPattern("than any other bad verdict|it was the first to");
    }
    crashesLikeTheBug(story, next, left);
  }

  /** An alarm, a level, the reasons and the advice tell of one search. */
  private static void oneWordOnTheAlarm(Story story, Summary summary, String next) {
    Assessment judged = story.assessment();
    if (judged == null || judged.derailed() == null) {
      return;
    }
    assertThat(summary.reasonsFor())
        .doesNotContain("every bad revision crashed in a way that looks like the bug");
    if (judged.level() == Level.HIGH || judged.level() == Level.MIDDLE) {
      assertThat(next).as(summary.belief()).doesNotContain("Do not ");
    }
    if (judged.level() == Level.HIGH && !summary.belief().startsWith("Too early to judge: ")) {
      assertThat(summary.belief()).contains(", although one verdict rested on another bug: ");
    }
  }

  /** The head says by what is at stake whether the bug came back, the box by its sentence. */
  private static void cameBackForAll(Story story, String happened) {
    Assessment judged = story.assessment();
    if (judged != null && judged.derailed() != null) {
      assertThat(story.head().atStakeMs() == null)
          .as(happened)
          .isEqualTo(happened.contains("did not leave it there"));
    }
  }

  /** Whoever reads that all runs of the culprit crashed finds all of them above. */
  private static void runsAgree(Story story, String happened) {
    Matcher told = LAST_SEEN.matcher(happened);
    while (told.find()) {
      Revision revision = story.revisions().get(Integer.parseInt(told.group(1)) - 1);
      int others = told.group(4) == null ? 0 : Integer.parseInt(told.group(4));
      assertThat(revision.runs().crashed())
          .as(told.group())
          .isEqualTo(Integer.parseInt(told.group(2)) + others);
      assertThat(revision.runs().ok() + revision.runs().crashed())
          .isEqualTo(Integer.parseInt(told.group(3)));
    }
  }

  /** What a change of the kernel's source is to mend is nothing but its own fault. */
  private static void remediesMendTheKernel(String next) {
    MENDED
        .matcher(next)
        .results()
        .map(found -> found.group(1))
        .forEach(
            fault ->
                assertThat(fault).doesNotContainPattern("timed out|VM pool|exit status|lost conn"));
  }

  /** A mail has no range but the box's, and no step to test again that the box takes for right. */
  private static void mailAgrees(Story story, String happened, String next) {
    CulpritFound culprit = story.culprit();
    if (culprit == null) {
      return;
    }
    Mail mailed = Mails.of(story, LaterFacts.NONE);
    String mail = mailed.text().replaceAll("\\s+", " ");
    if (culprit.assessment().derailed() != null) {
      boolean back = happened.contains("did not leave it there");
      boolean lostAgain = story.head().atStakeMs() != null;
      assertThat(mail.contains("did not leave it there") && !lostAgain).as(mail).isEqualTo(back);
      assertThat(mailed.subject()).endsWith(back ? ", derailed, came back" : ", derailed");
      String alone = Mails.of(culprit, LaterFacts.NONE).text();
      assertThat(back).as(alone).isEqualTo(back || alone.contains("did not leave it there"));
    }
    Matcher told = MAILED.matcher(mail);
    if (told.find()) {
      assertThat(next).as(mail).contains(told.group(1)).contains(told.group(2));
    }
  }

  /** What is said to crash is no revision that is said to have followed another bug. */
  private static void crashesLikeTheBug(Story story, String next, int left) {
    ALLOWED
        .matcher(next)
        .results()
        .map(found -> found.group(2))
        .forEach(
            crashing ->
                assertThat(story.revisions())
                    .as(next)
                    .anyMatch(each -> each.ordinal() < left && each.commit().startsWith(crashing)));
  }

  /** Before each step git prints how many commits are left after it. */
  private static void countsAgree(Story story) {
    Map<List<@Nullable String>, List<Integer>> printed = new HashMap<>();
    String crashes = null;
    String clean = null;
    for (Revision revision : story.revisions()) {
      if (!SEARCHED.contains(revision.role())) {
        continue;
      }
      if (revision.commitsLeft() != null && crashes != null && clean != null) {
        printed
            .computeIfAbsent(ends(crashes, clean), range -> new ArrayList<>())
            .add(revision.commitsLeft());
      }
      crashes = revision.verdict() == Verdict.BAD ? revision.commit() : crashes;
      clean = revision.verdict() == Verdict.GOOD ? revision.commit() : clean;
    }
    for (Revision revision : story.revisions()) {
      CommitRange range = revision.supportedRange();
      if (range != null && range.commits() != null) {
        fits(story, range.commits() - 1, printed.get(ends(range.crashesAt(), range.cleanAt())));
      }
    }
    Bisection.Range range = story.head().range();
    Integer now = story.left().now();
    if (range != null && now != null && story.head().outcome() == Outcome.RUNNING) {
      fits(story, now, printed.get(ends(range.crashesAt(), range.cleanAt())));
    }
    for (Advice advice : story.summary().next()) {
      for (MatchResult told : ALLOWED.matcher(advice.sentence()).results().toList()) {
        int commits = Integer.parseInt(told.group(1).replace(",", ""));
        printed.forEach(
            (ends, left) -> {
              boolean same =
                  advice.commands().stream()
                      .anyMatch(
                          command ->
                              command.matches(
                                  "git bisect start %s %s\\b.*"
                                      .formatted(
                                          ends.get(0).substring(0, 12),
                                          ends.get(1).substring(0, 12))));
              if (same) {
                fits(story, commits - 1, left);
              }
            });
      }
    }
  }

  private static List<@Nullable String> ends(String crashes, @Nullable String clean) {
    List<@Nullable String> ends = new ArrayList<>();
    ends.add(crashes);
    ends.add(clean);
    return ends;
  }

  private static void fits(Story story, int told, @Nullable List<Integer> printed) {
    if (printed != null) {
      assertThat(printed)
          .as(() -> story.summary().searched())
          .allMatch(after -> told >= after + 1 && told < FARTHEST * (after + 1));
    }
  }

  private static @Nullable Integer number(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .findFirst()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .map(Integer::valueOf)
        .orElse(null);
  }
}
