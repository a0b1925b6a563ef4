package firstbad.story;

import static firstbad.story.Phrases.abbreviated;

import firstbad.events.Bisection;
import firstbad.events.CulpritFound;
import firstbad.events.Level;
import firstbad.events.RunMessage;
import firstbad.events.Tool;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.CulpritStanding;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to do next, by how a search ended, how far it can be believed, and what was found out since.
 */
final class NextSteps {
  private static final int CANDIDATES = 100;
  private static final int MANY_UNKNOWN = 3;

  /** Those that speak of a later commit. */
  private static final Set<VerificationSource> MENDED =
      EnumSet.of(VerificationSource.FIXES_TAG, VerificationSource.REVERT);

  private final Known known;
  private final Bisection head;
  private final LogRemarks remarks;
  private final AdviceList advice = new AdviceList();
  private final Retest retest;
  private final Continuation continuation;
  private final BugAge age;

  private NextSteps(Known known) {
    this.known = known;
    this.head = known.head();
    this.remarks = new LogRemarks(head);
    SearchCommands search = SearchCommands.of(head, known.decided());
    this.retest = new Retest(known, search, advice);
    this.continuation = new Continuation(known, search, retest, advice);
    this.age = new BugAge(known, search);
  }

  /** At least one, most useful first. */
  static List<Advice> of(Known known) {
    NextSteps next = new NextSteps(known);
    if (known.answered()) {
      next.answered();
    } else {
      next.tell();
    }
    return next.advice.steps();
  }

  private void tell() {
    advice.addAll(remarks.advice());
    switch (head.getOutcome()) {
      case UNKNOWN, RUNNING -> new WhileRunning(known, continuation, advice).tell();
      case CULPRIT_FOUND -> culprit();
      case INCONCLUSIVE -> candidates();
      case NO_RANGE_END ->
          advice.add("Find a revision without the crash by hand, and start the search from there.");
      case STILL_HAPPENS -> stillHappens();
      case MERGE_BASE_CLEAN ->
          advice.add(
              "The crash was introduced in one tree only. Search that tree from the merge base on,"
                  + " within one history.");
      case NOT_REPRODUCED -> notReproduced();
      case FAILED -> failed();
      case TIMED_OUT -> timedOut();
      case BROKEN_OFF -> brokenOff();
      case NOT_A_BISECTION ->
          advice.add("Publish the text that the bisection wrote, from its first line on.");
    }
  }

