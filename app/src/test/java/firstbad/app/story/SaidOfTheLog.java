package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.trust.title.CrashTitle;
import firstbad.bisection.trust.title.Relation;
import firstbad.story.Advice;
import firstbad.story.Summary;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What commands, counts and headlines say of a search, held against its revisions. */
final class SaidOfTheLog {
  private static final Set<Role> SEARCHED =
      EnumSet.of(Role.ORIGINAL, Role.RELEASE, Role.HEAD, Role.MERGE_BASE, Role.STEP);

  /** What trust counts: beside the start, what the search itself chose. */
  /** What was tested aside moves no range, and trust does not look at it. */
  private static final Set<Role> JUDGED =
      EnumSet.of(Role.ORIGINAL, Role.RELEASE, Role.HEAD, Role.STEP);

  private static final int OLD_FROM = 6;

  private static final Pattern SINGLE =
      Pattern.compile("(one|\\d+) revisions? (?:was|were) called bad for a single crash");
  private static final Pattern OLD =
      Pattern.compile(
          "(\\d+) releases? crashed on the way back(?:, (?:but|(\\d+) of them)"
              + " only in ways that do not look like the bug)?(: the bug is old)?");
  private static final Pattern UNLIKE =
      Pattern.compile("called bad on (\".*?\"), which does not look like the bug");

  private static final Pattern LAST_LIKE_THE_BUG =
      Pattern.compile("\\(step (\\d+)\\), the last release that crashed like the bug");

  private static final Pattern OWN_LAST_SEEN =
      Pattern.compile("own title was last seen at (?:step |\\S+ \\(step )(\\d+)");

  private static final Pattern RELEASES_LEFT_OUT =
      Pattern.compile("releases? could (?:not )?be tested");

  static void agrees(Story story) {
    Summary summary = story.summary();
    summary.next().forEach(advice -> keepsWhatIsKnown(story, advice));
    releasesThatCouldNotBeTested(story, summary);
    singleCrashes(story, summary);
    oneWordOnATitle(summary);
    derailedIsTold(story, summary);
    SaidOfSkipped.agrees(story);
    crashedLikeTheBug(story, summary);
    ownTitleLastSeen(story, summary);
    theStepInTestBoundsNoRange(story, summary);
  }

  /** A release of which that is said crashed with a title of the bug or of its functions. */
  private static void crashedLikeTheBug(Story story, Summary summary) {
    List<CrashTitle> bugs =
        story.head().bugTitles().stream().map(each -> CrashTitle.of(each.title())).toList();
    for (Advice advice : summary.next()) {
      Matcher told = LAST_LIKE_THE_BUG.matcher(advice.sentence());
      if (told.find()) {
        assertThat(story.revisions().get(Integer.parseInt(told.group(1)) - 1).crashes())
            .as(advice.sentence())
            .anyMatch(each -> Relation.byFunction(CrashTitle.of(each.title()), bugs));
      }
      if (advice.sentence().endsWith(" has been tested again.")) {
        assertThat(summary.next()).as("no way on").anyMatch(SaidOfTheLog::saysWhatFollows);
      }
    }
  }

  private static void ownTitleLastSeen(Story story, Summary summary) {
    List<String> bugs = story.head().bugTitles().stream().map(TitleCount::title).toList();
    Matcher told = OWN_LAST_SEEN.matcher(String.join(" ", summary.happened()));
    if (told.find()) {
      List<Integer> seen =
          story.revisions().stream()
              .filter(each -> each.crashes().stream().anyMatch(one -> bugs.contains(one.title())))
              .map(Revision::ordinal)
              .toList();
      assertThat(seen).as(told.group()).endsWith(Integer.valueOf(told.group(1)));
    }
  }

  private static boolean saysWhatFollows(Advice advice) {
    return advice.sentence().startsWith("If ");
  }

  /** What was called bad last is where the commands start, unless no verdict was written. */
  private static void theStepInTestBoundsNoRange(Story story, Summary summary) {
    Bisection.Range range = story.head().range();
    List<Revision> steps =
        decided(story).stream().filter(each -> each.role() == Role.STEP).toList();
    if (story.head().outcome() == Outcome.BROKEN_OFF
        && story.head().kind() != Kind.FIX
        && story.head().remarks().isEmpty()
        && range != null
        && !steps.isEmpty()) {
      Revision last = steps.get(steps.size() - 1);
      assertThat(last.verdict() == Verdict.BAD ? range.crashesAt() : last.commit())
          .as(summary.ended())
          .isEqualTo(last.commit());
      assertThat(last.verdict() == Verdict.GOOD ? range.cleanAt() : last.commit())
          .as(summary.ended())
          .isEqualTo(last.commit());
    }
  }

  /** Commands that take the search up keep every revision that bounds it, and skip the untested. */
  private static void keepsWhatIsKnown(Story story, Advice advice) {
    List<String> start = words(advice, "git bisect start");
    if (start.isEmpty() || story.head().kind() == Kind.FIX) {
      return;
    }
    Map<String, Verdict> last = new LinkedHashMap<>();
    List<String> tested = new ArrayList<>();
    for (Revision each : decided(story)) {
      if (SEARCHED.contains(each.role()) && each.tested()) {
        tested.add(shown(each));
      }
    }
    int until = tested.lastIndexOf(start.get(1)) + 1;
    int at = 0;
    for (Revision each : decided(story)) {
      if (SEARCHED.contains(each.role()) && each.tested() && at++ < until) {
        last.put(shown(each), each.verdict());
      }
    }
    last.remove(start.get(0));
    List<String> good =
        last.entrySet().stream()
            .filter(each -> each.getValue() == Verdict.GOOD)
            .map(Map.Entry::getKey)
            .toList();
    assertThat(start.subList(1, start.size())).as(advice.sentence()).containsAll(good);
    List<String> listed = words(advice, "git log --oneline");
    assertThat(listed.subList(2, listed.size())).isEqualTo(start.subList(1, start.size()));
    if (advice.sentence().contains("within the range that is left")) {
      assertThat(start).containsAll(commits(story, Verdict.GOOD));
      List<String> skipped = words(advice, "git bisect skip");
      assertThat(skipped).containsAll(commits(story, Verdict.SKIP));
      assertThat(advice.sentence().contains("commands skip")).isEqualTo(!skipped.isEmpty());
    }
  }

