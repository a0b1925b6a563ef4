package firstbad.story;

import static firstbad.story.Phrases.abbreviated;

import firstbad.events.Bisection;
import firstbad.events.Blame;
import firstbad.events.CulpritFound;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.RemainingRange;
import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.RunMessage;
import firstbad.events.Tool;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.CulpritStanding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to do next, by how a search ended, how far it can be believed, and what was found out since.
 * Long, since each ending has advice of its own.
 */
final class NextSteps {
  private static final int CANDIDATES = 100;
  private static final int MANY_UNKNOWN = 3;

  /** Where it is the crash that a commit shows, and not the fault, the commit itself says so. */
  private static final String READ_IT =
      "Does it bring the bug, or does it only make it visible, by a check or by code that could not"
          + " be reached before?";

  /** Those that speak of a later commit. */
  private static final Set<VerificationSource> MENDED =
      EnumSet.of(VerificationSource.FIXES_TAG, VerificationSource.REVERT);

  private final Known known;
  private final Bisection head;
  private final LogRemarks remarks;
  private final SearchCommands search;
  private final GitsOwnWords ownWords;
  private final List<Advice> steps = new ArrayList<>();

  private NextSteps(Known known) {
    this.known = known;
    this.head = known.head();
    this.remarks = new LogRemarks(head);
    this.search = SearchCommands.of(head, known.decided());
    this.ownWords = new GitsOwnWords(known);
  }

  /** At least one, most useful first. */
  static List<Advice> of(Known known) {
    NextSteps next = new NextSteps(known);
    if (known.answered()) {
      next.answered();
    } else {
      next.tell();
    }
    return List.copyOf(next.steps);
  }

  private void tell() {
    steps.addAll(remarks.advice());
    switch (head.getOutcome()) {
      case UNKNOWN, RUNNING -> running();
      case CULPRIT_FOUND -> culprit();
      case INCONCLUSIVE -> candidates();
      case NO_RANGE_END ->
          add("Find a revision without the crash by hand, and start the search from there.");
      case STILL_HAPPENS -> stillHappens();
      case MERGE_BASE_CLEAN ->
          add(
              "The crash was introduced in one tree only. Search that tree from the merge base on,"
                  + " within one history.");
      case NOT_REPRODUCED -> notReproduced();
      case FAILED -> failed();
      case TIMED_OUT ->
          unfinished(
              "Continue the search where the time ran out",
              "Do not continue the search where the time ran out");
      case BROKEN_OFF -> brokenOff();
      case NOT_A_BISECTION ->
          add("Publish the text that the bisection wrote, from its first line on.");
    }
  }

  /** It is known from elsewhere whether the result is right. */
  private void answered() {
    String cause = known.trueCause();
    if (known.standing() == CulpritStanding.REFUTED) {
      if (cause != null) {
        add(
            "Look at " + abbreviated(cause) + ", which was named as the cause instead.",
            "git show " + abbreviated(cause));
      } else if (known.blamed() != null && known.supportedRange() != null) {
        add("Search again.");
        supported();
      } else {
        add(
            "Run the bisection again, with more runs of each revision:"
                + " nothing in this log shows which of its verdicts was wrong.");
      }
      return;
    }
    boolean mended =
        known.verifications().stream()
            .anyMatch(
                said ->
                    said.getState() == VerificationState.CONFIRMED
                        && MENDED.contains(said.getSource()));
    if (mended) {
      add("Nothing is left to do here: a later commit already fixes or reverts the culprit.");
    } else {
      ask("Write to ");
    }
  }

  private void stillHappens() {
    Revision foreign = known.titles().foreignSince();
    Revision last = foreign == null ? null : known.titles().asTheBugBefore(foreign);
    Revision next = last == null ? null : known.titles().crashedBadAfter(last);
    if (known.fix()) {
      add("Nothing has removed the crash yet. Search again when the tree has moved on.");
    } else if (foreign == null || last == null || next == null) {
      derailedAmongReleases();
      ReleasesTested releases = known.releases();
      if (releases.untested() > 0) {
        untestedReleases(releases);
      } else if (steps.isEmpty()) {
        add(
            "The bug is older than the oldest release that was tested. Read the code that crashes;"
                + " a bisection cannot go further back.");
      }
    } else {
      add(
          (last.getRole() == Role.RELEASE
                  ? "Do not take the bug for older than "
                      + StepName.of(last)
                      + ", the last release that crashed like the bug: "
                  : "Do not take the bug for older than the commit it was reported on: ")
              + otherCrashes(last, next, foreign)
              + ". Test that release again and ignore these; if the bug does"
              + " not crash there, search between the two.",
          search.within(last.getCommit(), next.getCommit()));
    }
  }