  /** It is known from elsewhere whether the result is right. */
  private void answered() {
    String cause = known.trueCause();
    if (known.standing() == CulpritStanding.REFUTED) {
      if (cause != null) {
        advice.add(
            "Look at " + abbreviated(cause) + ", which was named as the cause instead.",
            "git show " + abbreviated(cause));
      } else if (known.blamed() != null && known.supportedRange() != null) {
        advice.add("Search again.");
        continuation.supported();
      } else {
        advice.add(
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
      advice.add(
          "Nothing is left to do here: a later commit already fixes or reverts the culprit.");
    } else {
      ask("Write to ");
    }
  }

  private void stillHappens() {
    Advice notOlder = age.notOlder();
    if (known.fix()) {
      advice.add("Nothing has removed the crash yet. Search again when the tree has moved on.");
    } else if (notOlder == null) {
      Advice derailed = age.derailed();
      advice.addAll(derailed == null ? List.of() : List.of(derailed));
      ReleasesTested releases = known.releases();
      if (releases.untested() > 0) {
        continuation.pastUntested(releases);
      } else if (advice.isEmpty()) {
        advice.add(
            (releases.bugOnTheOldest(known.titles())
                    ? "The bug is older than the oldest release that was tested."
                    : "What looks like the bug is older than the oldest release that was tested.")
                + " Read the code that crashes; a bisection cannot go further back.");
      }
    } else {
      advice.addAll(List.of(notOlder));
    }
  }

  /** Amid the releases it shows how old the bug is as a search does that came to the oldest. */
  private void timedOut() {
    boolean amidReleases = !known.fix() && head.getRange() == null;
    Advice notOlder = amidReleases ? age.notOlder() : null;
    if (notOlder == null) {
      continuation.unfinished(
          "Continue the search where the time ran out",
          "Do not continue the search where the time ran out");
    } else {
      advice.addAll(List.of(notOlder));
    }
  }

  private void failed() {
    if (head.getRange() == null) {
      advice.add("Fix the cause of the error, then run the bisection again.");
    } else {
      continuation.unfinished(
          "Fix the cause of the error, then continue the search",
          "Do not continue the search where it failed");
    }
  }

  private void notReproduced() {
    if (known.whyNothingRan() != null) {
      advice.add(
          "Mend what kept the test from running (" + tested() + "), then run the bisection again.");
    } else if (known.reproducerNeverRan()) {
      List<RunMessage> messages = known.revisions().get(0).getMessages();
      String why = messages.isEmpty() ? "" : Phrases.message(messages.get(0).getText().strip());
      boolean goesOn = why.endsWith(":"); // in lines that no event carries
      advice.add(
          "Find out why the reproducer never ran"
              + (why.isEmpty()
                  ? ""
                  : " (\"" + why + (goesOn ? " ...\", " : "\", ") + tested() + ")")
              + ", then run the bisection again.");
    } else if (Endings.inWordsOnly(head)) {
      advice.add(
          "Check the test on the bad commit by hand, and give it more runs if it fails at times"
              + " only: 'firstbad bisect run --runs 10 -- CMD'.");
    } else {
      advice.add(
          "Run the reproducer on the original commit again, with more runs. A crash that needs"
              + " many runs cannot be bisected with few.");
    }
  }

  /** Where the log has the test of the first revision. */
  private String tested() {
    return "from line " + known.revisions().get(0).getFirstLine() + " of the log on";
  }

  private void culprit() {
    if (known.standing() != CulpritStanding.OPEN) {
      disputed();
    }
    Level level = known.level();
    SameKernel same = known.sameKernel();
    if (same != null) {
      retest.ofSameKernel(same);
      return;
    }
    if (known.doubtful()) {
      retest.before("Do not mail this " + known.result(), "you mail this " + known.result());
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
    advice.add(
        known.standing() == CulpritStanding.CONFLICT
            ? "Find out which side is right, those who confirm it or those who refute it: it counts as"
                + " disputed until one side withdraws."
            : "Run the bisection again: somebody doubts its result.");
  }

  private void ask(String lead) {
    CulpritFound found = known.culprit();
    String author = found == null ? null : found.getAuthor();
    String commit = head.getCulprit();
    String whom = author == null || author.isBlank() ? "the author" : author;
    String sentence = lead + whom + recipients(found) + ".";
    if (commit == null) {
      advice.add(sentence);
    } else {
      advice.add(sentence, "git show " + abbreviated(commit));
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
      continuation.unfinished("Continue the search", "Do not continue the search where it ended");
      return;
    }
    if (known.doubtful()) {
      String look = "look for the " + (known.fix() ? "fix" : "cause") + " among these commits";
      retest.before("Do not " + look, "you " + look);
      if (known.blamed() == null && known.misled() == null) {
        continuation.onceTestable("If it does not, make the skipped revisions testable");
      }
      return;
    }
    if (known.skipped().lackedMachinesOnly()) {
      continuation.onceTestable("Test " + known.skipped().names() + " again");
      return;
    }
    String commits =
        named.stream().limit(CANDIDATES).map(Phrases::abbreviated).collect(Collectors.joining(" "));
    int unnamed = head.getCandidateCount() - Math.min(named.size(), CANDIDATES);
    advice.add(
        (head.getTool() == Tool.GIT
                ? "Read the candidates, or make each one testable and test it by hand."
                : "Read the candidates, or test each by hand with a kernel that builds and boots.")
            + (unnamed <= 0 ? "" : " The command leaves out " + unnamed + " of them."),
        "git log --no-walk --oneline " + commits);
    continuation.onceTestable("To let git go on, make the skipped revisions testable");
  }

  private void brokenOff() {
    long unknown = head.getLines().getUnknown();
    Long first = remarks.firstUnknownLine();
    if (first != null && unknown >= MANY_UNKNOWN) {
      advice.add(
          "Read the "
              + unknown
              + " lines that were not understood, from line "
              + first
              + " on: the search may go on in them.");
    }
    continuation.unfinished(
        "Check whether the job still runs; if it does not, continue the search",
        "Stop the job if it still runs, and do not continue the search where it is");
  }
}