  /** Without the revision that was in test when the log stopped. */
  private static List<Revision> decided(Story story) {
    return story.revisions().stream().filter(each -> each.ordinal() != story.underTest()).toList();
  }

  /** Candidates of git's that have one verdict and no other. */
  private static List<String> commits(Story story, Verdict verdict) {
    return decided(story).stream()
        .filter(each -> each.role() == Role.STEP && each.verdict() == verdict && each.tested())
        .filter(
            each ->
                story.revisions().stream()
                    .noneMatch(
                        other ->
                            other.commit().equals(each.commit()) && other.verdict() != verdict))
        .map(SaidOfTheLog::shown)
        .distinct()
        .toList();
  }

  private static List<String> words(Advice advice, String command) {
    return advice.commands().stream()
        .filter(each -> each.startsWith(command + " "))
        .findFirst()
        .map(each -> List.of(each.substring(command.length() + 1).split(" ")))
        .orElse(List.of());
  }

  private static String shown(Revision revision) {
    return revision.commit().substring(0, Math.min(12, revision.commit().length()));
  }

  /** Nobody knows whether a release crashes that could not be tested. */
  private static void releasesThatCouldNotBeTested(Story story, Summary summary) {
    if (story.head().outcome() != Outcome.STILL_HAPPENS || story.head().kind() == Kind.FIX) {
      return;
    }
    List<Revision> releases =
        story.revisions().stream().filter(each -> each.role() == Role.RELEASE).toList();
    boolean untested =
        !releases.isEmpty() && releases.get(releases.size() - 1).verdict() == Verdict.SKIP;
    assertThat(RELEASES_LEFT_OUT.matcher(summary.ended()).find()).isEqualTo(untested);
    if (untested) {
      assertThat(summary.ended()).startsWith("The log says");
      assertThat(summary.headline()).startsWith("crashes as far back as tested");
      assertThat(next(summary)).doesNotContain("The bug is older");
    }
  }

  private static void singleCrashes(Story story, Summary summary) {
    Matcher told = SINGLE.matcher(reasons(summary));
    long single =
        story.revisions().stream()
            .filter(each -> each.verdict() == Verdict.BAD && JUDGED.contains(each.role()))
            .filter(each -> each.runs().crashed() == 1)
            .count();
    if (told.find()) {
      assertThat(told.group(1)).isEqualTo(single == 1 ? "one" : String.valueOf(single));
    } else if (!summary.reasonsAgainst().isEmpty()) {
      assertThat(single).as(reasons(summary)).isZero();
    }
  }

  /** A title is not said to look like the bug in one place and not to in another. */
  private static void oneWordOnATitle(Summary summary) {
    Matcher unlike = UNLIKE.matcher(String.join(" ", summary.happened()));
    while (unlike.find()) {
      assertThat(reasons(summary))
          .doesNotContain("called bad on " + unlike.group(1) + ", which looks like the bug");
    }
  }

  /** What the headline calls derailed is told below it, and no advice rests on it. */
  private static void derailedIsTold(Story story, Summary summary) {
    Assessment judged = story.assessment();
    if (judged == null || judged.derailed() == null) {
      return;
    }
    assertThat(String.join(" ", summary.happened()))
        .as(summary.headline())
        .containsPattern("follow(?:s|ed)? another bug|the search did not leave it there");
    long derailed = judged.derailed().ordinal();
    boolean seenLater =
        story.revisions().stream()
                .anyMatch(each -> each.ordinal() > derailed && story.ownRuns(each) > 0)
            || String.join(" ", summary.happened()).contains("the same function as the bug's");
    if (!seenLater) {
      assertThat(next(summary)).as(summary.headline()).doesNotContain("The bug is older");
    }
  }

  /**
   * The bug is as old as the releases that crash like it.
   *
   * @param left the step from which on nothing did
   */
  static void oldByWhatLooksLikeTheBug(Story story, int left) {
    Matcher told = OLD.matcher(reasons(story.summary()));
    if (!told.find()) {
      return;
    }
    long unlike =
        story.revisions().stream()
            .filter(each -> each.role() == Role.RELEASE && each.verdict() == Verdict.BAD)
            .filter(each -> each.ordinal() >= left && each.runs().crashed() > 0)
            .count();
    int all = Integer.parseInt(told.group(1));
    int foreign =
        told.group(2) != null
            ? Integer.parseInt(told.group(2))
            : told.group().contains(", but only") ? all : 0;
    assertThat((long) foreign).as(told.group()).isGreaterThanOrEqualTo(unlike);
    assertThat(told.group(3) == null).as(told.group()).isEqualTo(all - foreign < OLD_FROM);
  }

  private static String next(Summary summary) {
    return summary.next().stream().map(Advice::sentence).collect(Collectors.joining(" "));
  }

  private static String reasons(Summary summary) {
    return String.join("; ", summary.reasonsAgainst())
        + "; "
        + String.join("; ", summary.reasonsFor());
  }

  private SaidOfTheLog() {}
}