  /** Where others crashed, as a clause, and whether all of them are foreign. */
  private static String otherCrashes(Revision last, Revision next, Revision foreign) {
    boolean all = next.getOrdinal() == foreign.getOrdinal();
    return all && last.getRole() == Role.RELEASE
        ? "at " + StepName.of(next) + " other crashes were seen"
        : "from "
            + StepName.of(next)
            + " on other crashes were seen"
            + (all ? "" : ", which look only a little like it at most");
  }

  /** How old the bug is hangs on a verdict that rested on another one, unless it crashed later. */
  private void derailedAmongReleases() {
    Blame derailed = known.misled();
    Revision own = known.titles().lastOwn();
    if (derailed == null || own == null || own.getOrdinal() > derailed.getOrdinal()) {
      return;
    }
    add(
        "Do not take the bug for older than "
            + StepName.of(own)
            + ", the last that crashed with its own title, until "
            + StepName.of(derailed, known.revisions())
            + " has been tested again (line "
            + derailed.getLine()
            + " of the log). If the bug does not crash there, search between the two.",
        search.within(own.getCommit(), derailed.getCommit()));
  }

  private void untestedReleases(ReleasesTested releases) {
    int older = releases.untested() - 1;
    add(
        "Make "
            + releases.firstUntested()
            + " testable"
            + SkippedRevisions.of(releases).remedy()
            + " and go on from there: whether it crashes is not known"
            + (older == 0
                ? "."
                : older == 1
                    ? ", nor whether the older one does."
                    : ", nor whether the " + older + " older ones do."));
  }

  private void failed() {
    if (head.getRange() == null) {
      add("Fix the cause of the error, then run the bisection again.");
    } else {
      unfinished(
          "Fix the cause of the error, then continue the search",
          "Do not continue the search where it failed");
    }
  }

  private void notReproduced() {
    if (known.reproducerNeverRan()) {
      List<RunMessage> messages = known.revisions().get(0).getMessages();
      String why = messages.isEmpty() ? "" : Phrases.message(messages.get(0).getText().strip());
      boolean goesOn = why.endsWith(":"); // in lines that no event carries
      add(
          "Find out why the reproducer never ran"
              + (why.isEmpty()
                  ? ""
                  : " (\"" + why + (goesOn ? " ...\", " : "\", ") + tested() + ")")
              + ", then run the bisection again.");
    } else if (Endings.inWordsOnly(head)) {
      add(
          "Check the test on the bad commit by hand, and give it more runs if it fails at times"
              + " only: 'firstbad bisect run --runs 10 -- CMD'.");
    } else {
      add(
          "Run the reproducer on the original commit again, with more runs. A crash that needs"
              + " many runs cannot be bisected with few.");
    }
  }

  /** Where the log has the test of the first revision. */
  private String tested() {
    return "from line " + known.revisions().get(0).getFirstLine() + " of the log on";
  }

  private void running() {
    Blame derailed = known.misled();
    if (RunningTrust.surelyLeft(known)) {
      add("Stop the job, since each further step tests for another bug" + stake() + ".");
      supported();
    } else if (derailed != null) {
      add(
          "Test "
              + StepName.of(derailed, known.revisions())
              + " again before the search goes on: it was called bad on another crash. If it does"
              + " not crash with the bug, stop the job"
              + stake()
              + ".");
      supported();
    }
    if (steps.isEmpty()) {
      add("Nothing to do yet: wait for the next verdict.");
    }
  }

  private String stake() {
    String time = Phrases.machineTime(head.getAtStakeMs());
    return time.isEmpty() ? "" : ", and " + time + " is at stake";
  }

  private void culprit() {
    if (known.standing() != CulpritStanding.OPEN) {
      disputed();
    }
    Level level = known.level();
    SameKernel same = known.sameKernel();
    if (same != null) {
      cannotBe(same);
      return;
    }
    if (known.doubtful()) {
      retest("Do not mail this " + known.result(), "you mail this " + known.result());
      return;
    }
    if (known.standing() == CulpritStanding.OPEN) {
      ask(
          level == Level.MIDDLE
              ? "Look at the reasons, then ask "
              : level == Level.HIGH
                  ? "Write to "
                  : "Test the commit and its parent by hand, then ask ");
    }
  }

  /** Somebody doubts it, or two contradict each other. */
  private void disputed() {
    add(
        known.standing() == CulpritStanding.CONFLICT
            ? "Find out which side is right, those who confirm it or those who refute it: it counts as"
                + " disputed until one side withdraws."
            : "Run the bisection again: somebody doubts its result.");
  }

  /**
   * Which verdict to test again before anything else is done, and what holds if it was wrong.
   *
   * @param lead what not to do until then; empty where that was said
   * @param before the same as a clause, for a result that is not probably wrong
   */
  private void retest(String lead, String before) {
    Blame suspected = known.suspected();
    if (suspected == null) {
      retestLastGood(lead);
      return;
    }
    String again = again(suspected, lead, before);
    RangeAllowed range = known.rangeIsWithoutSuspected() ? RangeAllowed.of(known) : null;
    if (range == null) {
      afterTheBug(suspected, again);
      return;
    }
    String other = known.blamed() == null ? null : range.onlyOther(suspected.getCommit());
    if (other != null && !known.fix()) {
      add(
          again + " If it does not crash with the bug, " + range.onlyOtherIs(other, known),
          "git show " + abbreviated(other));
      return;
    }
    add(again);
    add(
        "If it does not crash with the bug, " + range.clause(known.fix(), known.revisions()),
        range.commands(search));
  }

  /** Which verdict to test again, and before what, in a sentence. */
  private String again(Blame suspected, String lead, String before) {
    String step = StepName.of(suspected, known.revisions());
    String line = " (line " + suspected.getLine() + " of the log)";
    boolean plausible = known.level() == Level.HIGH || known.level() == Level.MIDDLE;
    return (lead.isEmpty() || plausible
            ? "Test " + step + " again" + (lead.isEmpty() ? "" : " before " + before) + line
            : lead + " until " + step + " has been tested again" + line)
        + whyNotTheFirst(suspected)
        + ".";
  }

  /** Where the events have no range without the verdict: the bug crashed before it. */
  private void afterTheBug(Blame suspected, String again) {
    Revision own = known.fix() ? null : known.titles().lastOwn();
    if (own == null || own.getOrdinal() > suspected.getOrdinal()) {
      add(again);
      return;
    }
    add(
        again
            + " If it does not crash with the bug, the cause lies between it and "
            + StepName.of(own)
            + ", the last that crashed with the bug's own title.",
        search.within(own.getCommit(), suspected.getCommit()));
  }

  /** Where the story tells of another step at which the search left the bug. */
  private String whyNotTheFirst(Blame suspected) {
    Revision foreign = known.titles().foreignSince();
    Revision told = foreign == null ? known.titles().otherTitlesSince() : foreign;
    if (told == null || told.getOrdinal() == suspected.getOrdinal()) {
      return "";
    }
    return known.blamed() == null
        ? ": it was the first to rule out much on another crash"
        : ": it ruled out more of where the cause is likely than any other bad verdict";
  }

  /** No bad verdict explains the doubt, so a good one may be wrong: the last bounds the result. */
  private void retestLastGood(String lead) {
    GoodRevisions good = new GoodRevisions(known.decided());
    Revision last = good.last();
    if (last == null) {
      add(
          (lead.isEmpty()
                  ? "Test a good revision"
                  : lead + " until a good revision has been tested")
              + ": the log has no test of one.");
      return;
    }
    String step = StepName.of(last);
    String line = " (line " + last.getFirstLine() + " of the log)";
    String culprit = lead.isEmpty() ? null : head.getCulprit();
    if (culprit != null && known.crashesNearlyAlways()) {
      readFirst(lead, culprit, step, line);
      ifItCrashes(last, good.beforeLast());
      return;
    }
    add(
        (lead.isEmpty()
                ? "Test " + step + ", the last good revision, again"
                : lead + " until the last good revision, " + step + ", has been tested again")
            + " with more runs"
            + line
            + ".");
    ifItCrashes(last, good.beforeLast());
    if (culprit != null) {
      add("If it does not, read the commit. " + READ_IT, "git show " + abbreviated(culprit));
    }
  }

  /** Where the bug does not hide, what the commit says is worth more than another test. */
  private void readFirst(String lead, String culprit, String lastGood, String line) {
    add(
        lead
            + " before you have read it. "
            + READ_IT
            + " More runs can tell little: the bug crashed nearly all runs of each bad revision.",
        "git show " + abbreviated(culprit));
    add(
        "If the commit does not explain the crash, test the last good revision, "
            + lastGood
            + ", again"
            + line
            + ".");
  }

  private void ifItCrashes(Revision last, @Nullable Revision before) {
    if (before == null) {
      add(
          "If it crashes then, there is no range to take the search up in, since no other revision"
              + " is known to be good: test an older release first.");
    } else {
      add(
          "If it crashes then, the search went wrong there: take it up between "
              + StepName.of(last)
              + " and the good revision before it, "
              + StepName.of(before)
              + ".",
          search.withinTestable(last.getCommit(), before.getCommit()));
    }
  }

  /** What no test can mend: the culprit is the kernel that was there before it. */
  private void cannotBe(SameKernel same) {
    add("Do not mail this culprit: " + same.clause() + ".");
    if (known.suspected() != null || same.good().isEmpty()) {
      retest("", "");
      return;
    }
    Revision first = same.good().get(0);
    String wrong =
        "That kernel crashes in some runs, so "
            + (same.good().size() == 1
                ? "this verdict is wrong"
                : "its " + same.good().size() + " good verdicts are wrong");
    Revision before = same.before();
    if (before == null) {
      add(wrong + ", and no other revision is known to be good: test an older release first.");
    } else {
      add(
          wrong
              + ". Take the search up between "
              + (same.good().size() == 1 ? "" : "the first of these, ")
              + StepName.of(first)
              + (same.good().size() == 1 ? "" : ",")
              + " and the good revision before it, "
              + StepName.of(before)
              + ", with more runs of each revision.",
          search.withinTestable(first.getCommit(), before.getCommit()));
    }
  }

  private void ask(String lead) {
    CulpritFound found = known.culprit();
    String author = found == null ? null : found.getAuthor();
    String commit = head.getCulprit();
    String whom = author == null || author.isBlank() ? "the author" : author;
    String sentence = lead + whom + recipients(found) + ".";
    if (commit == null) {
      add(sentence);
    } else {
      add(sentence, "git show " + abbreviated(commit));
    }
  }

  private static String recipients(@Nullable CulpritFound found) {
    int others =
        found == null ? 0 : found.getRecipientsTo().size() + found.getRecipientsCc().size();
    return others == 0
        ? ""
        : "; the log names " + (others == 1 ? "1 address" : others + " addresses") + " to write to";
  }

  private void candidates() {
    List<String> named = head.getCandidates();
    if (named.isEmpty()) {
      unfinished("Continue the search", "Do not continue the search where it ended");
      return;
    }
    if (known.doubtful()) {
      String look = "look for the " + (known.fix() ? "fix" : "cause") + " among these commits";
      retest("Do not " + look, "you " + look);
      if (known.blamed() == null && known.misled() == null) {
        testable("If it does not, make the skipped revisions testable");
      }
      return;
    }
    if (known.skipped().lackedMachinesOnly()) {
      testable("Test " + known.skipped().names() + " again");
      return;
    }
    String commits =
        named.stream().limit(CANDIDATES).map(Phrases::abbreviated).collect(Collectors.joining(" "));
    int unnamed = head.getCandidateCount() - Math.min(named.size(), CANDIDATES);
    add(
        (head.getTool() == Tool.GIT
                ? "Read the candidates, or make each one testable and test it by hand."
                : "Read the candidates, or test each by hand with a kernel that builds and boots.")
            + (unnamed <= 0 ? "" : " The command leaves out " + unnamed + " of them."),
        "git log --no-walk --oneline " + commits);
    testable("To let git go on, make the skipped revisions testable");
  }

  /** What keeps git from going on are the revisions that were skipped. */
  private void testable(String lead) {
    RemainingRange range = head.getRange();
    if (range == null) {
      return;
    }
    String where =
        lead
            + known.skipped().remedy()
            + " and continue the search where "
            + (head.getOutcome() == Outcome.TIMED_OUT ? "the time ran out" : "it ended");
    if (ownWords.canBeReplayed()) {
      add(where + ". " + ownWords.goOn(), GitsOwnWords.REPLAY);
      return;
    }
    boolean git = Endings.inWordsOnly(head);
    add(
        where
            + ": "
            + abbreviated(range.getCrashesAt())
            + (git ? " is bad, " : " crashes, ")
            + abbreviated(range.getCleanAt())
            + (git ? " is good." : " does not.")
            + ownWords.toAdd(),
        search.within(range.getCrashesAt(), range.getCleanAt()));
  }

  private void brokenOff() {
    long unknown = head.getLines().getUnknown();
    Long first = remarks.firstUnknownLine();
    if (first != null && unknown >= MANY_UNKNOWN) {
      add(
          "Read the "
              + unknown
              + " lines that were not understood, from line "
              + first
              + " on: the search may go on in them.");
    }
    unfinished(
        "Check whether the job still runs; if it does not, continue the search",
        "Stop the job if it still runs, and do not continue the search where it is");
  }

  /**
   * @param derailed the lead where the search left the bug: not where it stopped is it taken up
   */
  private void unfinished(String lead, String derailed) {
    if (known.misled() != null) {
      retest(derailed, "you continue the search");
      return;
    }
    String byGit = head.getGitCulprit();
    if (byGit != null) {
      add(
          "Look at "
              + abbreviated(byGit)
              + ", on which git ended its search: nothing judged it, since the log has no ending.",
          "git show " + abbreviated(byGit));
      return;
    }
    RemainingRange range = head.getRange();
    if (ownWords.canBeReplayed()) {
      add(ownWords.goOn(), GitsOwnWords.REPLAY);
    } else if (range != null
        && head.getOutcome() == Outcome.TIMED_OUT
        && known.skipped().outnumberTheOthers()) {
      testable("Make the skipped revisions testable");
    } else if (range != null) {
      add(
          lead
              + ", within the range that is left"
              + howMuch()
              + "."
              + (search.skips() ? " The commands skip what could not be tested." : "")
              + ownWords.toAdd(),
          search.withinTestable(range.getCrashesAt(), range.getCleanAt()));
    } else if (!remarks.holdsAnother()) {
      beforeTheRange(lead);
    }
  }

  /** How many commits are left, as a clause; empty where nobody knows. */
  private String howMuch() {
    Integer left = CommitsLeft.of(known).now();
    RemainingRange range = head.getRange();
    if (range == null) {
      return "";
    }
    if (left == null) {
      Integer printed = range.getCommitsLeft();
      return printed == null
          ? ""
          : ": at most about " + Phrases.about(2L * printed + 2) + " commits";
    }
    boolean exact =
        RangeAllowed.exact(known, known.fix() ? range.getCrashesAt() : range.getCleanAt());
    return ": " + RangeAllowed.commits(left + 1, exact);
  }

  /** Where git was not yet told what to search in; the revisions may know. */
  private void beforeTheRange(String lead) {
    Revision good = new GoodRevisions(known.decided()).last();
    Revision bad = good == null ? null : known.titles().badBefore(good);
    if (remarks.lacksItsBeginning()) {
      add("Publish the whole log: the lines that say where the search starts are missing.");
    } else if (good != null && bad != null) {
      add(
          lead
              + " between "
              + StepName.of(bad)
              + ", which crashes, and "
              + StepName.of(good)
              + ", which does not."
              + ownWords.toAdd(),
          search.withinTestable(bad.getCommit(), good.getCommit()));
    } else if (known.releases().untested() > 0) {
      untestedReleases(known.releases());
    } else {
      add(withoutRange());
    }
  }

  private String withoutRange() {
    if (head.getOutcome() == Outcome.BROKEN_OFF) {
      return "Check whether the job still runs; if it does not, run it again:"
          + " the log stops before there is a range.";
    }
    if (head.getOutcome() != Outcome.TIMED_OUT || head.getRevisions().getTested() == 0) {
      return "Run it again: it ended before there was a range.";
    }
    String back =
        known.revisions().stream()
            .map(Revision::getRelease)
            .filter(Objects::nonNull)
            .reduce((first, last) -> last)
            .map(release -> "it got back to " + release + " and found no clean release")
            .orElse("it found no clean release");
    int skipped = head.getRevisions().getSkip();
    return "Run it again with a longer limit, or from an older release that you know to be good: in"
        + " its time "
        + back
        + (skipped == 0
            ? "."
            : "; " + Phrases.count(skipped, "revision") + " could not be tested.");
  }

  /** The range that the evidence still allows, and how to take the search up from there. */
  private void supported() {
    RangeAllowed range = RangeAllowed.of(known);
    if (range != null) {
      add(range.sentence(known.fix(), known.revisions()), range.commands(search));
    }
  }

  private void add(String sentence, String... commands) {
    steps.add(new Advice(sentence, commands));
  }
}
